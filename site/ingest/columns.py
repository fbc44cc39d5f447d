"""Into which column (栏目) a draft goes."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

FALLBACK = "news.NoticePage"
LOCALE_OF_SCRIPT = {"hans": "zh-hans", "hant": "zh-hant"}


class UnknownColumnError(Exception):
    """No such column, or none that takes the type."""


def model_for(label: str) -> Any:
    """The page model of a label, or notices where the project has no such type."""
    try:
        return apps.get_model(label)
    except LookupError:
        return apps.get_model(FALLBACK)


def column_by_slug(slug: str) -> Page:
    """The page of that slug, the original's language first; raises UnknownColumnError."""
    found = Page.objects.filter(slug=slug).order_by("locale_id", "path").first()
    if found is None:
        raise UnknownColumnError(_("没有网址名为“%(slug)s”的栏目") % {"slug": slug})
    return found.specific


def columns_for(model: Any) -> list[Page]:
    """Live columns that take the type, in the order of the tree."""
    accepting = [m for m in model.allowed_parent_page_models() if m is not Page]
    wanted = Page.objects.live().type(*accepting).order_by("path") if accepting else Page.objects.none()
    return [page.specific for page in wanted]


def choose_column(model: Any, script: str, under: Page | None) -> Page:
    """`under` where it takes the type, else the type's first column; in the language of the document's script where it has one."""
    if under is not None and type(under) in model.allowed_parent_page_models():
        return in_script(under, script)
    columns = columns_for(model)
    direct = [c for c in columns if "IndexPage" in type(c).__name__] or columns
    if not direct:
        raise UnknownColumnError(_("没有能放“%(type)s”的栏目，请先建栏目") % {"type": model._meta.verbose_name})
    return in_script(direct[0], script)


def in_script(column: Page, script: str) -> Page:
    """The column's page in the language of the script; the column itself where there is none."""
    locale = Locale.objects.filter(language_code=LOCALE_OF_SCRIPT.get(script, "")).first()
    if locale is None or column.locale_id == locale.pk:
        return column
    translation = column.get_translation_or_none(locale)
    return translation.specific if translation is not None else column


def matches_script(column: Page, script: str) -> bool:
    return bool(column.locale.language_code == LOCALE_OF_SCRIPT.get(script))
