"""What a reader types becomes one question for every engine; nothing that can be typed fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.backends.plan import Added, Lifted, Node, Nothing, OneOf, Sequence, Terms
from search.numbers import asked_numbers
from search.query_text import MAX_CHARACTERS, read


def number_candidates(query: str) -> tuple[str, ...]:
    return asked_numbers(query).keys


def lifts(node: Node) -> list[Node]:
    return [node.first, *lifts(node.rest)] if isinstance(node, Lifted) else []


def beneath(node: Node) -> Node:
    return beneath(node.rest) if isinstance(node, Lifted) else node


def test_a_look_up_wants_every_token_and_then_any() -> None:
    typed = read("教师培训计划")
    assert typed.names == ("every", "any")
    first, second = map(beneath, read("林业经费", alone=True).attempts)
    assert isinstance(first, Added)
    assert [node.every for node in (first.base, second) if isinstance(node, Terms)] == [True, False]


def test_a_question_wants_any_token_at_once() -> None:
    typed = read("请问外地户口的孩子怎样申请进入本区的公办小学")
    assert typed.names == ("any",)


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”", "「{}」"])
def test_quotation_marks_ask_for_the_very_words(quotes: str) -> None:
    typed = read(quotes.format("三年行动计划"))
    assert typed.phrases == ("三年行动计划",)
    assert typed.names == ("every", "no_phrase")
    assert "Sequence" in repr(typed.attempts[0])
    assert Sequence("text_words", tuple("三年行动计划")).words == ("三", "年", "行", "动", "计", "划")


def test_quotation_marks_within_a_question_are_only_emphasis() -> None:
    typed = read("“以租代征”使用集体所有的土地来建设学校到底合法不合法呢")
    assert (typed.phrases, typed.names) == ((), ("any",))


@pytest.mark.parametrize(
    "typed",
    [
        "云教发〔2026〕12号",
        "云教发[2026]12号",
        "云教发（2026）12号",
        "云教发〔2026〕012号",
        "雲教發〔2026〕12號",
        "云教发202612号",
    ],
)
def test_a_document_number_typed_any_way_is_looked_for_as_a_number(typed: str) -> None:
    assert "云教发|2026|12" in number_candidates(typed)
    first = lifts(read(typed).attempts[0])
    assert any(isinstance(node, OneOf) and "云教发|2026|12" in node.values for node in first)


def test_a_number_without_its_agency_is_looked_for_too() -> None:
    assert "|2026|12" in number_candidates("〔2026〕12号")


def test_the_last_word_of_a_number_may_be_left_out() -> None:
    assert number_candidates("[2026] 12") == ("|2026|12",)
    assert number_candidates("（2026）第05") == ("|2026|5",)
    assert "云教发|2026|12" in number_candidates("雲教發〔2026〕12")
    assert number_candidates("研修[2026] 12 所学校") == ()


def test_words_are_not_taken_for_a_number() -> None:
    assert number_candidates("2026年工作计划") == ()
    assert number_candidates("2026年5月12日") == ()
    assert number_candidates("教师") == ()


def test_what_is_too_long_is_cut_and_that_is_said() -> None:
    typed = read("教" * 10_000)
    assert (len(typed.text), typed.cut) == (MAX_CHARACTERS, True)
    assert not read("教" * MAX_CHARACTERS).cut


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "　"])
def test_nothing_typed_is_an_empty_query(typed: str) -> None:
    assert read(typed).is_empty


def test_signs_alone_find_nothing() -> None:
    assert read("*").attempts == (Nothing(),)
    assert read('"' * 1000).attempts == (Nothing(),)


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_no_text_fails(text: str) -> None:
    typed = read(text)
    assert len(typed.attempts) == len(typed.names) >= 1
    typed.text.encode("utf-8")
