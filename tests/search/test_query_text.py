"""What a reader types becomes one question for every engine; nothing that can be typed fails."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.backends.plan import Added, Every, Lifted, Node, Nothing, OneOf, Passing, Sequence, Terms
from search.backends.text import query_words, stored_words
from search.numbers import asked_numbers, own_keys
from search.query_text import MAX_CHARACTERS, Scope, read
from search.questions import without_question_words
from search.titles import title_keys


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
    assert isinstance(second, Every)
    assert [node.every for node in (first.base, second.children[0]) if isinstance(node, Terms)] == [True, False]


def test_single_characters_alone_are_not_some_of_a_look_up() -> None:
    some = beneath(read("量子", alone=True).attempts[-1])
    assert isinstance(some, Every)
    assert some.children[1] == Passing(Terms("text_tokens", ("量子",), every=False, also=("attachment_tokens",)))
    assert isinstance(beneath(read("税", alone=True).attempts[-1]), Terms), (
        "what is one character is all that was asked"
    )


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


def values(node: Node, column: str) -> set[object]:
    """What is lifted by a column."""
    return {v for first in lifts(node) if isinstance(first, OneOf) and first.column == column for v in first.values}


NOTICE = "云岫区教育局关于印发《云岫区校本课题管理办法（试行）》的通知"


@pytest.mark.parametrize(
    "typed",
    [
        NOTICE,
        f"《{NOTICE}》",
        "雲岫區教育局關於印發雲岫區校本課題管理辦法試行的通知",
        "云岫区校本课题管理办法",
        "《云岫区校本课题管理办法（试行）》",
        "关于印发云岫区校本课题管理办法（试行）的通知",
    ],
)
def test_a_title_is_looked_for_with_and_without_its_frame(typed: str) -> None:
    assert values(read(typed, alone=True).attempts[0], "title_key") & set(title_keys(NOTICE))


def test_a_whole_title_stands_above_a_name() -> None:
    node = read("云岫区校本课题管理办法").attempts[0]
    assert isinstance(node, Lifted)
    assert node.first == OneOf("title_key", ("=云岫区校本课题管理办法",))


def test_short_words_are_no_names_and_signs_no_titles() -> None:
    assert "通讯录" not in title_keys("关于印发《通讯录》的通知")
    assert title_keys("。。。") == ()
    assert title_keys("C++程序设计")[0] != title_keys("C程序设计")[0]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("云教发2026", "云教发|2026|"),
        ("云教发〔2026〕", "云教发|2026|"),
        ("2026 12号", "|2026|12"),
        ("（2026）第012号", "|2026|12"),
        ("2026年第12号", "|2026|12"),
        ("云教发 〔 2026 〕 12 号", "云教发|2026|12"),
        ("云教发２０２６-12号", "云教发|2026|12"),
        ("０００014349/2018-00213", "000014349/2018-00213"),
        ("000014349 / 2018-00213", "000014349/2018-00213"),
    ],
)
def test_parts_of_a_number_and_index_numbers_are_looked_for(typed: str, key: str) -> None:
    assert key in number_candidates(typed)


def test_what_a_document_is_found_by_is_what_a_query_asks_for() -> None:
    keys = own_keys("云教发〔2026〕012号", "000014349/2018-00213", None)
    for typed in ("雲教發[2026]12號", "〔2026〕12号", "云教发2026", "000014349/2018-00213"):
        assert set(number_candidates(typed)) & set(keys), typed


@pytest.mark.parametrize(
    ("scope", "fields"),
    [
        ("", {"text_tokens", "attachment_tokens", "title_tokens", "text_words", "attachment_words"}),
        ("title", {"title_tokens", "title_words"}),
        ("body", {"text_tokens", "title_tokens", "text_words"}),
        ("attachments", {"attachment_tokens", "attachment_words"}),
    ],
)
def test_a_scope_says_where_the_words_must_stand(scope: Scope, fields: set[str]) -> None:
    asked = repr([read(typed, scope=scope).attempts for typed in ("校本研修", "“校本研修”", "2026年5月")])
    assert set(re.findall(r"'(\w+_(?:tokens|words))'", asked)) == fields


def test_words_that_only_ask_are_left_out_of_questions() -> None:
    question = "请问外地户口的孩子怎样才能申请进入本区的公办小学呢？"
    assert without_question_words(question) == "外地户口的孩子 申请进入本区的公办小学 ?"
    assert "怎样" not in repr(list(map(beneath, read(question, alone=True).attempts)))
    assert without_question_words("是什么呢") == "是什么呢"
    assert without_question_words("吗啡管理办法规定") == "吗啡管理办法规定"


def test_a_look_up_is_asked_as_it_stands_before_it_is_asked_without_them() -> None:
    typed = read("如何评职称")
    assert typed.names == ("every", "every", "any")
    assert "如何" in repr(beneath(typed.attempts[0]))
    assert "如何" not in repr([beneath(node) for node in typed.attempts[1:]])


def test_two_phrases_and_words_are_all_required() -> None:
    typed = read("“校本研修” 学分 “课题管理”")
    assert typed.phrases == ("校本研修", "课题管理")
    assert repr(typed.attempts[0]).count("Sequence") == 4  # each in the text or in what is attached
    assert typed.names == ("every", "any", "no_phrase")


@pytest.mark.parametrize(
    "typed",
    [
        "税" * 10_000,
        "a " * 5_000,
        "劳动合同解除经济补偿" * 1000,
        "\ud83d",
        "〔〕",
        '"' * 1000,
        "2022" * 3000,
        "关于" * 5000,
    ],
)
def test_whatever_is_typed_is_read_in_no_time(typed: str) -> None:
    start = time.process_time()
    read(typed)
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("教师校长", "教师、校长都要参加", False),
        ("教师、校长", "各校教师，校长", True),
        ("通知各校", "关于研修的通知\n各校要认真组织", False),
        ("关于印发管理办法的通知", "关于印发《管理办法》的通知", True),
        ("二〇二二年", "二○二二年五月", True),
        ("2.0行动", "教育信息化2.0行动。", True),
        ("认真组织。", "要认真组织", True),
        ("研修.学分", "研修。学分", True),
    ],
)
def test_a_phrase_stands_within_what_punctuation_divides(phrase: str, text: str, stands: bool) -> None:
    assert (f" {' '.join(query_words(phrase))} " in f" {stored_words(text)} ") is stands


def test_signs_alone_are_no_phrase() -> None:
    assert query_words("，。、") == ()
    assert read("“，。”").phrases == ()
