"""审核: what a reviewer reads, on a phone as well: each document that goes along, its findings, changes, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import messages

from editorial import enclosures, findings, history, joint, rules
from editorial.changes import Changes, changes_of
from editorial.forms import ApprovalForm, ReturnForm
from editorial.models import ReviewState
from publications.models import OfficialDocumentPage

# Of the public page only the document itself: what leads elsewhere or is said beside it would only be scrolled past.
LEFT_OUT = "script, aside, nav, footer, form, .facets, .ways, [hidden]"


@dataclass(frozen=True)
class Reading:
    """One document under review."""

    state: ReviewState
    draft: Any
    text_url: str
    changes: Changes | None
    findings: list[findings.Found]
    attachments: list[Any]

    @property
    def blocking(self) -> list[findings.Found]:
        return [found for found in self.findings if found.blocking]

    @property
    def hints(self) -> list[findings.Found]:
        return [found for found in self.findings if not found.blocking]


def _read(state: ReviewState) -> Reading:
    draft = state.revision.as_object()
    return Reading(
        state=state,
        draft=draft,
        text_url=reverse("editorial_review_text", args=(state.pk,)),
        changes=changes_of(state),
        findings=findings.all_of(draft),
        attachments=draft.attachments if isinstance(draft, OfficialDocumentPage) else [],
    )


def _open(request: HttpRequest, state_id: int) -> ReviewState:
    state = get_object_or_404(ReviewState, pk=state_id)
    if not state.task.specific.user_can_access_editor(state.workflow_state.content_object, request.user):
        raise PermissionDenied
    return state


def review(request: HttpRequest, state_id: int) -> HttpResponse:
    """The page and its two answers; works on a phone and without JavaScript."""
    state = get_object_or_404(ReviewState, pk=state_id)
    page = state.workflow_state.content_object.specific
    objection = rules.objection(state, request.user)
    action = request.POST.get("action", "")
    if request.method == "POST" and objection:
        rules.refuse(f"review.{'approve' if action == 'approve' else 'return'}", page, objection, request.user)
    _open(request, state_id)
    if (leader := joint.leader_of(state.workflow_state)) and leader.current_task_state_id:
        return redirect("editorial_review", leader.current_task_state_id)
    approval = ApprovalForm(request.POST if action == "approve" else None, prefix="approve")
    return_ = ReturnForm(request.POST if action == "reject" else None, prefix="return")
    chosen = {"approve": approval, "reject": return_}.get(action)
    if chosen is not None and chosen.is_valid():
        state.task.specific.on_action(state, request.user, action, **chosen.cleaned_data)
        done = _("《%(title)s》已通过%(step)s") if action == "approve" else _("《%(title)s》已在%(step)s退回")
        messages.success(request, done % {"title": page.draft_title, "step": state.task.name})
        return redirect("wagtailadmin_home")
    beside = joint.reviews_beside(state)
    along = {one.workflow_state.object_id for one in beside}
    context = {
        "page": page,
        "state": state,
        "readings": [_read(one) for one in (state, *beside)],
        "objection": objection,
        "approval": approval,
        "return_form": return_,
        "wants_return": action == "reject" or request.GET.get("action") == "reject",
        "enclosures": [one for one in enclosures.waiting_enclosures(page) if str(one.page.pk) not in along],
        "lines": history.lines(page),
    }
    return TemplateResponse(request, "editorial/review.html", context)


@xframe_options_sameorigin
def review_text(request: HttpRequest, state_id: int) -> HttpResponse:
    """The document of one review as readers would see it, without the site around it."""
    state = _open(request, state_id)
    draft = state.revision.as_object()
    response = draft.make_preview_request(request, draft.default_preview_mode)
    soup = BeautifulSoup(response.content, "html.parser")
    main = soup.find("main")
    if main is None:
        return response
    for element in main.select(LEFT_OUT):
        element.decompose()
    for link in main.find_all("a", href=True):
        link["target"], link["rel"] = "_blank", "noreferrer"
    for script in soup.find_all("script"):
        script.decompose()
    soup.body.clear()
    soup.body.append(main)
    soup.body["class"] = "in-review"
    return HttpResponse(str(soup))
