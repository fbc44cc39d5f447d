"""Marks stand on the original text's own characters, and nothing of a text reaches a page unescaped."""

from hypothesis import given
from hypothesis import strategies as st

from search.excerpts import Part, marker_for


def marked(parts: list[Part]) -> list[str]:
    return [part.text for part in parts if part.marked]


def test_a_simplified_word_is_marked_in_a_traditional_text() -> None:
    assert marked(marker_for("计划").mark("師資培訓計畫")) == ["計畫"]


def test_touching_hits_are_one_mark() -> None:
    assert marked(marker_for("教师资格").mark("申请教师资格的条件")) == ["教师资格"]


def test_a_date_is_marked_in_any_spelling() -> None:
    assert marked(marker_for("2026年5月18日").mark("自二〇二六年五月十八日起施行")) == ["二〇二六年五月十八日"]


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
