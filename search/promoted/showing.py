"""Which promoted results stand above a search: within their days, public to everybody, in the reader's script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from publications.standing import is_open_to_all, standing
from publications.templatetags.chinese import in_script
from search.promoted.models import PromotedResult, said

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_SHOWN = 3


@dataclass(frozen=True)
class Promoted:
    """What the page shows of it. `lang`: as of a result, where its text is not in the reader's script."""

    title: str
    address: str
    note: str
    lang: str = ""


def promoted_for(query: str, request: HttpRequest | None = None) -> list[Promoted]:
    """Those for what was typed, in their order. No question to the database but where some word is promoted."""
    spoken = said(query)
    if not spoken:
        return []
    today = timezone.localdate()
    rows = standing(request, "promoted", lambda: list(PromotedResult.objects.all()))
    due = [row for row in rows if row.is_due(today) and row.answers(spoken)]
    pages = _pages(due, request) if due else {}
    shown = [promoted for row in due if (promoted := _shown(row, pages, request)) is not None]
    return shown[:MOST_SHOWN]


def _shown(row: PromotedResult, pages: dict[int, Page], request: HttpRequest | None) -> Promoted | None:
    note = str(in_script(row.note))
    if row.address:
        return Promoted(str(in_script(row.title)), row.address, note)
    page = pages.get(row.page_id or 0)
    address = page.get_url(request) if page is not None else None
    if page is None or not address:
        return None
    title = str(in_script(row.title)) if row.title else page.title
    code = page.locale.language_code
    lang = "" if row.title or code == get_language() else code[:3] + code[3:].title()
    return Promoted(title, address, note, lang)


def _pages(rows: list[PromotedResult], request: HttpRequest | None) -> dict[int, Page]:
    """Key of the page that was chosen -> the page shown for it: the reader's twin of it before itself. Two queries."""
    keys = [row.page_id for row in rows if row.page_id]
    chosen = dict(Page.objects.filter(pk__in=keys).values_list("pk", "translation_key"))
    twins: dict[Any, list[Page]] = {}
    for page in Page.objects.live().filter(translation_key__in=chosen.values()).select_related("locale"):
        if is_open_to_all(request, page):
            twins.setdefault(page.translation_key, []).append(page)

    def rank(page: Page, key: int) -> tuple[bool, bool]:
        return page.locale.language_code != get_language(), page.pk != key

    return {
        key: min(twins[translation], key=lambda page: rank(page, key))
        for key, translation in chosen.items()
        if translation in twins
    }
