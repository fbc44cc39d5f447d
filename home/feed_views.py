"""The addresses of the feeds; a column's feed is known by its number, which no move or new title changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from home.canonical import canonical
from home.feeds import FeedDescription, feed_response
from home.listed import documents_of_body, documents_of_topic, listed_documents
from home.models import SiteIdentity
from home.navigation import column_models, surroundings
from publications.languages import live_translations
from publications.models import IssuingBody, Topic
from publications.templatetags.chinese import in_script

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from publications.models import OfficialDocumentPage


@require_safe
def site_feed(request: HttpRequest) -> HttpResponse:
    home = surroundings(request).home
    if home is None:
        raise Http404
    name = site_name(request) or home.title
    subtitle = _("%(site)s公开的全部文件，最新的在前") % {"site": name}
    description = FeedDescription(name, subtitle, home.get_full_url(request))
    return feed_response(request, description, listed_documents(Locale.get_active()))


@require_safe
def column_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the column in the script of the address; the other script's number leads there."""
    column = get_object_or_404(Page.objects.live().public().type(*column_models()), pk=pk)
    if column.locale.language_code != get_language():
        return _feed_of_twin(column)
    column = column.specific
    subtitle = column.introduction or _("%(column)s栏目的文件，最新的在前") % {"column": column.title}
    description = FeedDescription(titled(request, column.title), subtitle, column.get_full_url(request))
    return feed_response(request, description, column.documents())


def _feed_of_twin(column: Page) -> HttpResponse:
    twin = live_translations(column).get(get_language() or "", column)
    with override(twin.locale.language_code):
        return HttpResponseRedirect(reverse("column_feed", args=(twin.pk,)))


@require_safe
def topic_feed(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    name = in_script(topic.name)
    documents = documents_of_topic(topic, Locale.get_active())
    subtitle = _("主题“%(topic)s”的文件，最新的在前") % {"topic": name}
    return _feed_of_list(request, name, subtitle, topic.get_absolute_url(), documents)


@require_safe
def body_feed(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(IssuingBody, slug=slug)
    name = in_script(body.name)
    documents = documents_of_body(body, Locale.get_active())
    subtitle = _("%(body)s发布的文件，最新的在前") % {"body": name}
    return _feed_of_list(request, name, subtitle, body.get_absolute_url(), documents)


def _feed_of_list(
    request: HttpRequest, name: str, subtitle: str, url: str, documents: QuerySet[OfficialDocumentPage]
) -> HttpResponse:
    if not documents.exists():
        raise Http404
    page_url = canonical(request, url)
    return feed_response(request, FeedDescription(titled(request, name), subtitle, page_url), documents)


def titled(request: HttpRequest, name: str) -> str:
    """通知公告 - 云岫区教师发展中心, as pages' titles are."""
    site = site_name(request)
    return f"{name} - {site}" if site else name


def site_name(request: HttpRequest) -> str:
    return str(in_script(SiteIdentity.for_request(request).name))
