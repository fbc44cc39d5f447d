"""Look-alike characters, mixed scripts and further placeholders: what is wrong is found and repaired, what is meant is left."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofing.look_alikes import find_look_alikes, ideograph
from proofing.mixed_scripts import find_mixed_scripts
from proofing.placeholders import find_placeholders
from proofing.spun import find_spun_copy

HANS = (
    "澄湖区教师发展中心围绕课堂改进组织研修，教师在观察、记录与反思中成长，各校把研修经费列入预算，形成了稳定的机制。"
)
HANT = (
    "澄湖區教師發展中心圍繞課堂改進組織研修，教師在觀察、記錄與反思中成長，各校把研修經費列入預算，形成了穩定的機制。"
)


@pytest.mark.parametrize(
    ("text", "quote", "fix"),
    [
        ("工作己经完成", "己经", "已经"), ("学校自已组织", "自已", "自己"), ("以教育为已任", "为已任", "为己任"), ("如此而己", "而己", "而已"),
        ("节假曰安排", "节假曰", "节假日"), ("2031年3月5曰", "曰", "日"), ("末经批准不得外出", "末经", "未经"), ("利用周未研修", "周未", "周末"),
        ("2O31年启动", "2O31", "2031"), ("共1OO人参加", "1OO", "100"), ("l0月底前", "l0", "10"), ("二○三一年", "○", "〇"), ("二O三一年", "O", "〇"),
        ("培训⼈员", "⼈", "人"), ("⻢上报送", "⻢", "马"), ("СPU和内存", "С", "C"), ("Аpple设备", "А", "A"), ("之ㄧ者", "ㄧ", "一"),
    ],
)  # fmt: skip
def test_look_alikes_are_found_with_what_is_meant(text: str, quote: str, fix: str) -> None:
    (finding,) = find_look_alikes(text)
    assert (finding.code, finding.quote, finding.fix) == ("look_alike", quote, fix)
    assert text[finding.start : finding.end] == quote


@pytest.mark.parametrize(
    "text",
    [
        "来自已经备案的学校", "申请人逾期未领取", "两年未到期", "书面通知已到达", "子曰：学而时习之", "自己已经报名", "法律已经公布",
        "O型血20人，XL号", "1号楼l0室", "二〇三一年", "α值与β值", "обычный русский текст", "第3期未满员", "圆周末端", "IPv6和H2O",
    ],
)  # fmt: skip
def test_characters_that_are_meant_are_no_look_alikes(text: str) -> None:
    assert find_look_alikes(text) == []


def test_taiwan_prints_its_zeros_as_circles() -> None:
    assert find_look_alikes("「二○二二年」") == []


def test_a_radical_without_a_known_character_stays() -> None:
    assert ideograph("⼈") == "人"
    assert ideograph("⺡") == "⺡"


def test_traditional_characters_in_a_simplified_text_are_found_and_repaired() -> None:
    (finding,) = find_mixed_scripts(f"{HANS}\n各校組織研修。\n{HANS}")
    assert (finding.code, finding.quote, finding.fix, finding.level) == ("mixed_script", "組織", "组织", "warning")


def test_simplified_characters_in_a_traditional_text_are_found() -> None:
    assert [f.quote for f in find_mixed_scripts(f"{HANT}\n各校须组织研修。")] == ["须组织"]


@pytest.mark.parametrize(
    "text",
    [
        f"{HANS}依据《教師專業發展指引》和“學校發展”项目。", f"{HANT}依據《教师专业发展指引》。", HANS, HANT, "教师教師", f"{HANS}\n{HANT}",
        f"{HANS}乾隆、钟书、慰藉。", f"{HANT}臺灣、台北、皇后、公里、干涉。",
    ],
)  # fmt: skip
def test_quotations_and_texts_of_two_scripts_are_left_alone(text: str) -> None:
    assert find_mixed_scripts(text) == []


def test_a_line_of_the_other_script_is_one_finding() -> None:
    found = find_mixed_scripts(f"{HANS}\n{HANS}\n請各校組織教師報名參加研習課程\n{HANS}")
    assert [f.quote for f in found] == ["請各校組織教師報名參加研習課程"]


@pytest.mark.parametrize(
    "text",
    [
        "20**年工作计划", "202X年", "YYYY年通知", "**市教育局", "会议时间待定。", "地点：待定", "（待补充）", "由某某学校报送", "单击此处添加标题",
        "请在此处填写名称", "【单位名称】印发", "见#REF!",
    ],
)  # fmt: skip
def test_further_places_left_open_are_placeholders(text: str) -> None:
    (finding,) = find_placeholders(text)
    assert text[finding.start : finding.end] == finding.quote


@pytest.mark.parametrize(
    "text", ["制度有待完善，尚待确认", "李某某同志", "**重点**", "结果待公布", "第YY号", "注意**事项"]
)
def test_prose_and_withheld_names_are_no_placeholders(text: str) -> None:
    assert find_placeholders(text) == []


@settings(max_examples=60)
@given(st.text(alphabet="己已巳曰日二〇○O0l1年月日人X×某待定學学 СА⼈组組\n，。", max_size=120))
def test_offsets_always_point_at_the_quote(text: str) -> None:
    for find in (find_look_alikes, find_mixed_scripts, find_placeholders):
        for finding in find(text):
            assert finding.start is not None
            assert text[finding.start : finding.end] == finding.quote


@pytest.mark.shared
def test_only_the_spun_seed_is_called_spun(shared_dir: Path) -> None:
    """The other seeds and the samples in text form; benchmarks/detectors.py asks 600 laws."""
    called = {
        path.name[:3]: bool(find_spun_copy(path.read_text(encoding="utf-8", errors="replace")))
        for path in (*(shared_dir / "seeds").glob("*.txt"), *(shared_dir / "import-samples").glob("*.md"))
    }
    assert [name for name, spun in called.items() if spun] == ["002"]
