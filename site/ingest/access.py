"""Who may import, and into which columns: whoever may write a new draft there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from publications.models import OfficialDocumentPage


@dataclass(frozen=True)
class Place:
    """A column that takes a type of document: "news.NoticePage:12" where a form names it."""

    model: Any
    column: Page

    @property
    def value(self) -> str:
        return f"{self.model._meta.label}:{self.column.pk}"


def column_models() -> set[Any]:
    """Page types under which some type of official document may stand; asks no database."""
    return {
        parent for model in document_models() for parent in model.allowed_parent_page_models() if parent is not Page
    }


def document_columns() -> list[Page]:
    """Live columns of originals, in the order of the tree: of a column's two scripts the site's first language."""
    models = column_models()
    if not models:
        return []
    first = Locale.objects.filter(language_code=settings.LANGUAGE_CODE).first()
    pages = list(Page.objects.live().type(*models).select_related("locale").order_by("path").specific())
    originals = {page.translation_key for page in pages if first is None or page.locale_id == first.pk}
    return [page for page in pages if page.translation_key not in originals or page.locale_id == first.pk]


def document_models() -> list[Any]:
    found, waiting = [], list(OfficialDocumentPage.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract and model.is_creatable:
            found.append(model)
    return sorted(found, key=lambda model: model._meta.label)


def writable_columns(user: Any) -> list[Page]:
    """The columns where `user` may add a draft."""
    return [column for column in document_columns() if column.permissions_for_user(user).can_add_subpage()]


def writable_places(user: Any) -> list[Place]:
    """Every type of document with every column that takes it, types together, where `user` may write."""
    columns = writable_columns(user)
    return [
        Place(model, column)
        for model in document_models()
        for column in columns
        if column.specific_class in model.allowed_parent_page_models()
    ]


def grouped_columns(columns: list[Page]) -> list[tuple[str, list[tuple[str, str]]]]:
    """[(type of column, [(id, title)])], for a list to choose from; titles that occur twice name their parent."""
    titles = [column.title for column in columns]
    groups: dict[str, list[tuple[str, str]]] = {}
    for column in columns:
        title = column.title
        if titles.count(title) > 1:
            title = f"{title}（{column.get_parent().title}）"
        groups.setdefault(str(column._meta.verbose_name), []).append((str(column.pk), title))
    return list(groups.items())


def why_not(page: Any, user: Any) -> str:
    """Why an import may not change this draft any more; empty where it may."""
    if page.live or page.first_published_at:
        return str(_("稿件已经发布过，请在编辑页修改"))
    if page.workflow_in_progress:
        return str(_("稿件正在审核，不能在这里修改"))
    if not page.permissions_for_user(user).can_edit():
        return str(_("您没有修改这份稿件的权限"))
    return str(_("稿件已锁定，不能修改")) if page.locked else ""


def may_import(user: Any) -> bool:
    """Cheap enough for every page of the admin; the upload itself asks for a column."""
    return bool(user.is_active) and page_permission_policy.user_has_any_permission(user, {"add"})
