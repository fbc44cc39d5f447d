"""The original beside the cleaned text: nothing lost, every removal in its place and named."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ingest
from ingest.comparison import compare


def _right(comparison: dict[str, Any]) -> str:
    rows = [row["right"] for row in comparison["rows"] if row["right"]]
    return "\n".join("".join(segment[0] for segment in right) for right in rows)


def _removed(comparison: dict[str, Any]) -> Counter[str]:
    return Counter(note for row in comparison["rows"] for _text, mark, note, _place in row["left"] if mark == "removed")


def test_the_right_side_is_the_cleaned_text(read: Callable[..., Any], notice_text: str) -> None:
    document = read(notice_text)
    assert _right(compare(document)) == document.text


def test_what_left_the_text_stands_on_the_left_under_its_rule(read: Callable[..., Any], notice_text: str) -> None:
    document = read(notice_text)
    removed = _removed(compare(document))
    counts = document.removed_counts()
    assert removed["site_chrome"] == counts["site_chrome"]
    assert removed["metadata_header"] == counts["metadata_header"]


def test_injected_readings_are_struck_out_within_their_line(read: Callable[..., Any]) -> None:
    lines = ["教(jiào)师(shī)研修坚持学(xué)用结合，各校统筹安排时间和经费，保证每位教师参加。"] * 2
    rows = compare(read("\n".join(["关于研修的通知", *lines])))["rows"]
    row = next(row for row in rows if row["kind"] == "changed")
    assert "".join(text for text, mark, _note, _place in row["left"] if mark != "removed") == row["right"][0][0]
    assert [text for text, mark, _note, _place in row["left"] if mark == "removed"] == ["(jiào)", "(shī)", "(xué)"]


def test_unseen_characters_are_shown_by_a_sign(read: Callable[..., Any]) -> None:
    rows = compare(read("关于研修的通知\n各校\u200b按时报送\u00a0材料，逾期不再受理。"))["rows"]
    struck = [text for row in rows for text, mark, _note, _place in row["left"] if mark == "removed"]
    assert struck == ["[U+200B]", "␣"]


def test_damage_is_marked_on_both_sides(read: Callable[..., Any]) -> None:
    rows = compare(read("关于研修的通知\n各校\u200b按时报送\ufffd材料，逾期不再受理。"))["rows"]
    row = next(row for row in rows if row["kind"] == "changed")
    for side in ("left", "right"):
        assert [text for text, mark, _note, _place in row[side] if mark == "damaged"] == ["\ufffd"]


def test_an_untouched_text_has_only_rows_that_are_the_same(read: Callable[..., Any]) -> None:
    rows = compare(read("关于研修的通知\n各学校：\n请按时报送材料。\n澄湖区教育局\n2031年5月6日"))["rows"]
    assert {row["kind"] for row in rows} == {"same"}


def test_pages_that_a_rule_joined_stand_beside_what_they_became(read: Callable[..., Any]) -> None:
    page = "教师研修" * 65
    text = f"1、{page}，学\n2、校{page}，重\n3、视{page}。"
    comparison = compare(read(text))
    joined = next(row for row in comparison["rows"] if row["kind"] == "changed")
    assert [text for text, mark, _note, _place in joined["left"] if mark == "removed"] == ["1、", "2、", "3、"]
    assert "学校" in _right(comparison)


def test_a_very_long_text_is_cut_and_says_so(read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.comparison.MAX_SHOWN", 60)
    comparison = compare(read("关于研修的通知\n" + "\n".join(["请各校按时报送本学期的研修材料。"] * 9)))
    assert comparison["cut"]
    assert 0 < len(comparison["rows"]) < 10


def test_every_rule_that_removes_has_a_name_for_editors() -> None:
    from ingest.cleaning import RULES
    from ingest.presentation import RULE_NAMES

    code = "\n".join(file.read_text(encoding="utf-8") for file in Path(ingest.__file__).parent.rglob("*.py"))
    named = re.findall(r"""(?:[rR]emoval\(|RULE = |RULE, REASON = )\s*"([a-z_]+)\"""", code)
    assert len(named) > 8
    assert {*named, *(rule.name for rule in RULES)} <= RULE_NAMES.keys()
    assert all(rule.reason for rule in RULES)
