"""Updates, deletions, moves and rebuilds leave every engine with what the database has, record by record."""

from collections.abc import Iterable
from typing import Any

import pytest
from modelsearch.query import MATCH_ALL
from wagtail.models import Page

from news.models import NoticeIndexPage, NoticePage
from publications.models import OfficialDocumentPage, OutboxRow
from publications.publishing import publishing_allowed
from search.checking import compare, repair
from search.indexing import engine_for, follow, rebuild

pytestmark = pytest.mark.once


def followed(pages: Iterable[Any]) -> None:
    """What the outbox tells the search of these pages; what is there no more is told as deleted."""
    follow([OutboxRow(model="wagtailcore.page", object_id=str(pk), action="saved") for pk in pages])
    engine_for(Page).refresh()
    OutboxRow.objects.all().delete()


def keys(backend: Any, words: str) -> set[int]:
    return {page.pk for page in backend.search(words, OfficialDocumentPage.objects.all(), operator="and")}


def differing() -> list[Any]:
    return compare(Page).differing


def test_the_index_is_as_the_database_after_updates_deletions_and_moves(
    backend: Any, searched: list[Any], savepoint: None
) -> None:
    OutboxRow.objects.all().delete()
    assert differing() == []
    changed, gone = NoticePage.objects.order_by("pk")[:2]
    section = NoticeIndexPage.objects.get(title="内部通知")
    gone_pk = gone.pk
    with publishing_allowed("test"):
        changed.title = "改过的题目绿皮书"
        changed.save()
        gone.delete()
        changed.move(section, pos="last-child")
    OutboxRow.objects.all().delete()
    assert set(differing()) >= {changed.pk, gone_pk}
    followed([changed.pk, gone_pk, *Page.objects.values_list("pk", flat=True)])
    assert differing() == []
    assert keys(backend, "绿皮书") == {changed.pk}
    within = Page.objects.descendant_of(NoticeIndexPage.objects.get(pk=section.pk))
    assert changed.pk in {page.pk for page in backend.search("绿皮书", within)}


@pytest.mark.parametrize("region", ["2026-01-01T00:00:00Z", "2026-01-01", "true", "17", "云岫区.北", "𠮷县"])
def test_a_text_stays_a_text_whatever_it_looks_like(
    region: str, backend: Any, searched: list[Any], savepoint: None
) -> None:
    page = OfficialDocumentPage.objects.order_by("pk").first()
    OfficialDocumentPage.objects.filter(pk=page.pk).update(region=region)
    followed([page.pk])
    found = backend.search(MATCH_ALL, OfficialDocumentPage.objects.filter(region=region))
    assert [hit.pk for hit in found] == [page.pk]
    everything = backend.search(MATCH_ALL, OfficialDocumentPage.objects.all())
    assert everything.facet("publications_officialdocumentpage__region")[region] == 1
    assert page.pk not in differing()


def test_a_rebuild_has_what_was_written_while_it_ran(backend: Any, searched: list[Any], savepoint: None) -> None:
    OutboxRow.objects.all().delete()
    column, made = NoticeIndexPage.objects.exclude(title="内部通知").get(), []
    gone = NoticePage.objects.order_by("-pk").first()
    assert gone is not None

    def meanwhile(*_: Any) -> None:
        if not made:
            with publishing_allowed("test"):
                page = NoticePage(title="重建期间的蓝皮书", slug="meanwhile", live=True)
                made.append(NoticeIndexPage.objects.get(pk=column.pk).add_child(instance=page).pk)
                made.append(gone.pk)
                NoticePage.objects.get(pk=gone.pk).delete()
            followed(made)

    rebuild(Page, progress=meanwhile)
    OutboxRow.objects.all().delete()
    assert differing() == []
    assert keys(backend, "蓝皮书") == {made[0]}


def test_what_an_index_lacks_or_has_too_much_is_found_and_repaired(
    backend: Any, searched: list[Any], savepoint: None
) -> None:
    # What the tests before changed was taken back in the database, not in the index.
    OutboxRow.objects.all().delete()
    repair(compare(Page), Page)
    assert differing() == []
    engine, (lost, *_, phantom) = engine_for(Page), sorted(page.pk for page in NoticePage.objects.all())
    engine.write([], [lost])
    NoticePage.objects.filter(pk=phantom)._raw_delete("default")
    engine.refresh()
    found = compare(Page)
    assert (found.missing, found.phantom) == ([lost], [phantom])
    assert repair(found, Page) >= 2
    assert differing() == []
