"""The release calendar (发布日历): what is announced, and what of it has appeared; also as an iCalendar file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from home.canonical import site_domain
from home.models import PlannedRelease
from home.page_facts import ColumnFacts, PageFacts
from publications.models import OfficialDocumentPage
from publications.relations import readable_by_key
from publications.templatetags.chinese import in_script

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAST_DAYS = 366
CALENDAR_STATUS = {"planned": "TENTATIVE", "confirmed": "CONFIRMED", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}


@dataclass(frozen=True)
class ReleaseRow:
    """One announcement as readers see it; `page` only once the document is public."""

    release: PlannedRelease
    page: OfficialDocumentPage | None

    @property
    def is_out(self) -> bool:
        return self.page is not None

    @property
    def state(self) -> str:
        """已发布, 待发布 once the day is over, else what the editors said."""
        if self.is_out:
            return _("已发布")
        is_late = last_day(self.release) < timezone.localdate() and self.release.state != PlannedRelease.State.CANCELLED
        return _("待发布") if is_late else str(self.release.get_state_display())

    @property
    def tone(self) -> str:
        return "ok" if self.is_out else ""


def last_day(release: PlannedRelease) -> date:
    """The day by which it should be out."""
    if not release.whole_month:
        return release.planned_on
    return (release.planned_on.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def announced() -> QuerySet[PlannedRelease]:
    """What the final reviewers let be seen, from a year ago on."""
    since = timezone.localdate() - timedelta(days=PAST_DAYS)
    found = PlannedRelease.objects.filter(announced=True, planned_on__gte=since)
    return found.select_related("issuing_body", "document").defer("document__body")


def rows(releases: Iterable[PlannedRelease], locale: Locale) -> list[ReleaseRow]:
    """With the published documents, in the reader's script where they are live; one query more."""
    releases = list(releases)
    keys = {release.document.translation_key for release in releases if release.document}
    pages = readable_by_key(OfficialDocumentPage, keys, locale.pk) if keys else {}
    return [ReleaseRow(r, pages.get(r.document.translation_key) if r.document else None) for r in releases]


def upcoming(locale: Locale, most: int) -> list[ReleaseRow]:
    """The nearest announcements that are not out yet, for the home page."""
    return [row for row in rows(announced(), locale) if not row.is_out and row.release.state != "cancelled"][:most]


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    everything = rows(announced(), Locale.get_active())
    to_come = [row for row in everything if not row.is_out]
    out = sorted((row for row in everything if row.is_out), key=lambda row: row.release.planned_on, reverse=True)
    title = _("发布日历")
    column = ColumnFacts(title, _("将要发布的文件和预计日期，已发布的可以直接打开"), title, _("信息公开目录"))
    context = {"to_come": to_come, "out": out, "facts": PageFacts(column=column), "title": title}
    return render(request, "home/calendar.html", context)


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The same as iCalendar (RFC 5545), to subscribe to."""
    events = [event_lines(row, request) for row in rows(announced(), Locale.get_active())]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//shixun//release calendar//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(_('发布日历'))}",
        *(line for event in events for line in event),
        "END:VCALENDAR",
    ]
    text = "".join(f"{folded(line)}\r\n" for line in lines)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="releases.ics"'
    return response


def event_lines(row: ReleaseRow, request: HttpRequest) -> list[str]:
    """A whole day, or a whole month where no day is announced."""
    release = row.release
    note = "；".join(filter(None, (str(row.state), str(in_script(release.note)))))
    lines = [
        "BEGIN:VEVENT",
        f"UID:release-{release.pk}@{site_domain(request).split(':')[0]}",
        f"DTSTAMP:{release.updated_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{release.planned_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last_day(release) + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(in_script(release.title))}",
        f"DESCRIPTION:{escaped(note)}",
        f"STATUS:{'CONFIRMED' if row.is_out else CALENDAR_STATUS[release.state]}",
        "TRANSP:TRANSPARENT",
    ]
    if row.page:
        lines.append(f"URL:{row.page.get_full_url(request)}")
    return [*lines, "END:VEVENT"]


def escaped(text: Any) -> str:
    return re.sub(r"([\\;,])", r"\\\1", str(text)).replace("\r\n", "\\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """Lines of at most 75 bytes, no character torn: continued lines begin with a space."""
    parts, part, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + width
    return "\r\n".join([*parts, part])
