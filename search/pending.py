"""What was withdrawn, deleted or closed a moment ago: gone from hits, counts and facets before the index has followed."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from wagtail.models import Page
from wagtail.search.index import get_indexed_models

from publications.closed_sections import closed_paths
from publications.models import OutboxRow
from search.backends.layout import PK
from search.backends.plan import Node, OneOf, no
from search.indexing import CONSUMER

MOST = 10_000  # of a whole section, withdrawn or moved at once; the index follows within seconds


@cache
def _no_pages() -> tuple[str, ...]:
    """What else is indexed: a file's number is not a page's."""
    return tuple(model._meta.label_lower for model in get_indexed_models() if not issubclass(model, Page))


def waiting_pages() -> frozenset[int]:
    """The keys of the pages that wait for the index; one question to the database."""
    rows = OutboxRow.objects.filter(consumer=CONSUMER).exclude(model__in=_no_pages()).order_by("-id")
    return frozenset(int(key) for key in rows.values_list("object_id", flat=True)[:MOST] if key.isdigit())


def without_withdrawn(waiting: Collection[int]) -> Node | None:
    """A filter that leaves out those of the pages that are not public any more; None where none is.

    Three questions to the database where something waits. What lies where it lay and has been closed is left out by the
    path that the index has of it; what was moved below a closed section has another path by now.
    """
    if not waiting:
        return None
    public = Page.objects.filter(pk__in=waiting, live=True).exclude(path__below_any=closed_paths())
    gone = set(waiting).difference(public.values_list("pk", flat=True))
    return no(OneOf(PK, tuple(sorted(gone)))) if gone else None
