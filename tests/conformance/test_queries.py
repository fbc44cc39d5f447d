"""Queries, orders, facets and slices mean the same on every engine."""

from typing import Any

import pytest
from modelsearch.backends.base import OrderByFieldError, SearchFieldError
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page

from publications.models import IssuingBody, OfficialDocumentPage, OutboxRow

pytestmark = pytest.mark.once
O = OfficialDocumentPage.objects  # noqa: E741


def titled(*words: str) -> set[int]:
    return {page.pk for page in O.all() if all(word in page.title for word in words)}


def keys(found: Any) -> set[int]:
    return {page.pk for page in found}


def test_each_query_class_finds_what_it_says(backend: Any, searched: list[Any]) -> None:
    visits, plans, notices = titled("School"), titled("计划"), titled("通知")

    def asked(query: Any) -> set[int]:
        return keys(backend.search(query, O.all()))

    assert asked("研修") == titled("研修")
    assert asked(PlainText("研修 visit", operator="or")) >= titled("研修") | visits
    assert asked(PlainText("研修 轮训", operator="and")) == set()
    assert asked(And([PlainText("通知"), PlainText("计划")])) == notices & plans
    assert asked(Or([PlainText("研修"), PlainText("visit")])) == titled("研修") | visits
    assert asked(Not(PlainText("通知"))) == keys(O.all()) - notices
    assert asked(And([PlainText("计划"), Not(PlainText("通知"))])) == plans - notices
    assert asked(Boost(PlainText("研修"), 2)) == titled("研修")
    assert asked(Fuzzy("研修", operator="and")) == titled("研修")
    assert asked(MATCH_ALL) == keys(O.all())
    assert asked(MATCH_NONE) == set()
    assert asked(PlainText("，。")) == set()


def test_simplified_finds_traditional_and_the_reverse(backend: Any, searched: list[Any]) -> None:
    assert (
        keys(backend.search("幼儿园园长轮训", O.all()))
        == titled("幼兒園")
        == keys(backend.search("幼兒園園長輪訓", O.all()))
    )


def test_a_phrase_stands_there_word_for_word(backend: Any, searched: list[Any]) -> None:
    assert keys(backend.search(Phrase("教师培训工作"), O.all())) == titled("教师培训工作")
    # Every token of it is in the title, not the phrase.
    assert keys(backend.search(Phrase("培训教师"), O.all())) == set()
    assert keys(backend.search(Phrase("研"), O.all())) >= titled("研修")
    assert keys(backend.search(And([Phrase("三年行动计划"), Not(Phrase("研修"))]), O.all())) == titled("三年行动计划")


def test_a_short_string_wants_every_token_and_says_when_it_takes_any(backend: Any, searched: list[Any]) -> None:
    exact = backend.search("青年教师 比赛", O.all())
    assert (keys(exact), exact.relaxed) == (titled("青年教师"), False)
    loose = backend.search("青年教师足球", O.all())
    assert loose.relaxed
    assert keys(loose) >= titled("青年教师")


def test_a_longer_string_is_a_question_of_which_any_token_counts(backend: Any, searched: list[Any]) -> None:
    found = backend.search("请问今年暑期的校本研修工作应该怎样安排才好呢", O.all())
    assert next(iter(found)).pk in titled("校本研修")
    assert not found.relaxed


def test_hostile_strings_find_something_or_nothing_and_never_fail(backend: Any, searched: list[Any]) -> None:
    for text in [
        '"',
        "*",
        "a AND (",
        "\x00",
        "\ud83d",
        "教师\ud83d",
        "[",
        "\\",
        "教" * 10_000,
        "A" * 10_000,
        "a " * 5_000,
        "🙂",
        "　",
    ]:
        for call in (backend.search, backend.autocomplete):
            found = call(text, O.all())
            assert found.count() == len(list(found)) or found.count() > 0


def test_typing_finds_chinese_anywhere_and_beginnings_of_words(backend: Any, searched: list[Any]) -> None:
    def typed(query: Any) -> set[int]:
        return keys(backend.autocomplete(query, Page.objects.all()))

    assert typed("研修") == titled("研修")
    assert typed("Sch") == typed("school vis") == titled("School")
    assert typed(And([PlainText("通知"), Phrase("青年教师")])) == titled("青年教师", "通知")
    assert typed(Not(PlainText("通知"))) & titled("通知") == set()
    # The body answers a search, not the typing of a title.
    assert typed("面向全区") == set()


