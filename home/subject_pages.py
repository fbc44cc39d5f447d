"""Pages of topics (/topics/…) and issuing bodies (/bodies/…): their documents by year, and what stands beside them.

A page exists as soon as one of its documents is public, so that a name known only from a draft shows nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from home.listed import documents_of_body, documents_of_topic, listed_documents, year_listing
from home.page_facts import ColumnFacts, PageFacts
from publications.models import IssuingBody, OfficialDocumentPage, Topic
from publications.templatetags.chinese import in_script

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Documents = QuerySet[OfficialDocumentPage]

BESIDE = 8  # at most so many names beside the list


@dataclass(frozen=True)
class Subject:
    """What the page is of: the heading, a sentence, and its feed."""

    title: str
    introduction: str
    feed_url: str
    row_template = "home/listed_row.html"  # as components/column.html asks its page
    list_class = "dated"


@dataclass(frozen=True)
class Neighbour:
    """A topic or body beside the list; `count` of its documents here, None where they are not counted."""

    name: str
    url: str
    count: int | None = None


@require_safe
def topic_page(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.select_related("parent"), slug=slug)
    documents = documents_of_topic(topic, Locale.get_active())
    name = str(in_script(topic.name))
    introduction = _("主题“%(topic)s”的公开文件") % {"topic": name}
    subject = Subject(name, introduction, reverse("topic_feed", args=(slug,)))
    context = {
        "parent": Neighbour(str(in_script(topic.parent.name)), topic.parent.get_absolute_url())
        if topic.parent
        else None,
        "topics": topics_among(documents, Q(parent=topic)),
        "bodies": bodies_among(documents),
    }
    return _render(request, "home/topic_page.html", subject, documents, context)


@require_safe
def body_page(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(IssuingBody, slug=slug)
    documents = documents_of_body(body, Locale.get_active())
    name = str(in_script(body.name))
    introduction = _("%(body)s发布的公开文件") % {"body": name}
    subject = Subject(name, introduction, reverse("body_feed", args=(slug,)))
    context = {
        "body": body,
        "former_names": list(body.former_names.all()),
        "topics": topics_among(documents, Q(parent=None) | ~Q(parent=None)),
    }
    return _render(request, "home/body_page.html", subject, documents, context)


def _render(
    request: HttpRequest, template: str, subject: Subject, documents: Documents, context: dict[str, Any]
) -> HttpResponse:
    listing = year_listing(documents, request.GET)
    if not listing["years"] and not listing["page_obj"].paginator.count:
        raise Http404
    column = ColumnFacts(subject.title, subject.introduction, subject.title, _("信息公开目录"))
    context |= {"page": subject, "facts": PageFacts(column=column), **listing}
    return render(request, template, context)


def topics_among(documents: Documents, condition: Q) -> list[Neighbour]:
    """Topics of `documents`, the most frequent first; one query."""
    found = Topic.objects.filter(condition, documents__in=documents.order_by().values("pk"))
    return _counted(found.annotate(count=Count("documents")).order_by("-count", "order", "name"))


def bodies_among(documents: Documents) -> list[Neighbour]:
    found = IssuingBody.objects.filter(documents__in=documents.order_by().values("pk"))
    return _counted(found.annotate(count=Count("documents")).order_by("-count", "-level", "name"))


def _counted(found: QuerySet[Any]) -> list[Neighbour]:
    return [Neighbour(str(in_script(row.name)), row.get_absolute_url(), row.count) for row in found[:BESIDE]]


def subjects_with_documents(locale: Locale) -> tuple[list[Topic], list[IssuingBody]]:
    """Every topic and body that has a page, in their own order: for the site map; two queries."""
    documents = listed_documents(locale).order_by().values("pk")
    direct = OfficialDocumentPage.topics.through.objects.filter(officialdocumentpage_id__in=documents)
    used = direct.values("topic_id")
    topics = Topic.objects.filter(Q(pk__in=used) | Q(children__pk__in=used)).distinct()
    joint = OfficialDocumentPage.joint_bodies.through.objects.filter(officialdocumentpage_id__in=documents)
    bodies = IssuingBody.objects.filter(Q(documents__in=documents) | Q(pk__in=joint.values("issuingbody_id")))
    return list(topics), list(bodies.distinct())
