"""Who may import: whoever may write a new draft in some column."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from publications.models import OfficialDocumentPage


def column_models() -> set[Any]:
    """Page types under which some type of official document may stand; asks no database."""
    return {
        parent for model in document_models() for parent in model.allowed_parent_page_models() if parent is not Page
    }


def document_columns() -> list[Page]:
    """Live columns, in the order of the tree."""
    models = column_models()
    return [page.specific for page in Page.objects.live().type(*models).order_by("path")] if models else []


def document_models() -> list[Any]:
    found, waiting = [], list(OfficialDocumentPage.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract and model.is_creatable:
            found.append(model)
    return found


def writable_columns(user: Any) -> list[Page]:
    """The columns where `user` may add a draft."""
    return [column for column in document_columns() if column.permissions_for_user(user).can_add_subpage()]


def may_import(user: Any) -> bool:
    """Cheap enough for every page of the admin; the upload itself asks for a column."""
    return bool(user.is_active) and page_permission_policy.user_has_any_permission(user, {"add"})
