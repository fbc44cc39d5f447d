import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhtext.folding import fold
from zhtext.scripts import convert, detect

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
HAN_TEXT = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=60)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("2022年临淄区教师教育工作计划", "hans"),
        ("2022年臨淄區教師教育工作計畫", "hant"),
        ("規范", "hant"),
        ("教師專業發展規范", "hant"),
        ("教育工作", "hans"),
        ("", "hans"),
        ("2026全民閱讀活動周", "hant"),
        ("「小一」入學", "hant"),
        ("「小一」", "hant"),
        ("著名作家", "hans"),
        ("皇后大道中", "hans"),
        ("关于引用“臺灣”一词", "hans"),
        ("学校", "hans"),
        ("學校", "hant"),
        ("\ud83d", "hans"),
        ("ABC 123", "hans"),
        ("科学教育人工智能教学助理", "hans"),
    ],
)
def test_the_script_of_a_short_title_is_known(text: str, script: str) -> None:
    assert detect(text) == script


@pytest.mark.parametrize(
    ("hans", "hk", "tw"),
    [
        ("现将工作计划印发给你们", "現將工作計劃印發給你們", "現將工作計畫印發給你們"),
        ("教师参加培训300余名", "教師參加培訓300餘名", "教師參加培訓300餘名"),
        ("每人参加培训", "每人參加培訓", "每人參加培訓"),
        ("党参与", "黨參與", "黨參與"),
        ("公布和发布", "公布和發布", "公布和發布"),
        ("后勤干部", "後勤幹部", "後勤幹部"),
        ("公里与里面", "公里與裏面", "公里與裡面"),
        ("规范校长职级", "規範校長職級", "規範校長職級"),
        ("关于老师的规定", "關於老師的規定", "關於老師的規定"),
        ("于老师、范校长", "于老師、范校長", "于老師、范校長"),
        ("“三名”工作室的‘双减’", "「三名」工作室的『雙減』", "「三名」工作室的『雙減』"),
        ("平台", "平台", "平臺"),
        ("地方志", "地方志", "地方志"),
        ("浚县坐标保修金", "浚縣坐標保修金", "浚縣坐標保修金"),
    ],
)
def test_official_wording_converts(hans: str, hk: str, tw: str) -> None:
    assert convert(hans, "hant", "hk") == hk
    assert convert(hans, "hant", "tw") == tw
    assert convert(hk, "hans", "hk") == hans
    assert convert(tw, "hans", "tw") == hans


@pytest.mark.parametrize(
    ("hant", "hans"),
    [
        ("顯著提高專著", "显著提高专著"),
        ("著力執著", "着力执着"),
        ("屬於單位", "属于单位"),
        ("向著作權人", "向著作权人"),
        ("帳戶及身分證、部份", "账户及身份证、部分"),
        ("策畫並覆核", "策划并复核"),
        ("《辦法》「規定」", "《办法》“规定”"),
    ],
)
def test_traditional_wording_converts_to_the_mainland_form(hant: str, hans: str) -> None:
    for region in ("hk", "tw"):
        assert convert(hant, "hans", region) == hans


@pytest.mark.parametrize(
    "kept",
    [
        "https://www.example.cn/发展/规划.html?名=后",
        "www.example.cn/计划",
        "jiaoshi@example.cn",
        "11370305MB285697X1/2022-00110",
        "2022-02-28",
        "IPv6 C++ 3+X",
        "don’t",
        "\ud83d",
        "\x00",
    ],
)
def test_addresses_and_codes_stay_inside_converted_text(kept: str) -> None:
    for region in ("hk", "tw"):
        assert convert(f"发展 {kept} 规划", "hant", region) == f"發展 {kept} 規劃"
        assert convert(f"發展 {kept} 規劃", "hans", region).replace("规画", "规划") == f"发展 {kept} 规划"


def test_an_address_ends_where_the_sentence_goes_on() -> None:
    assert convert("见http://a.cn/发展，发展", "hant", "hk") == "見http://a.cn/发展，發展"


@pytest.mark.parametrize("text", ["显著的成绩", "工作“计划”", "著作权", "程序、文件、建立"])
def test_simplified_text_is_not_made_worse_by_simplifying_it(text: str) -> None:
    assert convert(text, "hans", "hk") == text
    assert convert(text, "hans", "tw") == text


@given(ANY_TEXT | HAN_TEXT)
def test_conversion_never_raises_and_never_loses_a_character(text: str) -> None:
    for region in ("hk", "tw"):
        for script in ("hans", "hant"):
            assert len(convert(text, script, region)) == len(text)


@given(st.text(st.sampled_from("教师计划发展规范临淄区工作培训后里面公布参加人余名“”‘’，。2022于老师"), max_size=40))
def test_both_scripts_of_a_text_fold_alike(text: str) -> None:
    for region in ("hk", "tw"):
        assert fold(convert(text, "hant", region)) == fold(text)


@given(HAN_TEXT)
def test_detecting_never_raises(text: str) -> None:
    assert detect(text) in ("hans", "hant")
    assert detect(text + "\ud83d\x00") == detect(text)


@pytest.mark.parametrize(
    "text",
    [
        "发" * 10_000,
        "http://" * 1429,
        "a@" * 5000,
        "a." * 5000,
        "a@a." * 2500,
        "“" * 10_000,
        "\ud83d发" * 5000,
        "参" * 10_000,
        "www." * 2500,
        "w" * 10_000,
    ],
)
def test_ten_thousand_characters_take_less_than_fifty_milliseconds(text: str) -> None:
    convert("预热發", "hant", "hk")
    convert("预热發", "hans", "hk")
    best = 1.0
    for _ in range(40):  # the machine is shared: the best try is the work itself
        start = time.process_time()
        convert(text, "hant", "hk")
        best = min(best, time.process_time() - start)
        if best < 0.05:
            break
    assert best < 0.05
