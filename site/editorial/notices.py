"""Who is told what inside the admin (通知): the next reviewers, and whoever wrote and submitted the document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import task_approved, task_cancelled, task_rejected, task_submitted

from editorial.models import JointReview, Notice, ReviewState, Step
from editorial.names import name_of
from publications.audit import recorded

Kind = Notice.Kind
LONGEST_QUOTE = 60


def tell(people: Iterable[int | None], kind: str, text: str, link: str, *, but: Any = None) -> None:
    """One notice to each of `people` (ids of users) except `but`, who knows."""
    wanted = {person for person in people if person} - {but.pk if but is not None else None}
    users = get_user_model().objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)
    Notice.objects.bulk_create(Notice(recipient_id=pk, kind=kind, text=text[:500], link=link) for pk in sorted(users))


def unread(user: Any) -> int:
    return Notice.objects.filter(recipient=user, read_at=None).count()


def mark_read(chosen: Any) -> None:
    chosen.filter(read_at=None).update(read_at=timezone.now())


def authors(page: Page) -> set[int | None]:
    """Ids of whoever has a part in `page`: its owner, its last editor and who submitted it last."""
    round_ = WorkflowState.objects.for_instance(page).order_by("-pk").first()
    editor = Revision.objects.filter(pk=page.latest_revision_id).values_list("user_id", flat=True).first()
    return {page.owner_id, editor, round_.requested_by_id if round_ else None}


def quoted(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


# --- reviews ----------------------------------------------------------------------------------------------------------
def _goes_along(state: ReviewState) -> bool:
    """Nobody is told twice of what goes with a notice."""
    return JointReview.objects.filter(member=state.workflow_state_id).exists()


def _address(state: ReviewState) -> str:
    return reverse("editorial_review", args=(state.pk,))


def _submitted(sender: type, instance: ReviewState, user: Any = None, **kwargs: Any) -> None:
    if _goes_along(instance):
        return
    groups = instance.task.specific.groups.values("pk")
    reviewers = get_user_model().objects.filter(groups__in=groups).values_list("pk", flat=True)
    text = _("《%(title)s》待%(step)s") % {"title": instance.revision.object_str, "step": instance.task.name}
    tell(reviewers, Kind.SUBMITTED, text, _address(instance), but=instance.workflow_state.requested_by)


def _closed(sender: type, instance: ReviewState, **kwargs: Any) -> None:
    """What somebody has done no longer waits for the others of the step."""
    mark_read(Notice.objects.filter(kind=Kind.SUBMITTED, link=_address(instance)))


def _approved(sender: type, instance: ReviewState, user: Any = None, **kwargs: Any) -> None:
    if _goes_along(instance) or instance.step == Step.FINAL:  # after which published() or released() speaks
        return
    page = instance.workflow_state.content_object
    text = _("《%(title)s》已由%(reviewer)s通过%(step)s") % _who(instance, user)
    tell(authors(page), Kind.APPROVED, text, reverse("editorial_review_form", args=(page.pk,)), but=user)


def _returned(sender: type, instance: ReviewState, user: Any = None, **kwargs: Any) -> None:
    if _goes_along(instance):
        return
    page = instance.workflow_state.content_object
    text = _("《%(title)s》由%(reviewer)s在%(step)s退回：%(reason)s") % {
        **_who(instance, user),
        "reason": instance.comment,
    }
    tell(authors(page), Kind.RETURNED, text, reverse("wagtailadmin_pages:edit", args=(page.pk,)), but=user)


def _who(state: ReviewState, user: Any) -> dict[str, str]:
    return {"title": state.revision.object_str, "reviewer": name_of(user), "step": state.task.name}


# --- what becomes of a document -------------------------------------------------------------------------------------
def released(round_: WorkflowState, leader: WorkflowState, later: datetime | None, user: Any) -> None:
    """终审 has passed: public now, or at `later`."""
    if round_.pk != leader.pk:
        return
    page = Page.objects.get(pk=round_.object_id)
    if later is None:
        published(page, but=user)
        return
    text = _("《%(title)s》已通过终审，将于%(time)s发布") % {
        "title": page.draft_title,
        "time": timezone.localtime(later).strftime("%Y年%-m月%-d日 %H:%M"),
    }
    tell(authors(page), Kind.PUBLISHED, text, reverse("editorial_review_form", args=(page.pk,)), but=user)


def published(page: Page, *, but: Any = None) -> None:
    text = _("《%(title)s》已发布") % {"title": page.draft_title}
    tell(authors(page), Kind.PUBLISHED, text, page.get_url() or _form(page), but=but)


def stopped(page: Page, along: Iterable[Page], reason: str) -> None:
    """The planned time has come and something stands against publication of `page` and what goes along with it."""
    text = _("《%(title)s》到了计划发布时间但没有发布：%(reason)s") % {"title": page.draft_title, "reason": reason}
    tell(authors(page).union(*map(authors, along)), Kind.STOPPED, text, _form(page))


def withdrawn(page: Page, reason: str, user: Any) -> None:
    text = _("《%(title)s》由%(who)s撤稿：%(reason)s") % {
        "title": page.draft_title,
        "who": name_of(user),
        "reason": reason,
    }
    tell(authors(page), Kind.WITHDRAWN, text, _form(page), but=user)


def _form(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def _recorded(sender: Any, action: str, instance: Any, detail: dict[str, Any], **kwargs: Any) -> None:
    """A correction of the other script that no longer fits: twins says so to whoever listens."""
    if action != "twins.lost" or not isinstance(instance, Page):
        return
    text = _("《%(title)s》原文改动，人工校正“%(text)s”失效，请核对") % {
        "title": instance.draft_title,
        "text": quoted(str(detail.get("text", ""))),
    }
    people = {*authors(instance), detail.get("author")}
    tell(people, Kind.CORRECTION, text, str(detail.get("link") or _form(instance)))


def connect() -> None:
    uid = "editorial.notices"
    task_submitted.connect(_submitted, sender=ReviewState, dispatch_uid=uid)
    task_approved.connect(_approved, sender=ReviewState, dispatch_uid=uid)
    task_rejected.connect(_returned, sender=ReviewState, dispatch_uid=uid)
    for signal in (task_approved, task_rejected, task_cancelled):
        signal.connect(_closed, sender=ReviewState, dispatch_uid=f"{uid}.closed")
    recorded.connect(_recorded, dispatch_uid=uid)


def forget_old(before: datetime) -> int:
    """Delete notices that were read before `before`; how many."""
    return Notice.objects.filter(read_at__lt=before).delete()[0]
