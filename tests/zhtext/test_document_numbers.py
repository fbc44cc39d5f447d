import datetime
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhtext.document_numbers import DocumentNumber, find, parse

WRITTEN = datetime.date(2022, 2, 28)
LINZI = DocumentNumber("临教体发〔2022〕5号", "year_bracket", "临教体发", 2022, "5")


@pytest.mark.parametrize(
    "text",
    [
        "临教体发〔2022〕5号",
        "临教体发[2022]5号",
        "临教体发［2022］5号",
        "临教体发【2022】5号",
        "临教体发(2022)5号",
        "临教体发（2022）第05号",
        "临教体发[2022] 5",
        "临教体发2022 5号",
        "临教体发 〔 2022 〕 5 号",
        "臨教體發〔2022〕5號",
        "临教体发〔２０２２〕５号",
        "临教体发〔二○二二〕五号",
        "临教体发2022-5号",
        "临教体发2022年第5号",
        "  临教体发〔2022〕005号 ",
        "临教体发〔2022年〕5号",
    ],
)
def test_a_typed_number_is_printed_in_the_canonical_form(text: str) -> None:
    assert parse(text) == LINZI


def test_digits_run_together_are_read_only_where_the_year_is_that_of_the_date() -> None:
    assert parse("临教体发20225号") is None
    assert parse("临教体发20225号", written_on=WRITTEN) == LINZI
    assert parse("临教体发202215号", WRITTEN) == DocumentNumber(
        "临教体发〔2022〕15号", "year_bracket", "临教体发", 2022, "15"
    )
    assert parse("临教体发20225号", datetime.date(2021, 12, 31)) is None
    assert parse("临教体发20225号", datetime.date(2022, 12, 31)) == LINZI


@pytest.mark.parametrize(
    ("text", "scheme", "code", "year", "serial"),
    [
        ("国办发明电〔2018〕15号", "year_bracket", "国办发明电", 2018, "15"),
        ("穗民规字〔2025〕2号", "year_bracket", "穗民规字", 2025, "2"),
        ("广州市人民政府令第179号", "decree", "广州市人民政府", None, "179"),
        ("中华人民共和国主席令（第八十五号）", "decree", "中华人民共和国主席", None, "85"),
        ("中华人民共和国教育部令第50号", "decree", "中华人民共和国教育部", None, "50"),
        ("国家发展和改革委员会令2022年第5号", "decree", "国家发展和改革委员会", 2022, "5"),
        ("教育局通函第31/2026號", "hk_circular", "教育局通函", 2026, "31"),
        ("教育局通函第026/2026號", "hk_circular", "教育局通函", 2026, "026"),
        ("教育局通告第1/2025號", "hk_circular", "教育局通告", 2025, "1"),
        ("EDBCM No. 31/2026", "hk_circular", "EDBCM", 2026, "31"),
        ("臺教師（二）字第1110012345號", "tw_letter", "臺教師（二）", 2022, "1110012345"),
        ("府教國字第1110012345A號", "tw_letter", "府教國", 2022, "1110012345A"),
        ("国家税务总局公告2022年第10号", "other", "国家税务总局公告", 2022, "10"),
        ("教字第05号", "other", "教字", None, "05"),
    ],
)
def test_every_scheme_keeps_its_own_print(text: str, scheme: str, code: str, year: int | None, serial: str) -> None:
    assert parse(text) == DocumentNumber(text, scheme, code, year, serial)