def test_slices_and_counts_take_one_question(
    backend: Any, searched: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.indexing import engine_for

    engine, asked = engine_for(Page), []
    ask = engine.ask
    monkeypatch.setattr(engine, "ask", lambda *args, **kwargs: asked.append(args) or ask(*args, **kwargs))
    found = backend.search("教师", O.all())
    assert (found.count(), len(found[:5]), len(asked)) == (len(list(found)), 5, 1)
    whole = [page.pk for page in found]
    assert [page.pk for page in found[3:9]] == whole[3:9]
    assert [page.pk for page in found[3:][2:4]] == whole[5:7]
    assert found[0].pk == whole[0]
    assert found[1000:].count() == 0


def test_a_slice_asks_for_no_more_hits_than_it_wants(
    backend: Any, searched: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.indexing import engine_for

    engine, asked = engine_for(Page), []
    ask = engine.ask
    monkeypatch.setattr(engine, "ask", lambda *args: asked.append(args[1:]) or ask(*args))
    found = backend.search("教师", O.all())
    three = [page.pk for page in found[:3]]
    assert (len(three), found.count() > 3, asked) == (3, True, [(0, 3)])
    assert [page.pk for page in found][:3] == three
    # An engine makes room for as many as it is asked for.
    assert len(backend.search("教师", O.all())[: 10**12]) == found.count()
    nothing = backend.search("教师", O.all())[0:0]
    assert (list(nothing), sum(nothing.facet("kind").values())) == ([], found.count())


def test_results_can_be_ordered_by_every_kind_of_column(backend: Any, searched: list[Any]) -> None:
    def ordered(*names: str, queryset: Any = None) -> list[int]:
        queryset = (O.all() if queryset is None else queryset).order_by(*names)
        return [page.pk for page in backend.search(MATCH_ALL, queryset, order_by_relevance=False)]

    def expected(*names: str) -> list[int]:
        return list(O.order_by(*names).values_list("pk", flat=True))

    for name in ("pk", "-pk", "title", "-title", "path", "-path"):
        assert ordered(name) == expected(name), name
    dated = O.filter(written_on__isnull=False)
    for name in ("written_on", "-written_on"):
        days = [O.get(pk=pk).written_on for pk in ordered(name, queryset=dated)]
        assert days == sorted(days, reverse=name.startswith("-"))
    # Documents without a value come last, either way.
    assert O.get(pk=ordered("written_on")[-1]).written_on is None
    assert O.get(pk=ordered("-written_on")[-1]).written_on is None
    assert ordered("kind", "-title") == expected("kind", "-title")
    kinds = [O.get(pk=pk).kind for pk in ordered("-kind")]
    assert kinds == sorted(kinds, reverse=True)
    assert ordered() == expected("-pk")


def test_an_order_that_is_not_indexed_is_refused(backend: Any, searched: list[Any]) -> None:
    with pytest.raises(OrderByFieldError):
        backend.search("教师", O.order_by("summary"), order_by_relevance=False)


def test_facets_count_what_the_database_counts(backend: Any, searched: list[Any]) -> None:
    found = backend.search(MATCH_ALL, O.live())
    for name in ("kind", "year", "issuing_body_id", "issuing_body", "content_type_id", "live", "written_on"):
        attribute = "issuing_body_id" if name == "issuing_body" else name
        expected: dict[Any, int] = {}
        for page in O.live():
            expected[getattr(page, attribute)] = expected.get(getattr(page, attribute), 0) + 1
        assert dict(found.facet(name)) == expected, name


def test_a_facet_has_every_value_and_not_the_ten_most_frequent(backend: Any, searched: list[Any]) -> None:
    assert len(backend.search(MATCH_ALL, O.all()).facet("path")) == O.count()


def test_fields_narrow_a_search_to_boosted_ones_only(backend: Any, searched: list[Any]) -> None:
    assert keys(backend.search("面向全区", O.all())) == keys(O.all())
    assert keys(backend.search("面向全区", O.all(), fields=["title"], operator="and")) == set()
    assert keys(backend.search("研修", O.all(), fields=["title"])) == titled("研修")
    with pytest.raises(SearchFieldError):
        backend.search("研修", O.all(), fields=["summary"])


def test_snippets_are_searched_like_pages(backend: Any, searched: list[Any]) -> None:
    assert [body.name for body in backend.search("教育局", IssuingBody)] == ["云岫区教育局"]
    assert [body.name for body in backend.autocomplete("发展", IssuingBody)] == ["云岫区教师发展中心"]


def test_a_document_that_is_gone_from_the_database_is_left_out(
    backend: Any, searched: list[Any], savepoint: None
) -> None:
    page = O.get(pk=min(titled("研修")))
    Page.objects.filter(pk=page.pk).update(live=False)
    found = list(backend.search("研修", O.live()))
    assert page.pk not in keys(found)


def test_images_are_found_by_title_and_by_tag(backend: Any, searched: list[Any], savepoint: None) -> None:
    from wagtail.images.models import Image
    from wagtail.images.tests.utils import get_test_image_file

    from search.indexing import engine_for, follow

    image = Image.objects.create(title="校园开放日合影", file=get_test_image_file())
    image.tags.add("家校共育")
    follow([OutboxRow(model="wagtailimages.image", object_id=str(image.pk), action="saved")])
    engine_for(Image).refresh()
    for call in (backend.search, backend.autocomplete):
        assert [found.pk for found in call("开放日", Image)] == [image.pk]
        assert [found.pk for found in call("家校共育", Image)] == [image.pk]
    assert backend.search("开放日", Image.objects.filter(collection_id=image.collection_id)).count() == 1
