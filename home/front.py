"""What the home page shows, in a number of queries that does not grow with what there is to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Coalesce, TruncDate
from wagtail import hooks
from wagtail.models import Page

from publications.choices import Kind
from publications.models import OfficialDocumentPage

if TYPE_CHECKING:
    from home.models import HomePage

NOTICES, OTHERS = 6, 4


def newest(home: HomePage) -> dict[str, list[OfficialDocumentPage]]:
    """{kind: the newest live, public documents of that kind below `home`}; one query a kind."""
    listed_on = Coalesce("published_on", TruncDate("first_published_at"))
    documents = OfficialDocumentPage.objects.live().public().descendant_of(home).defer("body")
    documents = documents.annotate(listed_on=listed_on).order_by("-listed_on", "-pk")
    return {
        kind: list(documents.filter(kind=kind)[: NOTICES if kind == Kind.NOTICE else OTHERS]) for kind in Kind.values
    }


@dataclass(frozen=True)
class Section:
    """One kind's newest documents, and the column (栏目) that has more of them, where there is one in the menu."""

    kind: str
    label: str
    column: Page | None
    documents: list[OfficialDocumentPage]


def sections(by_kind: dict[str, list[OfficialDocumentPage]], columns: list[Page]) -> dict[str, Section]:
    """{kind: Section} of the kinds that have documents."""
    found = {}
    for kind, documents in by_kind.items():
        if documents:
            column = next((page for page in columns if documents[0].path.startswith(page.path)), None)
            found[kind] = Section(kind, str(Kind(kind).label), column, documents)
    return found


def front_page(home: HomePage) -> dict[str, Any]:
    """Context of the home page: columns with their newest documents, and what other rooms add.

    The hook `construct_front_page(home, context)` lets news add the nearest deadlines and plans the current progress.
    """
    columns = list(Page.objects.child_of(home).live().public().in_menu())
    by_kind = newest(home)
    context = {"columns": columns, "newest": by_kind, "sections": sections(by_kind, columns)}
    for add in hooks.get_hooks("construct_front_page"):
        add(home, context)
    return context
