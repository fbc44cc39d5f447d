"""What was withdrawn or deleted a moment ago: gone from hits, counts and facets before the index has followed."""

from __future__ import annotations

from wagtail.models import Page

from publications.models import OutboxRow
from search.backends.layout import PK
from search.backends.plan import Node, OneOf, no
from search.indexing import CONSUMER

MOST = 10_000  # of a whole section, withdrawn at once; the index follows within seconds


def without_withdrawn() -> Node | None:
    """A filter that leaves out the pages that wait for the index and are not live any more; None where none waits.

    One question to the database, two where something waits. Closed pages need none: they are left out by their path.
    """
    rows = OutboxRow.objects.filter(consumer=CONSUMER).order_by("-id")
    waiting = {int(key) for key in rows.values_list("object_id", flat=True)[:MOST] if key.isdigit()}
    if not waiting:
        return None
    gone = waiting.difference(Page.objects.filter(pk__in=waiting, live=True).values_list("pk", flat=True))
    return no(OneOf(PK, tuple(sorted(gone)))) if gone else None
