"""Public documents as lists that go across columns show them: each once, in the reader's script where it is live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear, TruncDate
from wagtail.models import Locale

from publications.models import IssuingBody, OfficialDocumentPage, Topic

PAGE_SIZE = 20


def listed_documents(locale: Locale) -> QuerySet[OfficialDocumentPage]:
    """Newest first, annotated with `listed_on`, the day that rows show."""
    readable = OfficialDocumentPage.objects.live().public()
    in_script = readable.filter(locale=locale, translation_key=OuterRef("translation_key"))
    return (
        readable.filter(Q(locale=locale) | ~Exists(in_script))
        .select_related("locale", "issuing_body")
        .defer("body")
        .annotate(listed_on=Coalesce("published_on", TruncDate("first_published_at")))
        .order_by("-listed_on", "-pk")
    )


def documents_of_topic(topic: Topic, locale: Locale) -> QuerySet[OfficialDocumentPage]:
    """Of the topic itself and of those below it."""
    through = OfficialDocumentPage.topics.through.objects.filter(officialdocumentpage_id=OuterRef("pk"))
    return listed_documents(locale).filter(Exists(through.filter(Q(topic=topic) | Q(topic__parent=topic))))


def documents_of_body(body: IssuingBody, locale: Locale) -> QuerySet[OfficialDocumentPage]:
    """Issued by the body, alone or with others."""
    joint = OfficialDocumentPage.joint_bodies.through.objects.filter(
        officialdocumentpage_id=OuterRef("pk"), issuingbody=body
    )
    return listed_documents(locale).filter(Q(issuing_body=body) | Exists(joint))


def year_listing(documents: QuerySet[OfficialDocumentPage], parameters: Mapping[str, str]) -> dict[str, Any]:
    """`years`: [{year, count}], latest first; `year`: the one asked for, or None; `page_obj`: its documents, twenty a page."""
    documents = documents.annotate(listed_year=ExtractYear("listed_on"))
    counted = documents.order_by().values("listed_year").annotate(count=Count("pk")).order_by("-listed_year")
    years = [{"year": row["listed_year"], "count": row["count"]} for row in counted if row["listed_year"]]
    year = next((row["year"] for row in years if str(row["year"]) == parameters.get("year")), None)
    chosen = documents.filter(listed_year=year) if year else documents
    return {"years": years, "year": year, "page_obj": Paginator(chosen, PAGE_SIZE).get_page(parameters.get("page"))}
