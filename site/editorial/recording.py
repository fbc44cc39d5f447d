"""What happens anywhere in the portal becomes rows of the event log, by the signals of Django and Wagtail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Locale, ModelLogEntry, PageLogEntry, Site

from access.signals import happened
from editorial import event_log
from editorial.actions import page_action
from editorial.masking import stranger
from editorial.models import EventLog
from publications.audit import recorded
from publications.publishing import publishing_reason

PRIVILEGES = ("is_superuser", "is_active", "is_staff")


def _page_logged(sender: type, instance: PageLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if not created or raw:
        return
    action = page_action(instance.action)
    if action == "page.edit" and _continues(instance):
        return
    detail = dict(instance.data or {})
    if action == "page.publish" and publishing_reason():
        detail["reason"] = publishing_reason()
    event_log.record(
        action,
        instance.page,
        actor=instance.user,
        revision_id=instance.revision_id,
        title=instance.label,
        detail=detail,
    )


def _continues(entry: PageLogEntry) -> bool:
    """An autosave over the revision whose first save is already the last thing that happened to the page."""
    last = EventLog.objects.filter(object_id=str(entry.page_id), translation_key__gt="").order_by("-sequence").first()
    return bool(
        last and last.action == "page.edit" and last.revision_id == entry.revision_id and last.actor_id == entry.user_id
    )


def _model_logged(sender: type, instance: ModelLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if not created or raw:
        return
    model = instance.content_type.model_class() if instance.content_type_id else None
    verb = instance.action.removeprefix("wagtail.").replace(".", "_")
    room = _room(model)
    if room in ("image", "document") and verb in ("create", "delete"):
        return  # said by _file_saved and _file_deleted, which also see what is done outside the admin
    event_log.record(
        f"{room}.{verb}",
        actor=instance.user,
        title=instance.label,
        revision_id=instance.revision_id,
        detail=dict(instance.data or {}),
        about={"object_type": model._meta.label_lower if model else "", "object_id": str(instance.object_id)[:64]},
    )


def _room(model: type | None) -> str:
    if model is None:
        return "reference"
    rooms = {
        "user": (get_user_model(),),
        "role": (Group,),
        "settings": (BaseSiteSetting, BaseGenericSetting, Site, Locale),
        "image": (get_image_model(),),
        "document": (get_document_model(),),
    }
    return next((room for room, bases in rooms.items() if issubclass(model, bases)), "reference")


def _file_saved(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        detail = {"size": instance.file_size, "sha1": instance.file_hash}
        event_log.record(f"{_room(sender)}.upload", instance, title=instance.title, detail=detail)


def _file_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    event_log.record(f"{_room(sender)}.delete", instance, title=instance.title, detail={"sha1": instance.file_hash})


def _logged_in(sender: type, user: Any, **kwargs: Any) -> None:
    # The superuser is for emergencies: whoever watches the log wants to see it.
    event_log.record("login.success", actor=user, detail={"superuser": True} if user.is_superuser else None)


def _logged_out(sender: type, user: Any, **kwargs: Any) -> None:
    if user is not None:
        event_log.record("login.logout", actor=user)


def _login_failed(sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    users = get_user_model()
    name = str(credentials.get("username") or credentials.get(users.USERNAME_FIELD) or "")
    known = users._default_manager.filter(**{users.USERNAME_FIELD: name}).exists()
    reason = getattr(request, "sign_in_refusal", "")
    event_log.record(
        "login.failure",
        actor_name=name if known else stranger(name),
        result=EventLog.Result.REFUSED if reason else EventLog.Result.FAILED,
        detail={"reason": reason} if reason else None,
    )


def _privileges_before(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    was = sender._default_manager.filter(pk=instance.pk).values(*PRIVILEGES).first() if instance.pk else None
    before = was or {"is_superuser": False, "is_active": True, "is_staff": False}
    instance._privileges_changed = {
        name: [before[name], getattr(instance, name)] for name in PRIVILEGES if before[name] != getattr(instance, name)
    }


def _privileges_after(sender: type, instance: Any, **kwargs: Any) -> None:
    if changed := instance.__dict__.pop("_privileges_changed", None):
        event_log.record("user.privilege", instance, detail={"changed": changed})


def _group_permissions(sender: type, instance: Any, action: str, pk_set: Any, **kwargs: Any) -> None:
    if action in ("post_add", "post_remove", "post_clear") and pk_set != set():
        names = Permission.objects.filter(pk__in=pk_set or ()).values_list("content_type__app_label", "codename")
        permissions = sorted(f"{app_label}.{codename}" for app_label, codename in names)
        detail = {"change": action.removeprefix("post_"), "permissions": permissions}
        event_log.record("role.permission", instance, detail=detail)


def _page_permission(sender: type, instance: GroupPagePermission, **kwargs: Any) -> None:
    detail = {
        "change": "remove" if kwargs["signal"] is post_delete else "add",
        "permission": instance.permission.codename,
        "page": instance.page_id,
    }
    event_log.record("role.permission", instance.group, detail=detail)


def _document_served(sender: type, instance: Any, request: Any, **kwargs: Any) -> None:
    """A file that not everybody may have: whoever serves public ones has no need to ask who is there."""
    user = getattr(request, "_access_user", None)
    if user is not None and user.is_authenticated:
        event_log.record("document.download", instance, actor=user, title=instance.title)


def _told(
    sender: Any, action: str, instance: Any, result: str, detail: dict[str, Any], actor: Any, **kwargs: Any
) -> None:
    if result == EventLog.Result.REFUSED:
        event_log.record_refusal(action, instance, str(detail.get("reason", "")), actor=actor, detail=detail)
    else:
        event_log.record(action, instance, actor=actor, result=result, detail=detail)


def connect() -> None:
    uid = "editorial.recording"
    post_save.connect(_page_logged, sender=PageLogEntry, dispatch_uid=uid)
    post_save.connect(_model_logged, sender=ModelLogEntry, dispatch_uid=uid)
    for model in (get_image_model(), get_document_model()):
        post_save.connect(_file_saved, sender=model, dispatch_uid=uid)
        post_delete.connect(_file_deleted, sender=model, dispatch_uid=uid)
    user_logged_in.connect(_logged_in, dispatch_uid=uid)
    user_logged_out.connect(_logged_out, dispatch_uid=uid)
    user_login_failed.connect(_login_failed, dispatch_uid=uid)
    pre_save.connect(_privileges_before, sender=get_user_model(), dispatch_uid=uid)
    post_save.connect(_privileges_after, sender=get_user_model(), dispatch_uid=uid)
    m2m_changed.connect(_group_permissions, sender=Group.permissions.through, dispatch_uid=uid)
    post_save.connect(_page_permission, sender=GroupPagePermission, dispatch_uid=uid)
    post_delete.connect(_page_permission, sender=GroupPagePermission, dispatch_uid=uid)
    document_served.connect(_document_served, dispatch_uid=uid)
    recorded.connect(_told, dispatch_uid=uid)
    happened.connect(_told, dispatch_uid=uid)
