"""Who may import: whoever may write a new draft in some column."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from publications.models import OfficialDocumentPage


def document_columns() -> list[Page]:
    """Live columns under which some type of official document may stand, in the order of the tree."""
    parents = {
        parent for model in document_models() for parent in model.allowed_parent_page_models() if parent is not Page
    }
    if not parents:
        return []
    return [page.specific for page in Page.objects.live().type(*parents).order_by("path")]


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
    return bool(user.is_active and user.has_perm("wagtailadmin.access_admin") and writable_columns(user))
