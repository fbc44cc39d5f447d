"""Columns of the index that only the facets and the date ranges of the public search ask for.

Free texts (适用对象, 地区) are held in simplified Chinese, so that a document's two scripts count as one value and an
address that names one keeps working under /zh-hant/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from publications.choices import Validity
from publications.templatetags.chinese import converted
from search.backends.layout import Column

if TYPE_CHECKING:
    from datetime import date

    from search.backends.plan import Value

TOPIC, AUDIENCE, REGION, FORCE = "topic", "audience", "region", "force"
SHOWN_ON, ISSUED_ON, EFFECTIVE_ON, EXPIRES_ON = "shown_on", "issued_on", "effective_on", "expires_on"
LONGEST_VALUE = 80  # characters of a free text that is a facet's value

COLUMNS = (
    Column(TOPIC, "BigAutoField", single=False),
    Column(AUDIENCE, "CharField", single=False),
    Column(REGION, "CharField", single=False),
    Column(FORCE, "CharField", single=False),
    *(Column(name, "DateField") for name in (SHOWN_ON, ISSUED_ON, EFFECTIVE_ON, EXPIRES_ON)),
)
_BETWEEN = re.compile(r"[、，,；;。\n]+")


def values(page: Any) -> dict[str, list[Value]]:
    """Column -> what a document's record holds in it; columns without a value are absent."""
    found: dict[str, list[Value]] = {
        TOPIC: [key for topic in page.topics.all() for key in (topic.parent_id, topic.pk) if key is not None],
        AUDIENCE: [plain(part) for part in _BETWEEN.split(page.audience)],
        REGION: [plain(page.region)],
        FORCE: [force_key(page, timezone.localdate())],
    }
    dates = {
        SHOWN_ON: page.shown_date,
        ISSUED_ON: page.issued_on,
        EFFECTIVE_ON: page.effective_on,
        EXPIRES_ON: page.expires_on,
    }
    found |= {name: [day.toordinal()] for name, day in dates.items() if day}
    unique = {name: list(dict.fromkeys(value for value in held if value != "")) for name, held in found.items()}
    return {name: held for name, held in unique.items() if held}


def plain(text: str) -> str:
    """A free text as a facet's value: simplified, without blanks around it."""
    return converted(" ".join(text.split()), "hans")[:LONGEST_VALUE]


# --- validity: decided by somebody, or by a date that may lie ahead ------------------------------------------------------


def force_key(page: Any, today: date) -> str:
    """What counts of the validity: the decision, and of the dates those still ahead. "in_force|740000|741000"

    Dates that have passed are as good as none, so there are few different keys, and one question to the engine counts
    the states of any day from `today` on (state_of).
    """
    if page.validity != Validity.IN_FORCE:
        return str(page.validity)
    if page.expires_on and page.expires_on < today and not (page.effective_on and page.effective_on > today):
        return "expired"
    from_day = page.effective_on.toordinal() if page.effective_on and page.effective_on > today else ""
    until = page.expires_on.toordinal() if page.expires_on else ""
    return f"{Validity.IN_FORCE.value}|{from_day}|{until}"


def state_of(key: str, today: date) -> str:
    """The state on `today` that a key of force_key stands for, as OfficialDocumentPage.validity_on says it."""
    state, _, dates = key.partition("|")
    from_day, _, until = dates.partition("|")
    if from_day and today.toordinal() < int(from_day):
        return "not_yet"
    return "expired" if until and today.toordinal() > int(until) else state
