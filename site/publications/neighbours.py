"""上一篇 and 下一篇: what stands before and after a document in its column, in the column's order, one query each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction

from publications import standing
from publications.listing import listed_on
from publications.readers import is_restricted

if TYPE_CHECKING:
    from publications.models import OfficialDocumentPage

# (annotation, whether it descends), as ColumnPage.documents has it.
COLUMN_ORDER = (("listed_on", True), ("pk", True))


@dataclass(frozen=True)
class Neighbours:
    """The documents beside one; None at either end of the column."""

    before: OfficialDocumentPage | None
    after: OfficialDocumentPage | None

    def __bool__(self) -> bool:
        return self.before is not None or self.after is not None


def neighbours(document: OfficialDocumentPage) -> Neighbours:
    """Beside `document` in its column's list; nothing beside one that no list holds (a draft)."""
    if not document.live or document.shown_date is None or not document.pk:
        return Neighbours(None, None)
    siblings = readable_siblings(document).annotate(listed_on=listed_on())
    return both_sides(siblings, COLUMN_ORDER, {"listed_on": document.shown_date, "pk": document.pk})


def both_sides(pages: QuerySet[Any], order: Sequence[tuple[str, bool]], here: dict[str, Any]) -> Neighbours:
    """The nearest of `pages` on either side of `here`, {name: value} of the fields of `order`."""
    return Neighbours(beside(pages, order, here, backwards=True), beside(pages, order, here, backwards=False))


def readable_siblings(document: OfficialDocumentPage) -> QuerySet[OfficialDocumentPage]:
    """The other documents under the same page that everybody may read, without a query of its own for that."""
    from publications.models import OfficialDocumentPage

    parent, request = document.path[: -document.steplen], getattr(document, "reader_request", None)
    others = OfficialDocumentPage.objects.live().filter(path__startswith=parent, depth=document.depth)
    others = others.exclude(pk=document.pk).only("title", "year", "url_path", "path", "depth", "content_type", "locale")
    if request is None:
        return others.exclude(is_restricted(PageViewRestriction, "page", "path"))
    closed = standing.restrictions(request)
    if parent.startswith(closed):
        return others.none()
    closed_here = [path for path in closed if path.startswith(parent)]
    return others.exclude(path__in=closed_here) if closed_here else others


def beside(
    pages: QuerySet[Any], order: Sequence[tuple[str, bool]], here: dict[str, Any], *, backwards: bool
) -> Any | None:
    """The nearest of `pages` before (`backwards`) or after `here`, by `order`; ties are told apart by its last field."""
    beyond, same = Q(), {}
    for name, descends in order:
        comparison = "lt" if descends != backwards else "gt"
        beyond |= Q(**same, **{f"{name}__{comparison}": here[name]})
        same[name] = here[name]
    ordering = [f"{'-' if descends != backwards else ''}{name}" for name, descends in order]
    return pages.filter(beyond).order_by(*ordering).first()
