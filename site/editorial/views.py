"""The review form of a document, 撤稿, 紧急发布 and 补审."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from editorial import event_log, findings, history, releases
from editorial.forms import ReasonForm, WithdrawForm
from editorial.models import EmergencyPublication


def review_form(request: HttpRequest, page_id: int) -> HttpResponse:
    """审核表: who reviewed this document, when, and what they confirmed."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit() and not releases.may_withdraw(page, request.user):
        raise PermissionDenied
    context = {
        "page": page,
        "lines": history.lines(page),
        "emergencies": EmergencyPublication.objects.filter(page=page),
    }
    return TemplateResponse(request, "editorial/review_form.html", context)


def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """撤稿, with a reason."""
    page = get_object_or_404(Page, pk=page_id)
    if not releases.may_withdraw(page, request.user):
        event_log.record_refusal("page.unpublish", page, _("只有终审人员和超级管理员可以撤稿"), actor=request.user)
        raise PermissionDenied
    if answer := _answer_of_others("before_withdraw_page", request, page):
        return answer
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        releases.withdraw(page, request.user, form.cleaned_data["reason"], form.cleaned_data["include_descendants"])
        messages.success(request, _("《%(title)s》已撤稿") % {"title": page.title})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return _confirm(request, page, form, _("撤稿"), _("撤稿后公众看不到这份稿件，草稿和历史版本仍然保留。"))


def emergency(request: HttpRequest, page_id: int) -> HttpResponse:
    """紧急发布: the superuser only, with a reason, approved by 终审 afterwards."""
    page = get_object_or_404(Page, pk=page_id)
    if not request.user.is_superuser:
        event_log.record_refusal("page.emergency", page, _("只有超级管理员可以紧急发布"), actor=request.user)
        raise PermissionDenied
    if answer := _answer_of_others("before_emergency_page", request, page):
        return answer
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        releases.publish_in_emergency(page, request.user, form.cleaned_data["reason"])
        messages.warning(request, _("《%(title)s》已紧急发布，须由终审补审") % {"title": page.draft_title})
        return redirect("wagtailadmin_pages:edit", page.pk)
    warning = _("紧急发布跳过三审，全程留痕，事后须由终审补审。")
    return _confirm(
        request, page, form, _("紧急发布"), warning, findings.blocking(page.get_latest_revision_as_object())
    )


def approve_afterwards(request: HttpRequest, emergency_id: int) -> HttpResponse:
    """补审 of what was published in an emergency."""
    emergency_publication = get_object_or_404(EmergencyPublication, pk=emergency_id)
    if request.method == "POST":
        releases.approve_afterwards(emergency_publication, request.user)
        messages.success(request, _("《%(title)s》已补审") % {"title": emergency_publication.title})
    return redirect("wagtailadmin_home")


def _answer_of_others(hook: str, request: HttpRequest, page: Page) -> HttpResponse | None:
    """What another room answers instead, as Wagtail's before_unpublish_page lets it; None where nobody objects."""
    return next((answer for ask in hooks.get_hooks(hook) if (answer := ask(request, page))), None)


def _confirm(
    request: HttpRequest, page: Page, form: Any, heading: str, explanation: str, found: list[str] | None = None
) -> HttpResponse:
    context = {"page": page, "form": form, "heading": heading, "explanation": explanation, "findings": found or []}
    return TemplateResponse(request, "editorial/confirm.html", context)
