"""Twins in the admin: their own screen, no way to work on them as if they were originals, and a report."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from twins import views
from twins.corrections import would_lose
from twins.models import Correction, TwinState
from twins.origins import counterpart, is_twin, twins_among


def refuse_translating(request: HttpRequest) -> HttpResponse:
    """In place of every screen of wagtail-localize; the admin says that it is not permitted."""
    raise PermissionDenied


@hooks.register("register_admin_urls", order=-10)
def register_urls() -> list[Any]:
    """Our screens; and wagtail-localize's own are closed, since they would publish without a review."""
    ours = [
        path("", views.report, name="report"),
        path("<uuid:key>/retry/", views.retry, name="retry"),
        path("corrections/<int:pk>/dismiss/", views.dismiss, name="dismiss"),
        path("corrections/<int:pk>/put-back/", views.put_back, name="put_back"),
    ]
    return [
        path("twins/", include((ours, "twins"), namespace="twins")),
        re_path(r"^localize/(?!jsi18n/)", refuse_translating),
    ]


class ReportMenuItem(MenuItem):
    """Shown to those who may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return views.may_see_report(request.user)


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return ReportMenuItem(
        gettext_lazy("繁简同步"), reverse("twins:report"), name="twins", icon_name="resubmit", order=850
    )


@hooks.register("construct_reports_menu")
def leave_out_translations(request: HttpRequest, items: list[MenuItem]) -> None:
    closed = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if getattr(item, "url", "") != closed]


def leave_out_translating() -> None:
    """Take back wagtail-localize's buttons: their screens are closed, and it asks the database twice for each page of a list."""
    for name in ("register_page_header_buttons", "register_page_listing_more_buttons"):
        hooks._hooks[name] = [(fn, order) for fn, order in hooks._hooks[name] if fn is not page_listing_more_buttons]


leave_out_translating()


@hooks.register("before_edit_page", order=-10)
def show_twin(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A twin gets its own screen; on an original, what its twin needs from somebody is said above the form."""
    if is_twin(page):
        original = counterpart(page)
        return views.edit_twin(request, page, original) if original else None
    if request.method == "GET" and "json" not in request.headers.get("accept", ""):
        tell(request, page)
    return None


def tell(request: HttpRequest, original: Page) -> None:
    corrections, button = Correction.objects.of(original.translation_key), None
    twin = counterpart(original)
    if twin is not None:
        button = [messages.button(reverse("wagtailadmin_pages:edit", args=[twin.pk]), _("查看"))]
    if failed := TwinState.objects.filter(translation_key=original.translation_key).exclude(error="").first():
        report = [messages.button(reverse("twins:report"), _("查看并重试"))]
        messages.error(request, _("另一种字体的版本没有同步成功：%(error)s") % {"error": failed.error}, buttons=report)
    if lost := corrections.lost().count():
        messages.warning(
            request, _("有 %(count)d 处人工校正因原文改动而失效，请核对。") % {"count": lost}, buttons=button
        )
    warn_of_loss(request, original, button)
    if pending := corrections.pending().count():
        text = _("另一种字体的版本有 %(count)d 处校正，将随本文下次发布生效，审核时请一并查看。") % {"count": pending}
        messages.warning(request, text, buttons=button)


def warn_of_loss(request: HttpRequest, original: Page, button: list[Any] | None = None) -> None:
    """Name the corrected sentences that the latest draft leaves without a source, before it is submitted."""
    if losing := would_lose(original):
        named = "；".join(f"“{views.shown(correction.text)[:40]}”" for correction in losing[:3])
        text = _("这次改动发布后，另一种字体的 %(count)d 处人工校正将失效：%(named)s。失效的校正会保留，可以放回。") % {
            "count": len(losing),
            "named": named,
        }
        messages.warning(request, text, buttons=button)


@hooks.register("after_edit_page", order=-200)
def warn_on_submission(request: HttpRequest, page: Page) -> None:
    """送审 leaves the form, which would have said it (tell())."""
    if request.POST.get("action-submit") and not is_twin(page):
        warn_of_loss(request, page)


def refuse(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Whatever is done to a document is done to its original."""
    if not is_twin(page):
        return None
    original = counterpart(page)
    messages.error(request, _("本页由原文自动转换而来，不能单独操作；请在原文上操作，本页会跟随。"))
    return redirect("wagtailadmin_pages:edit", original.pk if original else page.pk)


@hooks.register("before_delete_page")
def refuse_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, page)


@hooks.register("before_withdraw_page")  # editorial's: 撤稿 and 紧急发布
@hooks.register("before_emergency_page")
@hooks.register("before_unpublish_page")
def refuse_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, page)


@hooks.register("before_move_page")
def refuse_moving(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return refuse(request, page)


@hooks.register("before_bulk_action")
def refuse_in_bulk(request: HttpRequest, action: str, objects: list[Any], action_class: Any) -> HttpResponse | None:
    if request.method != "POST" or not objects or not isinstance(objects[0], Page):
        return None
    twin = twins_among(Page.objects.filter(pk__in=[page.pk for page in objects])).first()
    return refuse(request, twin) if twin else None
