"""Which pages somebody may choose for a link: what everybody may read, and what the own group looks after.

Wagtail offers every page of the site to everybody in the admin, so the titles of other groups' drafts and closed sections too.
"""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from publications.closed_sections import closed_paths


def choosable(pages: PageQuerySet[Page], request: HttpRequest) -> PageQuerySet[Page]:
    """With what the rows of the chooser ask of each page, which Wagtail would ask for row by row."""
    if not request.user.is_superuser:
        own = policy_registry.get_by_type(Page).explorable_instances(request.user)
        public = Q(live=True) & ~Q(path__below_any=closed_paths())
        pages = pages.filter(public | Q(pk__in=own.values_list("pk", flat=True)))
    pages = pages.specific().prefetch_related("content_type", "locale")
    return pages.prefetch_workflow_states().annotate_approved_schedule()
