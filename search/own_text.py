"""What a page that waits for the index may still be found by: its own text, for the index does not know its attachments."""

from __future__ import annotations

from collections.abc import Collection

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

OF_ATTACHMENTS = frozenset({"attachment_tokens", "attachment_words"})


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
