"""Where the editorial room joins Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from editorial import (
    audit_views,
    editing,
    gates,
    menus,
    notice_views,
    proof_panel,
    published_files,
    review_page,
    views,
)
from editorial.bulk_withdrawal import BulkWithdrawal, withdraws
from editorial.dashboard import ToDoPanel

# Before wagtail-localize's hooks, which answer the edit form of a twin themselves.
hooks.register("before_edit_page", gates.before_edit, order=-100)
hooks.register("after_edit_page", gates.after_edit, order=-100)
hooks.register("before_create_page", gates.before_create, order=-100)
hooks.register("before_publish_page", gates.before_publish, order=-100)
hooks.register("before_bulk_action", gates.before_bulk, order=-100)
hooks.register("before_bulk_action", published_files.before_bulk)
hooks.register("before_create_user", gates.before_user)
hooks.register("before_edit_user", gates.before_user)
hooks.register("construct_page_action_menu", menus.arrange, order=1000)
hooks.register("insert_editor_js", editing.script)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("reviews/<int:state_id>/", review_page.review, name="editorial_review"),
        path("reviews/<int:state_id>/text/", review_page.review_text, name="editorial_review_text"),
        path("reviews/page/<int:page_id>/", views.review_form, name="editorial_review_form"),
        path("reviews/page/<int:page_id>/withdraw/", views.withdraw, name="editorial_withdraw"),
        path("reviews/page/<int:page_id>/emergency/", views.emergency, name="editorial_emergency"),
        path("reviews/emergency/<int:emergency_id>/", views.approve_afterwards, name="editorial_approve_afterwards"),
        path("editing/session/", editing.session, name="editorial_session"),
        path("proof/<int:page_id>/", proof_panel.proof_page, name="editorial_proof"),
        path("proof/<str:label>/under/<int:parent_id>/", proof_panel.proof_new, name="editorial_proof_new"),
        path("notices/", notice_views.listing, name="editorial_notices"),
        path("notices/<int:pk>/", notice_views.follow, name="editorial_follow_notice"),
        path("event-log/", audit_views.EventLogView.as_view(), name="editorial_event_log"),
        path(
            "event-log/results/",
            audit_views.EventLogView.as_view(results_only=True),
            name="editorial_event_log_results",
        ),
    ]


@hooks.register("register_admin_viewset")
def views_of_pages() -> Any:
    return proof_panel.DocumentPages()


@hooks.register("construct_homepage_panels", order=1000)
def to_do_first(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [
        panel
        for panel in panels
        if not isinstance(panel, (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel))
    ]
    panels.append(ToDoPanel())


class EventLogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("editorial.view_eventlog"))


@hooks.register("register_admin_menu_item")
def event_log_menu_item() -> MenuItem:
    url = reverse("editorial_event_log")
    return EventLogMenuItem(_("操作日志"), url, name="event-log", icon_name="history", order=900)


@hooks.register("register_admin_menu_item")
def notices_menu_item() -> MenuItem:
    return notice_views.NoticesMenuItem(_("通知"), reverse("editorial_notices"), name="notices", order=60)


@hooks.register("insert_global_admin_css")
def style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/admin.css"))


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def page_buttons(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    if page.depth < 2:
        return
    yield Button(
        _("审核表"), reverse("editorial_review_form", args=(page.pk,)), icon_name="clipboard-list", priority=60
    )
    if page.live and withdraws(user):
        yield Button(_("撤稿"), reverse("editorial_withdraw", args=(page.pk,)), icon_name="download", priority=62)


@hooks.register("register_bulk_action", order=1000)
class NoBulkPublishing(PublishBulkAction):
    """In the place of Wagtail's; nobody sees it, and whoever calls it is refused by gates.before_bulk."""

    classes = {"w-hidden"}

    def check_perm(self, page: Page) -> bool:
        return True


hooks.register("register_bulk_action", BulkWithdrawal, order=1000)


@hooks.register("register_permissions")
def grantable_permissions() -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__app_label="editorial", codename="view_eventlog")
