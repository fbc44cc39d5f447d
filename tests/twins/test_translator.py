"""Conversion changes texts and nothing else."""

import pytest
from wagtail.models import Locale
from wagtail_localize.strings import StringValue

from twins.translator import OpenCCTranslator

HANS, HANT = Locale(language_code="zh-hans"), Locale(language_code="zh-hant")


def translated(html: str, region: str = "hk", to: Locale = HANT) -> str:
    source = HANT if to is HANS else HANS
    string = StringValue(html)
    return OpenCCTranslator({"REGION": region}).translate(source, to, [string])[string].data


def test_text_converts_and_tags_and_attributes_do_not() -> None:
    assert translated('学习<a id="学习">网站</a><br/>与<b>教师</b>') == '學習<a id="学习">網站</a><br/>與<b>教師</b>'


@pytest.mark.parametrize("kept", ["https://example.org/学习", "xuexi@example.org", "〔2026〕", "3+x", "2026年5月15日"])
def test_addresses_and_numbers_stay(kept: str) -> None:
    assert translated(f"请见 {kept} 。") == f"請見 {kept} 。"


def test_a_document_number_in_running_text_stays_as_printed() -> None:
    assert translated("根据《通知》（云教发〔2026〕9号）执行") == "根據《通知》（云教发〔2026〕9号）執行"


def test_escaped_characters_stay_escaped() -> None:
    assert translated("教师 &lt; 学生 &amp; 家长") == "教師 &lt; 學生 &amp; 家長"


def test_the_region_decides_about_characters_and_never_about_words() -> None:
    assert translated("信息技术与裏面", "hk") == "信息技術與裏面"
    assert "資訊" not in translated("信息技术", "tw")


def test_traditional_text_converts_to_simplified() -> None:
    assert translated("關於開展教師培訓的通知", to=HANS) == "关于开展教师培训的通知"


def test_it_converts_between_the_two_scripts_and_no_other_languages() -> None:
    translator = OpenCCTranslator({"REGION": "hk"})
    assert translator.can_translate(HANS, HANT)
    assert translator.can_translate(HANT, HANS)
    assert not translator.can_translate(HANS, Locale(language_code="en"))
