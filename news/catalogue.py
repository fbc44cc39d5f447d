"""法定主动公开内容: every official document that is open to everybody, to be searched, read and taken away as a table."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.case_filters import Filter, choice
from publications.choices import Disclosure, Kind
from publications.listing import listed_on
from publications.models import IssuingBody, OfficialDocumentPage
from publications.templatetags.chinese import active_script, converted
from zhtext.numerals import plain_number

if TYPE_CHECKING:
    from wagtail.models import Page

FILTERS = {"kind": gettext_lazy("类型"), "year": gettext_lazy("年度"), "body": gettext_lazy("发文机关")}
FIELDS = {"kind": "kind", "year": "year", "body": "issuing_body_id"}
# What a disclosure catalogue holds: news, commentaries and cases are no records that an office has to disclose.
DISCLOSED = (Kind.NOTICE, Kind.PLAN, Kind.REVIEW)
PAGE_SIZE = 30
LONGEST_QUERY = 60


def disclosed(section: Page) -> QuerySet[OfficialDocumentPage]:
    """The documents of the section's site and script that were disclosed on the office's own initiative (主动公开)."""
    documents = (
        OfficialDocumentPage.objects.live()
        .public()
        .filter(locale=section.locale_id, kind__in=DISCLOSED, disclosure=Disclosure.OPEN)
    )
    return (
        documents.defer("body")
        .select_related("issuing_body")
        .annotate(listed_on=listed_on())
        .order_by("-listed_on", "-pk")
    )


def chosen_of(parameters: Mapping[str, str]) -> dict[str, str]:
    """The filters that were asked for in a form that can have an answer, and `q`."""
    chosen = {}
    for name in FILTERS:
        typed = parameters.get(name, "")
        is_number = plain_number(typed, digits=9) is not None
        if typed and (typed in Kind.values if name == "kind" else is_number):
            chosen[name] = typed
    if words := parameters.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]:
        chosen["q"] = words
    return chosen


def fitting(documents: QuerySet[OfficialDocumentPage], chosen: Mapping[str, str]) -> QuerySet[OfficialDocumentPage]:
    """Those that the filters leave; `q` stands in the title, the document number or the index number."""
    if words := converted(chosen.get("q", ""), active_script()):
        documents = documents.filter(
            Q(title__icontains=words) | Q(document_number__icontains=words) | Q(index_number__icontains=words)
        )
    return documents.filter(**{FIELDS[name]: value for name, value in chosen.items() if name in FIELDS})


def listing(section: Page, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Context: `filters` with counts that leave out the filter's own choice, `chosen`, `words`, `page_obj`, `page_query`."""
    documents, chosen = disclosed(section), chosen_of(parameters)
    filters = []
    for name, label in FILTERS.items():
        others = fitting(documents, {key: value for key, value in chosen.items() if key != name})
        field = FIELDS[name]
        counted = dict(others.order_by().values_list(field).annotate(Count("pk")))
        counted = {str(value): count for value, count in counted.items() if value not in ("", None)}
        if name in chosen:
            counted.setdefault(chosen[name], 0)
        labels = labels_of(name, counted)
        choices = [choice(name, value, labels[value], counted[value], chosen) for value in labels if value in counted]
        if choices:
            filters.append(Filter(name, str(label), choices))
    page = Paginator(fitting(documents, chosen), PAGE_SIZE).get_page(parameters.get("page"))
    return {
        "filters": filters,
        "chosen": {name: value for name, value in chosen.items() if name != "q"},
        "words": chosen.get("q", ""),
        "page_obj": page,
        "page_query": urlencode(chosen),
    }


def labels_of(name: str, counted: Mapping[str, int]) -> dict[str, str]:
    """{value: label}, in the order of the list: kinds as ever, years from the latest, bodies by how much they have."""
    if name == "kind":
        return {value: str(Kind(value).label) for value in Kind.values if value in counted}
    if name == "year":
        return {value: _("%(year)s年") % {"year": value} for value in sorted(counted, key=int, reverse=True)}
    names = dict(IssuingBody.objects.filter(pk__in=counted).values_list("pk", "name"))
    ordered = sorted(counted, key=lambda value: (-counted[value], int(value)))
    return {value: converted(names.get(int(value), ""), active_script()) for value in ordered if int(value) in names}


def as_csv(section: Page, parameters: Mapping[str, str]) -> HttpResponse:
    """The rows that fit, all of them, as a table that Excel opens with its Chinese whole (UTF-8 with a mark)."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{section.get_parent().title}-{section.title}.csv"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("索引号"), _("标题"), _("发文字号"), _("发文机关"), _("成文日期"), _("发布日期"), _("网址")])
    documents = fitting(disclosed(section), chosen_of(parameters)).select_related("issuing_body", "locale")
    script = active_script()
    for document in documents.iterator(chunk_size=500):
        body = converted(document.issuing_body.name, script) if document.issuing_body else ""
        row = [document.index_number, document.title, document.document_number, body]
        writer.writerow(
            [_unformula(cell) for cell in row] + [document.written_on, document.listed_on, document.full_url]
        )
    return response


def _unformula(text: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
