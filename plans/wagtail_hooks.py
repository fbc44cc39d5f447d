"""What plans add to the home page: how far the newest plan with tasks is."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page

from plans.models import WorkPlanPage


@hooks.register("construct_front_page")
def add_current_plan(home: Page, context: dict[str, Any]) -> None:
    """`current_plan`: the plan of the latest year that has tasks, or None."""
    plans = WorkPlanPage.objects.live().public().descendant_of(home).filter(tasks__isnull=False).distinct()
    context["current_plan"] = plans.defer("body").prefetch_related("tasks").order_by("-year", "-pk").first()
