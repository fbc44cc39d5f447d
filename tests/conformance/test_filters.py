"""Filters give exactly the documents that the database gives, or a clear error: never other documents."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from modelsearch.backends.base import FieldError, FilterError
from modelsearch.query import MATCH_ALL
from wagtail.models import Page

from news.models import NoticePage
from plans.models import WorkPlanPage
from publications.models import IssuingBody, OfficialDocumentPage

O, N, W = OfficialDocumentPage.objects, NoticePage.objects, WorkPlanPage.objects  # noqa: E741
DAY = datetime.date(2021, 5, 1)


def pks() -> list[int]:
    return list(Page.objects.order_by("pk").values_list("pk", flat=True))


EXACT: dict[str, Callable[[], Any]] = {
    "everything": lambda: Page.objects.all(),
    "parent class": lambda: O.all(),
    "subclass": lambda: N.all(),
    "another subclass": lambda: W.all(),
    "live": lambda: O.live(),
    "not live": lambda: O.not_live(),
    "live and public": lambda: O.live().public(),
    "in a closed section": lambda: O.private(),
    "boolean": lambda: O.filter(live=False),
    "text": lambda: O.filter(kind="notice"),
    "text without a match": lambda: O.filter(kind="nothing"),
    "title": lambda: O.filter(title="2026年教师培训工作计划（1）"),
    "in texts": lambda: O.filter(kind__in=["notice", "plan"]),
    "in nothing": lambda: O.filter(kind__in=[]),
    "none()": lambda: O.none(),
    "number": lambda: O.filter(year=2021),
    "in numbers": lambda: O.filter(year__in=[2020, 2023]),
    "greater": lambda: O.filter(year__gt=2021),
    "greater or equal": lambda: O.filter(year__gte=2021),
    "less": lambda: O.filter(year__lt=2021),
    "less or equal": lambda: O.filter(year__lte=2021),
    "range of numbers": lambda: O.filter(year__range=(2021, 2022)),
    "without a value": lambda: O.filter(year__isnull=True),
    "with a value": lambda: O.filter(year__isnull=False),
    "is None": lambda: O.filter(year=None),
    "exclude a value": lambda: O.exclude(year=2021),
    "exclude greater": lambda: O.exclude(year__gt=2021),
    "exclude several": lambda: O.exclude(year__in=[2020, 2021]),
    "day": lambda: O.filter(written_on=datetime.date(2021, 2, 2)),
    "before a day": lambda: O.filter(written_on__lt=DAY),
    "since a day": lambda: O.filter(written_on__gte=DAY),
    "range of days": lambda: O.filter(written_on__range=(DAY, datetime.date(2023, 1, 1))),
    "year of a day": lambda: O.filter(written_on__year=2022),
    "years of days since": lambda: O.filter(written_on__year__gte=2022),
    "years of days after": lambda: O.filter(written_on__year__gt=2022),
    "years of days until": lambda: O.filter(written_on__year__lte=2021),
    "years of days before": lambda: O.filter(written_on__year__lt=2021),
    "exclude the year of a day": lambda: O.exclude(written_on__year=2021),
    "moment": lambda: Page.objects.filter(latest_revision_created_at__lt=timezone.now()),
    "moment without a value": lambda: Page.objects.filter(first_published_at__isnull=True),
    "year of a moment": lambda: Page.objects.filter(first_published_at__year=2026),
    "foreign key": lambda: O.filter(issuing_body=IssuingBody.objects.order_by("pk").first()),
    "foreign key by id": lambda: O.filter(issuing_body_id=IssuingBody.objects.order_by("pk").last().pk),
    "foreign key missing": lambda: O.filter(issuing_body__isnull=True),
    "foreign key in a sub-query": lambda: O.filter(
        issuing_body__in=IssuingBody.objects.filter(name__contains="教育局")
    ),
    "exclude a foreign key": lambda: O.exclude(issuing_body=IssuingBody.objects.order_by("pk").first()),
    "primary key": lambda: Page.objects.filter(pk=pks()[-1]),
    "primary keys": lambda: Page.objects.filter(pk__in=pks()[-5:]),
    "primary keys of a subclass": lambda: N.filter(pk__in=pks()[-6:]),
    "primary keys of the parent class": lambda: O.filter(pk__in=pks()[-6:]),
    "exclude primary keys of a subclass": lambda: N.exclude(pk__in=pks()[-6:]),
    "greater primary key of a subclass": lambda: W.filter(pk__gt=pks()[-6]),
    "primary keys in a sub-query": lambda: Page.objects.filter(pk__in=Page.objects.filter(live=True)),
    "in a sub-query of a subclass": lambda: Page.objects.filter(pk__in=N.filter(live=True).values("pk")),
    "in a sub-query over a column not indexed": lambda: O.filter(
        pk__in=O.filter(summary__contains="第3期").values("pk")
    ),
    "in a sliced sub-query": lambda: O.filter(pk__in=list(O.order_by("pk").values_list("pk", flat=True)[:4])),
    "not in a sub-query": lambda: O.exclude(pk__in=Page.objects.filter(live=True)),
    "not below any of several sections": lambda: O.exclude(path__below_any=[O.first().get_parent().path, "0001"]),
    "below any of several sections": lambda: O.filter(path__below_any=[p.get_parent().path for p in O.all()[:3]]),
    "below none": lambda: O.filter(path__below_any=[]),
    "children": lambda: Page.objects.child_of(O.order_by("pk").first().get_parent()),
    "descendants": lambda: Page.objects.descendant_of(Page.objects.get(depth=2)),
    "descendants and self": lambda: Page.objects.descendant_of(Page.objects.get(depth=2), inclusive=True),
    "ancestors": lambda: Page.objects.ancestor_of(O.order_by("pk").first()),
    "not descendants": lambda: Page.objects.not_descendant_of(O.order_by("pk").first().get_parent()),
    "beginning of a path": lambda: Page.objects.filter(path__startswith="0001"),
    "beginning within a step": lambda: Page.objects.filter(path__startswith="00010001000"),
    "beginning of a title": lambda: O.filter(title__startswith="关于做好"),
    "beginning with signs": lambda: O.filter(title__startswith="School visit Report 3+"),
    "beginning of a kind": lambda: O.filter(kind__startswith="no"),
    "beginning of no kind": lambda: O.filter(kind__startswith="zz"),
    "depth": lambda: Page.objects.filter(depth=4),
    "type": lambda: Page.objects.type(NoticePage),
    "exact type": lambda: Page.objects.exact_type(WorkPlanPage),
    "not type": lambda: Page.objects.not_type(NoticePage),
    "locale": lambda: O.filter(locale__language_code="zh-hans") if False else O.filter(locale=O.first().locale),
    "translation key": lambda: O.filter(translation_key=O.order_by("pk").first().translation_key),
    "or": lambda: O.filter(Q(year=2021) | Q(kind="plan")),
    "or with not": lambda: O.filter(Q(year=2021) | ~Q(kind="plan")),
    "and of ors": lambda: O.filter(Q(year=2021) | Q(year=2022), Q(kind="plan") | Q(live=False)),
    "not of or": lambda: O.exclude(Q(year=2021) | Q(kind="plan")),
    "not of and": lambda: O.exclude(year=2021, kind="plan"),
    "double negation": lambda: O.filter(~~Q(year=2021)),
    "empty Q": lambda: O.filter(Q()),
    "several": lambda: O.live().public().filter(year__gte=2021, validity="in_force", issuing_body__isnull=False),
}

REFUSED: dict[str, Callable[[], Any]] = {
    "contains": lambda: O.filter(title__contains="通知"),
    "icontains": lambda: O.filter(title__icontains="通知"),
    "endswith": lambda: O.filter(title__endswith="通知"),
    "text greater": lambda: O.filter(title__gt="关"),
    "month": lambda: O.filter(written_on__month=5),
    "date of a moment": lambda: Page.objects.filter(first_published_at__date=DAY),
    "another column": lambda: Page.objects.filter(first_published_at=F("last_published_at")),
    "column not indexed": lambda: O.filter(summary="x"),
    "related name not indexed": lambda: O.filter(issuing_body__name="云岫区教育局"),
    "exclusive or": lambda: O.filter(Q(year=2021) ^ Q(kind="plan")),
    "exclude a list of others": lambda: O.exclude(topics__name="师资培训"),
}


def test_every_filter_gives_what_the_database_gives(backend: Any, searched: list[Any]) -> None:
    wrong = {}
    for name, make in EXACT.items():
        queryset = make()
        found = backend.search(MATCH_ALL, queryset)
        expected = sorted(queryset.values_list("pk", flat=True))
        answer = sorted(page.pk for page in found), found.count()
        if answer != (expected, len(expected)):
            wrong[name] = (answer, expected)
    assert wrong == {}


def test_what_no_engine_has_is_refused_before_anything_is_asked(backend: Any, searched: list[Any]) -> None:
    taken = []
    for name, make in REFUSED.items():
        try:
            backend.search(MATCH_ALL, make())
            taken.append(name)
        except (FilterError, FieldError):
            pass
    assert taken == []


def test_a_filter_never_changes_a_score(backend: Any, searched: list[Any]) -> None:
    def scores(queryset: Any) -> dict[int, float]:
        return {page.pk: page.score for page in backend.search("教师培训", queryset).annotate_score("score")}

    free, filtered = scores(O.all()), scores(O.live().filter(kind="notice", year__isnull=False))
    assert filtered
    assert all(abs(free[pk] - score) < 1e-4 for pk, score in filtered.items())


def test_explorable_pages_are_a_filter_and_not_a_list_of_keys(
    backend: Any, searched: list[Any], django_assert_num_queries: Any
) -> None:
    queryset = Page.objects.filter(pk__in=Page.objects.filter(live=True))
    with django_assert_num_queries(0):
        assert backend.search(MATCH_ALL, queryset).count() > 0
