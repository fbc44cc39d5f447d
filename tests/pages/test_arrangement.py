"""Which plain paragraphs are the salutation and the sign-off of an official document."""

from typing import Any

import pytest

from publications.arrangement import arrange
from publications.blocks import BodyBlock


def arranged(*texts: str, official: bool = True) -> Any:
    html = "".join(f"<p>{text}</p>" for text in texts)
    return arrange(BodyBlock().to_python([{"type": "paragraph", "value": html}]), official)


def kinds(*texts: str) -> list[str]:
    return [part.kind for part in arranged(*texts).parts]


def test_a_notice_begins_with_whom_it_is_for_and_ends_with_who_says_it() -> None:
    body = arranged("各中小学、幼儿园：", "现将有关事项通知如下。", "云岫区教育局", "2026年5月15日")
    assert [part.kind for part in body.parts] == ["salutation", "html", "signature"]
    assert body.parts[-1].lines == ["云岫区教育局", "2026年5月15日"]


def test_the_parts_of_one_block_stay_in_order_and_nothing_is_lost() -> None:
    body = arranged("各学校：", "第一段。", "第二段。", "教育局", "2026年5月15日")
    assert (
        "".join(part.text or "".join(part.lines) for part in body.parts)
        == "各学校：第一段。第二段。教育局2026年5月15日"
    )


@pytest.mark.parametrize("day", ["2026年5月15日", "2026 年 5 月 15 日", "二〇二六年五月十五日", "2022年2月28"])
def test_a_date_in_any_print_ends_a_document(day: str) -> None:
    assert kinds("请遵照执行。", "云岫区教育局", day)[-1] == "signature"


def test_a_note_in_brackets_may_follow_the_sign_off() -> None:
    assert kinds("请遵照执行。", "云岫区教育局", "2026年5月15日", "（此件公开发布）") == ["html", "signature", "html"]


def test_joint_bodies_sign_together() -> None:
    body = arranged("请遵照执行。", "云岫区教育局", "云岫区财政局", "2026年5月15日")
    assert body.parts[-1].lines == ["云岫区教育局", "云岫区财政局", "2026年5月15日"]


def test_a_sentence_before_the_date_is_no_signatory() -> None:
    body = arranged("各校要认真组织实施。", "2026年5月15日")
    assert body.parts[-1].lines == ["2026年5月15日"]
    assert body.parts[0].text == "各校要认真组织实施。"


def test_a_date_in_the_middle_is_text() -> None:
    assert kinds("云岫区教育局", "2026年5月15日", "现将名单公布如下。") == ["html", "html", "html"]


def test_a_first_sentence_that_ends_with_a_colon_is_no_salutation() -> None:
    assert kinds("会议研究了三件事。决定如下：", "照办。")[0] == "html"


def test_a_case_keeps_its_paragraphs_as_they_are() -> None:
    body = arranged("各位老师：", "石溪小学", "2026年5月15日", official=False)
    assert [part.kind for part in body.parts] == ["html", "html", "html"]


def test_markup_in_the_salutation_stays() -> None:
    assert arranged("各<b>中小学</b>：", "请照办。").parts[0].html == "各<b>中小学</b>："
