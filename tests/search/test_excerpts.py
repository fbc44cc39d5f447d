"""Marks stand on the original text's own characters, and nothing of a text reaches a page unescaped."""

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from search.backends.text import query_tokens
from search.excerpts import Part, marker_for
from zhtext.canonical import canonical_spans
from zhtext.folding import fold
from zhtext.scripts import convert


def marked(parts: list[Part]) -> list[str]:
    return [part.text for part in parts if part.marked]


def test_a_simplified_word_is_marked_in_a_traditional_text() -> None:
    assert marked(marker_for("计划").mark("師資培訓計畫")) == ["計畫"]


def test_touching_hits_are_one_mark() -> None:
    assert marked(marker_for("教师资格").mark("申请教师资格的条件")) == ["教师资格"]


def test_a_date_is_marked_in_any_spelling() -> None:
    assert marked(marker_for("2026年5月18日").mark("自二〇二六年五月十八日起施行")) == ["二〇二六年五月十八日"]


def test_a_year_of_the_republic_is_marked_for_its_common_year() -> None:
    for written in ("民國115年", "民國一百十五年", "民國一百一十五年", "中華民國一一五年"):
        assert "".join(marked(marker_for("2026年").mark(f"自{written}施行"))).endswith(written[-4:])


def test_a_single_character_is_marked_only_where_it_was_typed_alone() -> None:
    assert marked(marker_for("税").mark("个人所得税法")) == ["税"]
    assert marked(marker_for("教师").mark("教导主任与教师")) == ["教师"]


def test_latin_words_are_marked_whole() -> None:
    assert marked(marker_for("ai").mark("AI+教育，MAIN")) == ["AI"]


def test_a_phrase_is_marked_as_it_stands() -> None:
    assert "三年行动" in "".join(marked(marker_for("“三年行动”", ("三年行动",)).mark("区域教研三年行动计划")))


def test_an_excerpt_shows_the_stretch_that_has_most_of_what_was_asked() -> None:
    text = "培训通知。" + "无关的句子。" * 60 + "报名截止时间为六月三十日，培训地点在教师发展中心。" + "其他事项。" * 60
    parts = marker_for("培训地点报名").excerpt(text)
    shown = "".join(part.text for part in parts)
    assert "报名截止时间为六月三十日，培训地点" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 100


def test_a_text_without_hits_shows_its_beginning() -> None:
    assert marker_for("足球").excerpt("面向全区教师。")[0] == Part("面向全区教师。", False)


@given(st.text(max_size=200), st.text(max_size=20))
def test_no_character_is_lost_moved_or_added(text: str, query: str) -> None:
    parts = marker_for(query).mark(text)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())


def test_added_words_are_marked_whole_and_not_by_their_characters() -> None:
    parts = marker_for("研习", added=("培训",)).mark("教师培训与训练，研習")
    assert marked(parts) == ["培训", "研習"]


def test_ordinals_and_numbers_are_marked_in_any_spelling() -> None:
    assert marked(marker_for("第10条").mark("依照第十条办理")) == ["第十条"]
    assert marked(marker_for("云教发〔2026〕12号").mark("根据云教发[2026]12号文件")) == ["云教发[2026]12号"]


def test_cells_of_a_table_stay_apart() -> None:
    assert (
        "".join(part.text for part in marker_for("名额").excerpt("单位 ｜ 名额\n第一小学 ｜ 12"))
        == "单位 ｜ 名额 第一小学 ｜ 12"
    )


def test_what_stands_everywhere_decides_less_about_the_place() -> None:
    text = "培训通知：培训时间，培训地点，培训对象。" * 20 + "学员须带身份证参加培训。" + "培训要求。" * 60
    shown = "".join(part.text for part in marker_for("培训身份证").excerpt(text))
    assert "身份证" in shown


WORDS = "教师 培训 计划 计画 规划 网络 信息 研习 校长 第十条 第10条 二〇二六年五月十八日 2026年5月18日 3+X ai PM2.5 后 里 发 面 云教发〔2026〕12号"
TEXTS = st.lists(st.sampled_from([*WORDS.split(), "，", "。", "\n", "的", "學", "𠮷", "與"]), max_size=60)


@given(TEXTS, st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4), st.sampled_from(["hans", "hant"]))
def test_marks_in_a_traditional_text_are_what_was_asked_and_nothing_else(
    text: list[str], asked: list[str], script: Literal["hans", "hant"]
) -> None:
    """Against a second, slower way of saying which characters are to be marked."""
    original, query = convert("".join(text), "hant", "tw"), convert("".join(asked), script, "tw")
    tokens, folded = set(query_tokens(query)), fold(original)
    pairs = "".join(token for token in tokens if len(token) > 1)
    wanted = [False] * len(original)
    for token in tokens:
        if len(token) == 1 and token in pairs:
            continue
        for place in range(len(folded)):
            end = place + len(token)
            before, after = folded[place - 1 : place] if place else "", folded[end : end + 1]
            latin_before = token[0].isascii() and token[0].isalnum() and before.isascii() and before.isalnum()
            latin_after = token[-1].isascii() and token[-1].isalnum() and after.isascii() and after.isalnum()
            if folded.startswith(token, place) and not latin_before and not latin_after:
                wanted[place:end] = [True] * len(token)
    for span in canonical_spans(folded):
        if tokens & set(span.texts):
            wanted[span.start : span.end] = [True] * (span.end - span.start)
    got = [part.marked for part in marker_for(query).mark(original) for _ in part.text]
    shown = "".join(part.text for part in marker_for(query).mark(original))
    if len(shown) == len(original):  # runs of white space are one blank
        assert got == wanted
