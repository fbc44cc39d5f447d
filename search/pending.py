"""What was withdrawn, deleted or closed a moment ago, pages and attachments: gone before the index has followed."""

from __future__ import annotations

from collections.abc import Collection

from wagtail.models import Page

from publications.closed_sections import closed_paths
from publications.models import OutboxRow
from search.backends.layout import PK
from search.backends.plan import (
    Added,
    Best,
    Every,
    Everything,
    Lifted,
    Node,
    Nothing,
    OneOf,
    Passing,
    Sequence,
    Some,
    Terms,
    Weighed,
    every,
    no,
    some,
)
from search.indexing import CONSUMER

MOST = 10_000  # of a whole section, withdrawn or moved at once; the index follows within seconds
OF_ATTACHMENTS = frozenset({"attachment_tokens", "attachment_words"})


def waiting_pages() -> frozenset[int]:
    """The keys of the pages that wait for the index; one question to the database."""
    rows = OutboxRow.objects.filter(consumer=CONSUMER).order_by("-id")
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


def by_own_text(waiting: Collection[int], query: Node) -> Node | None:
    """A filter that lets those of the pages pass that have what is asked in their own text; None where it leaves out nothing.

    A page that waits may have lost a file since, or not everybody may have the file any more: what its attachments say now
    the index does not know yet.
    """
    passing = some([no(OneOf(PK, tuple(sorted(waiting)))), _of_own_text(query)]) if waiting else Everything()
    return None if isinstance(passing, Everything) else passing


def _of_own_text(node: Node) -> Node:
    """What a query asks of documents' own text, as a filter."""
    if isinstance(node, Terms):
        fields = [field for field in node.fields if field not in OF_ATTACHMENTS]
        return Terms(fields[0], node.tokens, node.every, tuple(fields[1:])) if fields else Nothing()
    if isinstance(node, Sequence):
        return Nothing() if node.field in OF_ATTACHMENTS else node
    if isinstance(node, Every):
        return every(map(_of_own_text, node.children))
    if isinstance(node, Some | Best):
        return some(map(_of_own_text, node.children))
    if isinstance(node, Weighed | Passing):
        return _of_own_text(node.child)
    if isinstance(node, Added):
        return _of_own_text(node.base)
    if isinstance(node, Lifted):
        return some([_of_own_text(node.first), _of_own_text(node.rest)])
    return node
