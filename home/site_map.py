"""The site map (网站地图) that readers see: columns and what stands in them, topics, bodies, feeds."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from home.navigation import surroundings, with_something_to_read
from home.page_facts import ColumnFacts, PageFacts
from home.subject_pages import subjects_with_documents
from publications.models import OfficialDocumentPage


@dataclass
class Branch:
    """A page below the home page, with the pages below it that are no documents, and how many documents there are."""

    page: Page
    documents: int = 0
    below: list[Page] = field(default_factory=list)


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """In a number of queries that does not grow with the site."""
    home = surroundings(request).home
    topics, bodies = subjects_with_documents(Locale.get_active())
    title = _("网站地图")
    column = ColumnFacts(title, _("本站的栏目、主题、发布机关和订阅地址"), title, _("概况信息"))
    context = {
        "title": title,
        "facts": PageFacts(column=column),
        "branches": branches_of(home) if home else [],
        "topics": topics,
        "bodies": bodies,
    }
    return render(request, "home/site_map.html", context)


def branches_of(home: Page) -> list[Branch]:
    """Top pages in the tree's order, whether or not they are in the menu."""
    branches = [Branch(page) for page in with_something_to_read(home.get_children())]
    length = home.steplen * (home.depth + 1)
    documents = OfficialDocumentPage.objects.live().public().descendant_of(home).annotate(top=Substr("path", 1, length))
    counts = dict(documents.order_by().values_list("top").annotate(Count("pk")))
    others = Page.objects.live().public().descendant_of(home).filter(depth__gt=home.depth + 1)
    others = others.not_type(OfficialDocumentPage).order_by("path")
    by_path = {branch.page.path: branch for branch in branches}
    for branch in branches:
        branch.documents = counts.get(branch.page.path, 0)
    for page in others:
        if branch := by_path.get(page.path[:length]):
            branch.below.append(page)
    return branches
