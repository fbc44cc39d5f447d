"""Findings point at the spot, say in Chinese what is wrong, and offer a fix where one can be known."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofing.numbers import check_document_number, check_index_number
from proofing.text import proof_text


def _codes(text: str) -> list[str]:
    return [finding.code for finding in proof_text(text)]


@pytest.mark.parametrize(
    "text",
    ["于xx年3月启动", "XX市教育局印发", "某校由XX县主管", "20xx年工作", "20__年总结", "××学校获奖", "ＸＸ区教育局"],
)
def test_places_left_open_are_placeholders(text: str) -> None:
    found = [f for f in proof_text(text) if f.code == "placeholder"]
    assert len(found) == 1
    assert text[found[0].start : found[0].end] == found[0].quote


@pytest.mark.parametrize(
    "text", ["IXX型设备", "尺寸为3×5米", "基因XX型染色体", "第XXI届年会", "http://xx.example.org/a"]
)
def test_letters_that_are_meant_are_no_placeholders(text: str) -> None:
    assert "placeholder" not in _codes(text)


def test_a_lost_day_sign_is_found_and_repaired() -> None:
    text = "澄湖区教育局\n2031年2月28"
    (finding,) = proof_text(text)
    assert (finding.code, finding.quote, finding.fix) == ("date_incomplete", "2031年2月28", "2031年2月28日")
    assert text[finding.start : finding.end] == "2031年2月28"


@pytest.mark.parametrize("text", ["2031年2月28日", "2031年2月28至30日", "2031年2月", "2031年2月28号"])
def test_whole_dates_and_ranges_are_left_alone(text: str) -> None:
    assert "date_incomplete" not in _codes(text)


@pytest.mark.parametrize("value", ["11990000AB12345678/2031-None", "None", "000099999/2031-null", "undefined"])
def test_a_systems_empty_serial_is_no_index_number(value: str) -> None:
    assert [f.code for f in check_index_number(value)] == ["index_number_placeholder"]


@pytest.mark.parametrize("value", ["11990000AB12345678/2031-00012", "000014349/2018-00210", ""])
def test_a_real_index_number_passes(value: str) -> None:
    assert check_index_number(value) == []


@pytest.mark.parametrize("value", ["澄教发[2031]7号", "澄教发（2031）7号", "澄教发20317号"])
def test_wrong_brackets_are_repaired(value: str) -> None:
    (finding,) = check_document_number(value, datetime.date(2031, 3, 5))
    assert (finding.code, finding.fix) == ("document_number_brackets", "澄教发〔2031〕7号")


def test_a_number_of_another_year_than_its_date_is_asked_about() -> None:
    assert [f.code for f in check_document_number("澄教发〔2030〕7号", datetime.date(2031, 3, 5))] == [
        "document_number_year"
    ]
    assert check_document_number("澄教发〔2031〕7号", datetime.date(2031, 3, 5)) == []


def test_swapped_words_are_listed_with_their_originals() -> None:
    text = "加强机构治理，夯实根底，提高效劳水平，教学根底扎实，为根底教育效劳。" * 2
    finding = next(f for f in proof_text(text) if f.code == "spun_copy")
    assert "根底（原应为基础）" in finding.message
    assert "效劳（原应为服务）" in finding.message


def test_good_prose_is_not_called_spun() -> None:
    text = (
        "各校要加强管理，夯实基础，提高服务水平，认真组织讨论，推进标准建设，开展课堂研究，形成综合素养提升的新格局。"
        * 20
    )
    assert "spun_copy" not in _codes(text)


@given(st.text(max_size=400))
def test_offsets_always_point_at_the_quote(text: str) -> None:
    for finding in proof_text(text):
        assert finding.start is not None
        assert text[finding.start : finding.end] == finding.quote
