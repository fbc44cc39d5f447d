"""Where plans join the home page and Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from plans.copy_views import copy_view
from plans.copying import SOURCES
from plans.models import PlanIndexPage, ReviewIndexPage, WorkPlanPage

COLUMNS = (PlanIndexPage, ReviewIndexPage)


@hooks.register("construct_front_page")
def add_current_plan(home: Page, context: dict[str, Any]) -> None:
    """`current_plan`: the plan of the latest year that has tasks, or None."""
    plans = WorkPlanPage.objects.live().public().descendant_of(home).filter(tasks__isnull=False).distinct()
    context["current_plan"] = plans.defer("body").prefetch_related("tasks").order_by("-year", "-pk").first()


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("plans/<int:page_id>/copy-for-next-year/", copy_view, name="plans_copy_for_next_year")]


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def copy_buttons(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """On a live plan or review, and on their columns for the newest one of these."""
    if isinstance(page, SOURCES) and page.live and page.year and _drafts(page, user):
        yield _button(page, _("以本稿为%(year)s年底稿") % {"year": page.year + 1})
    elif isinstance(page, COLUMNS) and view_name and _drafts(page, user):
        newest = page.documents().filter(year__isnull=False).order_by("-year", "-pk").first()
        if newest is not None:
            yield _button(newest, _("以%(year)s年为底稿新建") % {"year": newest.year})


def _button(document: Page, label: str) -> Button:
    return Button(label, reverse("plans_copy_for_next_year", args=(document.pk,)), icon_name="copy", priority=55)


def _drafts(page: Page, user: Any) -> bool:
    """Whether `user` may add pages here, without a query for each row of a listing; the view asks again."""
    tester = page.permissions_for_user(user)
    return user.is_superuser or "add" in tester.permissions
