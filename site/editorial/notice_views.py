"""The list of one's notices (通知), and the way from one to what it speaks of."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin.menu import MenuItem

from editorial import notices
from editorial.models import Notice

PAGE_SIZE = 50


def listing(request: HttpRequest) -> HttpResponse:
    """The latest first; a POST marks all as read."""
    mine = Notice.objects.filter(recipient=request.user)
    if request.method == "POST":
        notices.mark_read(mine)
        return redirect("editorial_notices")
    shown = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("p"))
    return TemplateResponse(request, "editorial/notices.html", {"notices": shown})


@require_GET
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.user)
    notices.mark_read(Notice.objects.filter(pk=pk))
    return redirect(notice.link)


class NoticesMenuItem(MenuItem):
    """通知 with the number of those unread."""

    def render_component(self, request: HttpRequest) -> Any:
        count = notices.unread(request.user)
        item = MenuItem(
            _("通知（%(count)d）") % {"count": count} if count else _("通知"),
            reverse("editorial_notices"),
            name="notices",
            icon_name="mail",
            order=self.order,
        )
        return item.render_component(request)
