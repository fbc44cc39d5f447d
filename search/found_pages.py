"""The documents of a page of results, each as its own type: three queries, however many types are among them.

The index writes whole records and reads everything of a page (search.documents.load); a list of ten needs their rows
and what stands beside the rows: joint bodies, and children such as a plan's tasks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from modelcluster.models import get_all_child_relations

from publications.models import OfficialDocumentPage
from publications.standing import bodies, locales, restrictions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publications.models import IssuingBody


def public_pages(keys: Iterable[Any], request: HttpRequest | None = None) -> list[Any]:
    """Those of the keys that are documents, live and open to all now, whatever the index still says."""
    closed = restrictions(request)
    found = OfficialDocumentPage.objects.filter(pk__in=list(keys), live=True).order_by().specific()
    pages = [page for page in found if not page.path.startswith(closed)]
    _give_names(pages, request)
    by_class: dict[type, list[Any]] = defaultdict(list)
    for page in pages:
        by_class[type(page)].append(page)
    for model, of_model in by_class.items():
        prefetch_related_objects(of_model, *_children(model))
    return pages


def _give_names(pages: list[Any], request: HttpRequest | None) -> None:
    """Locales and bodies, which this process keeps, instead of two joins and a query of all their columns."""
    kept_locales, kept_bodies = locales(request), bodies(request)
    joint: dict[int, list[IssuingBody]] = defaultdict(list)
    through = OfficialDocumentPage.joint_bodies.through.objects.filter(officialdocumentpage__in=pages).order_by("pk")
    for page, body in through.values_list("officialdocumentpage_id", "issuingbody_id"):
        joint[page].append(kept_bodies[body])
    for page in pages:
        page.locale = kept_locales[page.locale_id]
        page.issuing_body = kept_bodies.get(page.issuing_body_id)
        page._cluster_related_objects = {"joint_bodies": joint[page.pk]}


@cache
def _children(model: type) -> tuple[str, ...]:
    """What a type's pages keep in tables of their own (a plan's tasks); Wagtail's own are not shown."""
    relations = get_all_child_relations(model)
    return tuple(r.related_name for r in relations if not r.related_model.__module__.startswith("wagtail"))
