"""Files that readers get, or that reviewers have before them, change only by who may publish: past the reviews nobody does.

A form says so in time (editorial.file_forms); what comes another way is refused here, where rows are written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.db.models.signals import pre_delete, pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.settings.registry import registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision, TaskState

from editorial import context, event_log, releases
from publications.downloads import pages_using
from publications.publishing import PublicationRefused

# What readers get of a file or picture: itself, what it is called, who may have it, how it is cut. Tags are not shown.
SHOWN = {
    "file", "title", "description", "collection",
    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
}  # fmt: skip
MOVING, DELETING = "add_to_collection", "delete"


def objection(file: Any, user: Any, taken_away: bool = False) -> str | None:
    """Why `user` may not change or delete an attachment or picture of the library; None where nothing speaks against it.

    As with pages, the superuser may take away what is public (delete it, move it where not everybody may have it), not
    put other things in its place.
    """
    if user is None or releases.is_final_reviewer(user) or (taken_away and user.is_superuser):
        return None
    names = {"file": file.title}
    if page := pages_using(file).filter(live=True).first():
        return _(
            "《%(title)s》正在向公众提供“%(file)s”，只有终审人员可以替换、改名、移动或删除。"
            "请在那份稿件的草稿中把新文件作为新的附件或图片上传，随稿件送审；或者请终审人员办理。"
        ) % {**names, "title": page.title}
    if setting := setting_with(file):
        return _(
            "网站设置“%(setting)s”正在使用“%(file)s”，只有终审人员可以替换、改名、移动或删除。"
            "请把新文件另行上传，由系统管理员在设置中改选；或者请终审人员办理。"
        ) % {**names, "setting": setting}
    if title := waiting_page_with(file):
        return _(
            "《%(title)s》正在审核或等待发布，其中有“%(file)s”，不能替换、改名、移动或删除。"
            "请先撤回送审再改，改好后重新送审；或者请终审人员办理。"
        ) % {**names, "title": title}
    return None


def closed_by(changed: Iterable[str], collection: Any) -> bool:
    """Whether all that changes is that the file goes into a collection that is not for everybody."""
    return set(changed) == {"collection"} and bool(collection.get_view_restrictions())


def setting_with(file: Any) -> str | None:
    """The name of the settings that show the file on every page."""
    for model in registry:
        for field in model._meta.concrete_fields:
            if field.related_model is type(file) and model._default_manager.filter(**{field.name: file.pk}).exists():
                return str(model._meta.verbose_name)
    return None


def waiting_page_with(file: Any) -> str | None:
    """The title of what is under review, or approved for a time to come, and has the file in it."""
    reviewed = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision")
    pages = ContentType.objects.get_for_model(Page)
    waiting = Revision.objects.filter(
        Q(approved_go_live_at__isnull=False) | Q(pk__in=reviewed), base_content_type=pages
    )
    number = re.compile(rf"(?<!\d){file.pk}(?!\d)")
    for revision in waiting:
        if number.search(json.dumps(revision.content)) and _has(revision.as_object(), file):
            return str(revision.object_str)
    return None


def _has(page: Any, file: Any) -> bool:
    wanted = ContentType.objects.get_for_model(type(file)).pk, str(file.pk)
    # Wagtail keeps an index of what is live alone; this is how it reads a page for it.
    return any(tuple(found[:2]) == wanted for found in ReferenceIndex._extract_references_from_object(page))


def refuse(file: Any, act: str, reason: str, user: Any = None) -> None:
    """A row of the event log; `act`: edit or delete."""
    room = "document" if isinstance(file, get_document_model()) else "image"
    event_log.record_refusal(f"{room}.{act}", file, reason, actor=user)


def before_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Several at once are moved by one statement, which no signal tells of: all of them, or none."""
    if action_type not in (MOVING, DELETING) or not issubclass(action.model, _models()):
        return None
    deleting = action_type == DELETING
    taken_away = deleting or closed_by({"collection"}, action.cleaned_form.cleaned_data["collection"])
    for file in objects:
        if reason := objection(file, request.user, taken_away):
            refuse(file, "delete" if deleting else "edit", reason, request.user)
            messages.error(request, reason)
            return redirect(action.next_url)
    return None


def _models() -> tuple[type, ...]:
    return (get_document_model(), get_image_model())


def _saved(
    sender: type, instance: Any, raw: bool = False, update_fields: Iterable[str] | None = None, **kw: Any
) -> None:
    names = SHOWN if update_fields is None else SHOWN & set(update_fields)
    user = context.current_user()
    if raw or user is None or not names or instance._state.adding or not (changed := _changed(instance, names)):
        return
    if reason := objection(instance, user, closed_by(changed, instance.collection)):
        refuse(instance, "edit", reason)
        raise PublicationRefused(reason)


def _changed(file: Any, names: Iterable[str]) -> set[str]:
    """Which of `names` would be other than the database has them."""
    fields = [field for field in file._meta.concrete_fields if field.name in names]
    was = type(file)._default_manager.filter(pk=file.pk).values(*[field.attname for field in fields]).first()
    if was is None:
        return set()
    changed = {f.name for f in fields if was[f.attname] != f.get_prep_value(getattr(file, f.attname))}
    return changed if file.file._committed else changed | ({"file"} & set(names))


def _deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    if reason := objection(instance, context.current_user(), taken_away=True):
        refuse(instance, "delete", reason)
        raise PublicationRefused(reason)


def connect() -> None:
    for model in _models():
        uid = f"editorial.published_files.{model.__name__}"
        pre_save.connect(_saved, sender=model, dispatch_uid=uid)
        pre_delete.connect(_deleted, sender=model, dispatch_uid=uid)
