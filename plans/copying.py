"""Last year's plan or review as this year's draft (以上一年为底稿): what belongs to the old document is taken away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from plans.leftovers import leftovers
from plans.models import AnnualReviewPage, TaskState, WorkPlanPage
from plans.years import moved_on, year_later
from publications.audit import record_event
from publications.choices import Validity
from publications.models import OfficialDocumentPage
from publications.slugs import free_slug

SOURCES = (WorkPlanPage, AnnualReviewPage)
ACTION = "page.copy_for_next_year"
# Relations and the permanent id hang on the translation key, of which a copy gets a new one.
CLEARED: dict[str, Any] = {
    "document_number": "",
    "number_scheme": "",
    "number_agency_code": "",
    "number_year": None,
    "number_serial": "",
    "index_number": "",
    "signatory": "",
    "responsible_editor": "",
    "written_on": None,
    "issued_on": None,
    "published_on": None,
    "effective_on": None,
    "expires_on": None,
    "planned_publication": None,
    "go_live_at": None,
    "expire_at": None,
    "validity": Validity.IN_FORCE,
}


def objection(document: Page, user: Any) -> str:
    """Why `user` cannot copy `document` for the next year, as a sentence that says what to do; empty where nothing is in the way."""
    if not isinstance(document, SOURCES) or not document.live:
        return _("只有已发布的工作计划和工作回顾可以作为下一年的底稿")
    if not document.locale.language_code.endswith(document.original_script):
        return _("这是自动转换的版本，请打开它的原稿再复制")
    if not document.year:
        return _("本稿没有填写年度，请先补上年度再复制")
    if not document.get_parent().permissions_for_user(user).can_add_subpage():
        return _("您没有在本栏目新建稿件的权限，请联系系统管理员")
    return ""


def existing_copy(document: Any) -> OfficialDocumentPage | None:
    """The draft that was made of `document` before, so that pressing twice makes one."""
    title = moved_on(document.title)
    drafts = type(document).objects.child_of(document.get_parent()).filter(live=False, title=title)
    return drafts.filter(copied_from_year=document.year).first()


def copy_for_next_year(document: Any, user: Any) -> Any:
    """A draft in the same column: title, year and dates of tasks a year later; nothing started, no figure has a value.

    Raises PermissionDenied with the sentence of `objection`.
    """
    if reason := objection(document, user):
        record_event(ACTION, document, result="refused", detail={"reason": reason}, actor=user)
        raise PermissionDenied(reason)
    return _copy(document, user)


@transaction.atomic
def _copy(document: Any, user: Any) -> Any:
    title, parent = moved_on(document.title), document.get_parent()
    changed = {
        **CLEARED,
        "title": title,
        "draft_title": title,
        "slug": free_slug(type(document)(title=title), parent),
        "year": document.year + 1,
        "copied_from_year": document.year,
        "owner": user,
    }
    made = document.copy(
        keep_live=False, copy_revisions=False, reset_translation_key=True, update_attrs=changed, user=user
    )
    draft = type(document).objects.get(pk=made.pk)
    draft.revisions.all().delete()  # it says what last year's document said
    draft.latest_revision = None
    _renew(draft)
    draft.save()
    draft.save_revision(user=user, log_action=False)
    detail = {"from": document.pk, "title": document.title, "year": draft.year, "left": len(leftovers(draft))}
    record_event(ACTION, draft, detail=detail, actor=user)
    return draft


def _renew(draft: Any) -> None:
    """Tasks not started and due a year later; figures and data blocks without their values."""
    if isinstance(draft, WorkPlanPage):
        tasks = list(draft.tasks.all())
        for task in tasks:
            task.due_on, task.state = year_later(task.due_on), TaskState.NOT_STARTED
        draft.tasks = tasks
    else:
        figures = list(draft.figures.all())
        for figure in figures:
            figure.value, figure.sentence, figure.approximate = None, "", False
            figure.year = figure.year + 1 if figure.year else None
        draft.figures = figures
    draft.body = draft._meta.get_field("body").to_python(without_values(list(draft.body.get_prep_value())))


def without_values(stream: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A body's stream with the numbers of its data blocks (数据) taken out; names and units stay."""
    for block in stream:
        if block["type"] == "figures":
            for figure in block["value"]:
                figure["value"] = {**figure["value"], "value": "", "note": ""}
    return stream
