"""What the home page shows, in a number of queries that does not grow with what there is to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Coalesce, TruncDate
from wagtail import hooks
from wagtail.models import Page

from home.leaving import leads_away, way_out
from home.models import StandardPage
from home.releases import upcoming
from publications.choices import Kind
from publications.models import OfficialDocumentPage
from publications.templatetags.chinese import in_script

if TYPE_CHECKING:
    from home.models import HomePage

NOTICES, OTHERS, ANNOUNCED, STANDARD_PAGES = 6, 4, 3, 4


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


@dataclass(frozen=True)
class ShownLink:
    """常用: words and where they lead; `outside` where that is off the site."""

    text: str
    url: str
    outside: bool = False


def quick_links(home: HomePage) -> list[ShownLink]:
    """What the editors chose, as far as it is public; without a choice the standard pages that are in the menu."""
    chosen = list(home.quick_links.select_related("page"))
    if not chosen:
        standard = StandardPage.objects.child_of(home).live().public().in_menu().defer("body")
        return [ShownLink(page.title, page.url) for page in standard[:STANDARD_PAGES]]
    keys = [link.page.translation_key for link in chosen if link.page]
    found = Page.objects.live().public().filter(translation_key__in=keys).select_related("locale")
    pages = {page.translation_key: page for page in sorted(found, key=lambda page: page.locale_id == home.locale_id)}
    shown = []
    for link in chosen:
        page = pages.get(link.page.translation_key) if link.page else None
        if link.url:
            shown.append(ShownLink(str(in_script(link.title)), way_out(link.url), leads_away(link.url)))
        elif page and page.url:
            shown.append(ShownLink(str(in_script(link.title)) or page.title, page.url))
    return shown


def front_page(home: HomePage) -> dict[str, Any]:
    """Context of the home page: columns with their newest documents, and what other rooms add.

    The hook `construct_front_page(home, context)` lets news add the nearest deadlines and plans the current progress.
    """
    columns = list(Page.objects.child_of(home).live().public().in_menu())
    by_kind = newest(home)
    context = {
        "columns": columns,
        "newest": by_kind,
        "sections": sections(by_kind, columns),
        "quick_links": quick_links(home),
        "announced": upcoming(home.locale, ANNOUNCED),
    }
    for add in hooks.get_hooks("construct_front_page"):
        add(home, context)
    return context
