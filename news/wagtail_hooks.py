"""What notices add to the home page: the nearest deadlines, which teachers come for."""

from typing import Any

from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from news.models import NoticePage

DEADLINES = 3


@hooks.register("construct_front_page")
def add_deadlines(home: Page, context: dict[str, Any]) -> None:
    """`deadlines`: the next notices that ask for something; `deadline_count`: how many there are in all."""
    due = (
        NoticePage.objects.live()
        .public()
        .descendant_of(home)
        .filter(action_deadline__gte=timezone.localdate())
        .defer("body")
        .order_by("action_deadline", "pk")
    )
    context["deadlines"], context["deadline_count"] = list(due[:DEADLINES]), due.count()
