"""What was withdrawn, deleted or closed a moment ago: gone from hits, counts and facets before the index has followed."""

from __future__ import annotations

from wagtail.models import Page

from publications.closed_sections import closed_paths
from publications.models import OutboxRow
from search.backends.layout import PK
from search.backends.plan import Node, OneOf, no
from search.indexing import CONSUMER

MOST = 10_000  # of a whole section, withdrawn or moved at once; the index follows within seconds


def without_withdrawn() -> Node | None:
    """A filter that leaves out the pages that wait for the index and are not public any more; None where none waits.

    One question to the database, four where something waits. What lies where it lay and has been closed is left out by the
    path that the index has of it; what was moved below a closed section has another path by now.
    """
    rows = OutboxRow.objects.filter(consumer=CONSUMER).order_by("-id")
    waiting = {int(key) for key in rows.values_list("object_id", flat=True)[:MOST] if key.isdigit()}
    if not waiting:
        return None
    public = Page.objects.filter(pk__in=waiting, live=True).exclude(path__below_any=closed_paths())
    gone = waiting.difference(public.values_list("pk", flat=True))
    return no(OneOf(PK, tuple(sorted(gone)))) if gone else None