def test_spaces_that_pdf_files_put_in_do_not_count() -> None:
    number = parse("教育局通函第 31 / 2026 號")
    assert number is not None
    assert number.printed == "教育局通函第31/2026號"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "〔2022〕5号",
        "临教体发",
        "临教体发〔22〕5号",
        "临教体发〔2022〕号",
        "临教体发〔2022〕0号",
        "京ICP备10028400号-1",
        "《教师法》第五条",
        "第5号",
        "0533-7212345",
        "人民路2022 5号",
        "命令第5号",
        "临教体发〔2022〕5号文件",
        "见临教体发〔2022〕5号，",
        "\ud83d",
        "\x00",
        "临" * 10_000 + "〔2022〕5号",
        "无",
        "(2022)京01民终123号",
        "中学(2022)5号楼",
    ],
)
def test_a_field_with_anything_else_is_not_a_number(text: str) -> None:
    assert parse(text, WRITTEN) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据临教体发〔2022〕5号文件精神", ["临教体发〔2022〕5号"]),
        ("临淄区教育和体育局临教体发〔2022〕5号", ["临教体发〔2022〕5号"]),
        ("关于印发课后服务工作方案的通知临教体发〔2022〕5号 各县", ["临教体发〔2022〕5号"]),
        ("《国务院办公厅关于做好工作的意见》（国办发〔2021〕40号）", ["国办发〔2021〕40号"]),
        ("国务院办公厅国办发〔2021〕40号", ["国办发〔2021〕40号"]),
        ("教育部教师〔2022〕6号", ["教师〔2022〕6号"]),
        ("文号:临教体发[2022]15号", ["临教体发〔2022〕15号"]),
        (
            "浙经信〔2022〕3号和鲁教师字〔2021〕4号、和政发〔2020〕1号",
            ["浙经信〔2022〕3号", "鲁教师字〔2021〕4号", "和政发〔2020〕1号"],
        ),
        ("2021年1月29日广州市人民政府令第179号公布", ["广州市人民政府令第179号"]),
        ("參閱教育局通函第31/2026號及教育局通告第1/2025號", ["教育局通函第31/2026號", "教育局通告第1/2025號"]),
        ("依臺教師（二）字第1110012345號函辦理", ["臺教師（二）字第1110012345號"]),
        ("临教体发20225号\n各区属学校", ["临教体发〔2022〕5号"]),
        ("国科发资〔2022〕107号", ["国科发资〔2022〕107号"]),
    ],
)
def test_numbers_are_found_in_running_text(text: str, numbers: list[str]) -> None:
    found = find(text, WRITTEN)
    assert [number.printed for _, _, number in found] == numbers
    for start, end, number in found:
        assert parse(text[start:end], WRITTEN) == number


@pytest.mark.parametrize(
    "text",
    [
        "依照《中华人民共和国教师法》第五条、第十二条第二款的规定",
        "版权所有 京ICP备10028400号-1",
        "鲁公网安备 37030502000001号",
        "京ICP备2022005号",
        "联系电话：0533-7212345，手机13800002022 5号",
        "（2022）京01民终123号",
        "临淄区人民路2022 5号",
        "第十届全国人民代表大会常务委员会第5号",
        "关于〔2022〕5号的意见",
        "命令第5号",
        "地铁2号线(2022)5号线",
        "房权证字第12345号",
        "索引号: 11370305MB285697X1/2022-00110",
        "会议2022年第5号简报",
        "许可证号：JY2022000005号",
        "2022级5号同学",
        "临教体发202215",
    ],
)
def test_what_only_looks_like_a_number_is_left(text: str) -> None:
    assert find(text, WRITTEN) == []


def test_digits_run_together_are_not_found_without_a_date() -> None:
    assert find("临教体发20225号") == []
    assert find("临教体发20225号", datetime.date(2021, 5, 1)) == []


@given(
    st.text(st.sampled_from("临教发令字第号號〔〕[]（）()2022 05/年公告通函二〇\ud83d\n"), max_size=60)
    | st.text(max_size=60)
)
def test_finding_never_raises_and_offsets_are_in_order(text: str) -> None:
    found = find(text, WRITTEN)
    for start, end, number in found:
        assert 0 <= start < end <= len(text)
        assert number.printed
    for one, other in pairwise(found):
        assert one[1] <= other[0]
    parse(text, WRITTEN)


@given(st.sampled_from(["临教体发", "国办发", "教师厅函", "穗民规字"]), st.integers(1950, 2099), st.integers(1, 9999))
def test_a_canonical_print_is_read_back_as_itself(code: str, year: int, serial: int) -> None:
    number = DocumentNumber(f"{code}〔{year}〕{serial}号", "year_bracket", code, year, str(serial))
    assert parse(number.printed) == number
    assert find(f"按照{number.printed}执行") == [(2, 2 + len(number.printed), number)]


HOSTILE = [
    "[" * 10_000,
    "(" * 5000 + "2022" * 1250,
    "令第" * 5000,
    "令" * 10_000,
    "[2022]" * 1667,
    "教" * 10_000,
    "教字第" * 3334,
    " " * 10_000,
    "令 ( " * 2500,
    "2022 " * 2000,
    "1" * 10_000,
    "公告[2022年第" * 1112,
    "二〇" * 5000,
    "教[2022]5号" * 1250,
    "局委员会" * 2500,
    "(二)" * 3334,
    "根据" * 5000,
    "发20225号" * 1430,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:6]))
def test_ten_thousand_hostile_characters_take_less_than_fifty_milliseconds(text: str) -> None:
    find("预热临教体发〔2022〕5号")
    best = 1.0
    for _ in range(40):  # the machine is shared: the best try is the work itself
        start = time.process_time()
        find(text, WRITTEN)
        parse(text, WRITTEN)
        best = min(best, time.process_time() - start)
        if best < 0.05:
            break
    assert best < 0.05
