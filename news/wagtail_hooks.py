"""What notices and news add to the home page: the nearest deadlines, which teachers come for, and one picture."""

from typing import Any

from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from news.models import NoticePage, TrainingNewsPage
from publications.choices import Kind

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


@hooks.register("construct_front_page")
def add_picture(home: Page, context: dict[str, Any]) -> None:
    """`front_picture`: of the news that the home page lists, the newest that has a picture; None where none has."""
    listed = [document.pk for document in context["newest"].get(Kind.NEWS, [])]
    pictured = TrainingNewsPage.objects.filter(pk__in=listed, lead_image__isnull=False).defer("body")
    pictured = pictured.select_related("lead_image").prefetch_related("lead_image__renditions")
    found = {page.pk: page for page in pictured} if listed else {}
    context["front_picture"] = next((found[key] for key in listed if key in found), None)
