"""以上一年为底稿: says what will happen, does it on POST, leads to the draft."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from plans.copying import copy_for_next_year, existing_copy, objection
from plans.years import moved_on


@require_http_methods(["GET", "HEAD", "POST"])
def copy_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """The confirmation and, on POST, the copy."""
    document = get_object_or_404(Page, pk=page_id).specific
    if request.method == "POST":
        try:
            draft = (not objection(document, request.user) and existing_copy(document)) or copy_for_next_year(
                document, request.user
            )
        except PermissionDenied as refused:
            messages.error(request, str(refused))
            return redirect("wagtailadmin_explore", document.get_parent().pk)
        messages.success(request, _("《%(title)s》已建好草稿，请逐处核对") % {"title": draft.title})
        return redirect("wagtailadmin_pages:edit", draft.pk)
    if reason := objection(document, request.user):
        messages.error(request, reason)
        return redirect("wagtailadmin_explore", document.get_parent().pk)
    context = {"page": document, "new_title": moved_on(document.title), "existing": existing_copy(document)}
    return TemplateResponse(request, "plans/copy_confirm.html", context)
