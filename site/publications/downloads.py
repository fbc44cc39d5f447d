"""Handing out files: only what a page that the reader may open has in it, under a Chinese name, whatever it was called.

A file of the library is public because a live page uses it, never by itself: what only drafts or withdrawn documents
use is for those who work here.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from publications.lost_addresses import Gone
from publications.models import PublishedFile
from publications.readers import accepts, is_restricted
from publications.views import gone
from zhtext.numerals import plain_number
from zhtext.pinyin import slugify

FORBIDDEN_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
LONGEST_NAME = 80


def serve_file(request: HttpRequest, document_id: str, file_name: str) -> Any:
    """/documents/12/申报表.docx; a name that it had before it was replaced leads to the one it has now."""
    number = plain_number(document_id, digits=18)
    file = get_document_model().objects.filter(pk=number).first()
    if file is None:
        return no_file(request, number)
    if file.filename != file_name:
        for check in hooks.get_hooks("before_serve_document"):
            if isinstance(refusal := check(file, request), HttpResponse):
                return refusal
        return HttpResponseRedirect(file.url)
    response = serve(request, document_id, file_name)
    if response.status_code == 200:
        kind = "inline" if file.content_disposition == "inline" else "attachment"
        response["Content-Disposition"] = content_disposition(kind, file)
    return response


def no_file(request: HttpRequest, number: int | None) -> HttpResponse:
    """410 for what was deleted after everybody could have it, else 404."""
    was = PublishedFile.objects.filter(number=number).first()
    if was is None:
        raise Http404
    return gone(request, Gone(was.gone_at))


def content_disposition(kind: str, file: Any) -> str:
    """RFC 6266, with the title as name (RFC 8187) and pinyin for programs that know ASCII alone."""
    suffix = f".{file.file_extension}" if file.file_extension else ""
    title = FORBIDDEN_IN_NAMES.sub(" ", file.title).strip().removesuffix(suffix)[:LONGEST_NAME].strip(" .")
    plain = slugify(title, limit=60) or f"file-{file.pk}"
    ascii_suffix = suffix if suffix.isascii() and '"' not in suffix else ""
    return f"{kind}; filename=\"{plain}{ascii_suffix}\"; filename*=UTF-8''{quote((title or plain) + suffix, safe='')}"


def refuse_what_is_not_public(file: Any, request: HttpRequest) -> HttpResponse | None:
    """The hook `before_serve_document`: 404 for what no live page shows, 410 where one did; editors get everything.

    What hangs on a page that is for some readers only is not told of, whatever it was before.
    """
    pages = list(pages_using(file))
    live = [page for page in pages if page.live]
    if any(not page.restricted for page in live) or any(accepts(page, request) for page in live):
        return None
    if request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"):
        return None
    if any(page.first_published_at and not page.live and not page.restricted for page in pages):
        return gone(request, Gone())
    if not live and not any(page.restricted for page in pages) and not file.collection.get_view_restrictions():
        return no_file(request, file.pk)
    raise Http404


def pages_using(file: Any) -> Any:
    """Every page whose published text, or first draft, has the file in it: as attachment or as link."""
    page, document = ContentType.objects.get_for_models(Page, type(file)).values()
    references = ReferenceIndex.objects.filter(
        base_content_type=page, to_content_type=document, to_object_id=str(file.pk)
    )
    numbers = {int(number) for number in references.values_list("object_id", flat=True)}
    return Page.objects.filter(pk__in=numbers).annotate(restricted=is_restricted(PageViewRestriction, "page", "path"))
