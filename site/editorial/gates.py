"""What is stopped before Wagtail's own views act on it, with a sentence in place of a silent fallback."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from editorial import enclosures, event_log, findings, history, joint, reviews, role_rules, rules
from zhtext.numerals import plain_number

NO_BUTTON = "发布只来自终审：请送审，由初审、复审、终审依次通过"
SUBMITTING = ("action-submit", "action-restart-workflow")


def _refused(request: HttpRequest, action: str, page: Any, reason: str, detail: dict[str, Any] | None = None) -> None:
    event_log.record_refusal(action, page, reason, actor=request.user, detail=detail)
    messages.error(request, reason)


def before_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The edit form of `page`: no publish button however it is pressed, no review past the rules, no faulty 送审."""
    if request.method != "POST":
        _tell_what_happened(request, page)
        return None
    # wagtail-localize's form says action=publish.
    if request.POST.get("action-publish") or request.POST.get("action") == "publish":
        _refused(request, "page.publish", page, _(NO_BUTTON))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.POST.get("action-workflow-action"):
        return _review_by_form(request, page)
    if any(request.POST.get(name) for name in SUBMITTING):
        fresh = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
        _check_submission(request, fresh, page.get_parent())
        _submit_with_its_notice(request, page)
    return None


def after_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """送审 of what was returned together with its notice: saved by now, and both go into the reviews again."""
    notice = getattr(request, "notice_to_submit", None)
    if notice is None:
        return None
    reviews.submit(notice, request.user)
    messages.success(request, _("已连同《%(title)s》重新送审") % {"title": notice.draft_title})
    return redirect("wagtailadmin_home")


def before_create(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """The form of a new page under `parent`."""
    if request.method != "POST":
        return None
    if request.POST.get("action-publish"):
        _refused(request, "page.publish", parent, _(NO_BUTTON), {"type": page_class._meta.label_lower, "new": True})
        request.POST = request.POST.copy()
        del request.POST["action-publish"]
    if request.POST.get("action-submit"):
        page = page_class(owner=request.user)
        page.locale = parent.locale
        _check_submission(request, page, parent)
    return None


def _review_by_form(request: HttpRequest, page: Page) -> HttpResponse | None:
    state = page.current_workflow_task_state
    reason = rules.objection(state, request.user) if state else _("本稿不在审核中")
    action = "review.approve" if request.POST.get("workflow-action-name") == "approve" else "review.return"
    if reason:
        _refused(request, action, page, reason)
        return redirect("wagtailadmin_pages:edit", page.pk)
    # What is under review is locked, so the form could not carry the action out.
    return redirect("editorial_review", state.pk)


def _check_submission(request: HttpRequest, page: Page, parent: Page) -> None:
    """Turn 送审 into saving a draft where the submitted form would be stopped, and say why."""
    form_class = type(page).get_edit_handler().get_form_class()
    form = form_class(request.POST, request.FILES, instance=page, parent_page=parent, for_user=request.user)
    if not form.is_valid():
        return
    form.save(commit=False)
    enclosed = [one.get_latest_revision_as_object() for one in enclosures.joining(page)] if page.pk else []
    if not (blocking := findings.blocking_together(page, enclosed)):
        return
    _refused(request, "review.submit", page if page.pk else parent, findings.sentence(blocking))
    _only_save(request)


def _submit_with_its_notice(request: HttpRequest, page: Page) -> None:
    """Turn 送审 of what was returned together with a notice into saving it; after_edit() submits the notice."""
    notice = joint.leading_page(page)
    if notice is not None and not notice.workflow_in_progress:
        request.notice_to_submit = notice  # type: ignore[attr-defined]
        _only_save(request)


def _only_save(request: HttpRequest) -> None:
    request.POST = request.POST.copy()
    for name in SUBMITTING:
        request.POST.pop(name, None)


def _tell_what_happened(request: HttpRequest, page: Page) -> None:
    """On top of the form: in red who returned the document and why, else how far its reviews are."""
    partial = request.GET.get("_w_hydrate_create_view") or request.headers.get("x-requested-with")
    if partial or "json" in request.headers.get("accept", ""):
        return
    if returned := history.last_return(page):
        messages.error(request, history.returned_sentence(returned), extra_tags="returned")
    elif summary := history.summary(page):
        messages.info(request, summary, extra_tags="reviews")
    _tell_of_company(request, page)


def _tell_of_company(request: HttpRequest, page: Page) -> None:
    """What goes along with `page`, or with what it goes along."""
    if page.workflow_in_progress:
        if leader := joint.leading_page(page):
            text = _("本稿与《%(title)s》一并送审、一并发布") % {"title": leader.draft_title}
            messages.info(request, text, buttons=[_opening(leader)], extra_tags="enclosure")
        return
    for waiting in enclosures.waiting_enclosures(page):
        say = messages.info if waiting.joins else messages.warning
        say(request, waiting.sentence, buttons=[_opening(waiting.page)], extra_tags="enclosure")
    if notice := enclosures.enclosing(page):
        text = _("本稿附于《%(title)s》，在那份稿件上送审，两份一并审核、一并发布") % {"title": notice.draft_title}
        messages.info(request, text, buttons=[_opening(notice)], extra_tags="enclosure")


def _opening(page: Page) -> Any:
    return messages.button(reverse("wagtailadmin_pages:edit", args=(page.pk,)), _("打开"))


def before_publish(request: HttpRequest, page: Page) -> HttpResponse:
    _refused(request, "page.publish", page, _(NO_BUTTON))
    return redirect("wagtailadmin_pages:edit", page.pk)


def before_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Bulk publishing is refused for everybody; each page gets its row."""
    if action_type != "publish":
        return None
    for page in objects:
        event_log.record_refusal("page.publish", page, _(NO_BUTTON), actor=request.user, detail={"bulk": True})
    messages.error(request, _(NO_BUTTON))
    return redirect(action.next_url)


def before_user(request: HttpRequest, user: Any = None) -> HttpResponse | None:
    """Account forms: roles that exclude each other, and who may give them, said before anything is saved."""
    if request.method != "POST":
        return None
    reason, here = _account_problem(request, user), request.get_full_path()
    if not reason:
        return None
    _refused(request, "role.give", user, reason)
    return redirect(here)


def _account_problem(request: HttpRequest, user: Any) -> str | None:
    sent = request.POST.getlist("groups")
    keys = [plain_number(key, digits=9) for key in sent]
    if None in keys:
        return _("选中的角色无效，请重新打开本页再选")
    names = set(Group.objects.filter(pk__in=keys).values_list("name", flat=True))
    if reason := role_rules.conflict(names):
        return reason
    held = set(user.groups.values_list("name", flat=True)) if user is not None else set()
    if names != held and not role_rules.may_give_roles(request.user):
        return _("只有安全管理员可以分配角色")
    if request.user.is_superuser:
        return None
    wants_superuser = bool(request.POST.get("is_superuser"))
    if wants_superuser or (isinstance(user, get_user_model()) and user.is_superuser):
        return _("超级管理员账号只能由超级管理员修改")
    return None
