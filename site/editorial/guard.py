"""Nothing goes live outside `publishing_allowed()`: enforced where rows are written, so every path comes through here.

Wagtail publishes from a dozen places (buttons, bulk actions, aliases, copies, localize, the API, plain code). They all
end in a page saved with live=True, or in a revision saved with a time to go live.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Page, Revision

from editorial import context, event_log
from publications.models import OfficialDocumentPage
from publications.publishing import PublicationRefused, publishing_reason

# What Wagtail and the portal write on a live document without changing what readers see.
BOOKKEEPING = {
    "path", "depth", "numchild", "url_path", "latest_revision_id", "live_revision_id", "has_unpublished_changes",
    "draft_title", "latest_revision_created_at", "locked", "locked_at", "locked_by_id", "owner_id", "expired", "expire_at",
    "go_live_at", "first_published_at", "last_published_at", "live", "alias_of_id", "content_type_id", "translation_key",
    "locale_id", "show_in_menus", "slug", "page_ptr_id", "officialdocumentpage_ptr_id", "id",
    "kind", "year", "number_scheme", "number_agency_code", "number_year", "number_serial", "original_script",
}  # fmt: skip


def _page_saved(sender: type, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if raw or not isinstance(instance, Page) or not instance.live or publishing_reason():
        return
    was = (
        type(instance).objects.filter(pk=instance.pk).values("live", "live_revision_id").first()
        if instance.pk
        else None
    )
    if was is None or instance._state.adding:
        if _is_content(instance) or context.current() is not None:
            _refuse(instance, _("新建的稿件须经初审、复审、终审才能发布"))
    elif not was["live"] or was["live_revision_id"] != instance.live_revision_id:
        _refuse(instance, _("稿件只能由终审通过后发布"))
    elif _is_content(instance) and (changed := _changed(instance, update_fields)):
        _refuse(instance, _("已发布的内容只能经审核修改"), changed)


def _is_content(page: Page) -> bool:
    return isinstance(page, OfficialDocumentPage)


def _changed(page: Page, update_fields: Any) -> list[str]:
    """The fields of a live document that would change in front of readers."""
    fields = [
        field
        for field in page._meta.concrete_fields
        if field.attname not in BOOKKEEPING
        and (update_fields is None or {field.name, field.attname} & set(update_fields))
    ]
    was = type(page).objects.filter(pk=page.pk).values(*[field.attname for field in fields]).first() if fields else None
    return [
        field.attname
        for field in fields
        if was and field.get_prep_value(was[field.attname]) != field.get_prep_value(getattr(page, field.attname))
    ]


def _revision_saved(sender: type, instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    if raw or instance.approved_go_live_at is None or publishing_reason():
        return
    was = Revision.objects.filter(pk=instance.pk).values_list("approved_go_live_at", flat=True).first()
    if was != instance.approved_go_live_at:
        _refuse(instance.content_object, _("只有终审通过的稿件可以定时发布"))


def _permission_given(sender: type, instance: GroupPagePermission, **kwargs: Any) -> None:
    if instance.permission.codename.startswith("publish_"):
        reason = _("任何角色都不能持有发布权限：发布只来自终审")
        event_log.record_refusal("role.permission", instance.group, reason)
        raise PublicationRefused(reason)


def _refuse(page: Any, reason: str, changed: list[str] | None = None) -> None:
    event_log.record_refusal("page.publish", page, reason, detail={"fields": changed} if changed else None)
    raise PublicationRefused(reason)


def connect() -> None:
    pre_save.connect(_page_saved, dispatch_uid="editorial.guard.page")
    pre_save.connect(_revision_saved, sender=Revision, dispatch_uid="editorial.guard.revision")
    pre_save.connect(_permission_given, sender=GroupPagePermission, dispatch_uid="editorial.guard.permission")
