import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhtext.folding import fold
from zhtext.tokens import analyse, query_terms, terms

CANONICAL = re.compile(r"y\d{4}(?:m\d\d(?:d\d\d)?)?|第\d+[条章款项节编卷届次批号期轮]|№\d{4}:\d+")
PIECES = [
    "二〇二二年五月十日",
    "2022年",
    "2022-02-28",
    "民國111年",
    "第十条",
    "第3號",
    "临教体发〔2022〕5号",
    "20225号",
    "3+X",
    "C++",
    "a.b-c",
    "教师",
    "Ａ類",
    "\ud83d",
    "\x00",
    " ",
    "，",
    "é́",
    "𠮷",
    "한국",
    "かな",
    "२",
    "㎡",
    "№",
    "_",
    "...",
    "№2022:5",
    "y2022",
]
MIXED = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60) | MIXED


@given(ANY_TEXT)
@example("版权所有 京ICP备10028400号-1")
def test_offsets_point_at_the_words_in_the_original(text: str) -> None:
    for token in analyse(text):
        assert 0 <= token.start < token.end <= len(text)
        if fold(text[token.start : token.end]) != token.text:
            assert CANONICAL.fullmatch(token.text), token
            assert token.text in terms(text[token.start : token.end]) or "№" in token.text, token


@given(ANY_TEXT)
def test_terms_are_the_texts_of_the_tokens(text: str) -> None:
    assert terms(text) == [token.text for token in analyse(text)]


@given(ANY_TEXT)
def test_whatever_a_query_asks_for_stands_in_the_index_of_the_same_text(text: str) -> None:
    assert set(query_terms(text)) <= set(terms(text))
    assert len(query_terms(text)) == len(set(query_terms(text)))


@given(ANY_TEXT)
def test_no_token_has_a_space_in_it(text: str) -> None:
    # Engines get the tokens joined by spaces.
    joined = " ".join(terms(text))
    assert joined.split() == terms(text)


def found_by(query: str, document: str) -> bool:
    asked = query_terms(query)
    return bool(asked) and set(asked) <= set(terms(document))


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("临教体发〔2022〕5号", "通知 临教体发〔2022〕5号 各区属学校"),
        ("临教体发20225号", "临教体发〔2022〕5号"),
        ("临教体发2022 5号", "临教体发〔2022〕5号"),
        ("临教体发（2022）第05号", "临教体发〔2022〕5号"),
        ("临教体发[2022] 5号", "临教体发〔2022〕5号"),
        ("臨教體發〔2022〕5號", "临教体发〔2022〕5号"),
        ("临教体发2022-5号", "临教体发〔2022〕5号"),
        ("〔2022〕5号", "临教体发〔2022〕5号"),
        ("临教体发〔2022〕5号", "临教体发20225号"),
        ("教育局通函第31/2026号", "教育局通函第031/2026號"),
        ("第1110012345号", "臺教師（二）字第1110012345號"),
        ("令第179号", "广州市人民政府令第179号"),
        ("二〇二二年五月十日", "自2022年5月10日起施行"),
        ("2022年5月10日", "自二○二二年五月十日起"),
        ("2022.5.10", "２０２２年５月１０日"),
        ("2022年5月", "自二〇二二年五月十日起"),
        ("2022年", "民國111年"),
        ("民国111年", "2022年5月10日"),
        ("2022.5", "二〇二二年五月"),
        ("2022年5月", "完成时间：2022.5"),
        ("2022/5", "2022-05"),
        ("111年度", "2022年度预算"),
        ("2022年度", "一一一年度即111年度"),
        ("2022年5月10日", "111年5月10日臺教字"),
        ("民国111年5月", "（111.05.10訂定）"),
        ("2022 工作计划", "二〇二二年工作计划"),
        ("2022年工作计划", "2022年度工作计划"),
        ("年度工作计划", "2022年度工作计划"),
        ("2022年度计划", "二〇二二年度计划"),
        ("工作计划", "2022年工作计划"),
        ("第十条", "第 10 条"),
        ("第10条", "第十条"),
        ("十条", "第十条"),
        ("3+X", "推行3＋X改革"),
        ("C++", "开设C++程序设计"),
        ("c", "C++程序"),
        ("covid", "COVID-19"),
        ("IPV6", "推进IPv6规模部署"),
        ("2.0", "教育信息化2.0行动"),
        ("1-3-5工程", "实施“1-3-5工程”"),
        ("PM2.5", "室内pm2.5"),
        ("税", "个人所得税"),
        ("计划", "計畫"),
        ("計畫", "计划"),
        ("计画", "計劃"),
        ("師資", "师资"),
        ("2021—2022学年", "2021-2022學年"),
        ("10028400", "京ICP备10028400号"),
        ("京ICP备10028400号", "京ICP备10028400号-1"),
        ("11370305MB285697X1", "索引号: 11370305MB285697X1/2022-00110"),
        ("𠮷野家", "𠮷野家食品"),
    ],
)
def test_a_query_whose_every_token_must_match_finds(query: str, document: str) -> None:
    assert found_by(query, document)


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("临教体发〔2022〕5号", "临教体发〔2022〕15号"),
        ("临教体发〔2022〕5号", "临教体发〔2021〕5号 2022"),
        ("临教体发20225号", "教师〔2022〕5号"),
        ("2022年5月10日", "2022年5月11日"),
        ("2022年5月10日", "2022年10月5日"),
        ("第十条", "第二十条"),
        ("第1条", "第十条"),
        ("2022年", "12022年级"),
        ("2022年5月", "增长12022.5倍"),
        ("2022年5月", "版本2022.5.1.3"),
        ("2010年", "99年度"),
        ("2022年", "1111年度"),
    ],
)
def test_a_query_whose_every_token_must_match_does_not_find(query: str, document: str) -> None:
    assert not found_by(query, document)


def test_the_tokens_of_a_sentence_are_these() -> None:
    assert terms("3+X改革") == ["改", "革", "改革", "3+x", "3", "x"]
    assert terms("二〇二二年五月")[-2:] == ["y2022", "y2022m05"]
    assert terms("第十條") == ["第", "十", "条", "第十", "十条", "第10条"]
    assert query_terms("第十條規定") == ["第10条", "规", "规定", "定"]


def test_nothing_comes_of_nothing() -> None:
    for text in ("", " ", "\x00", "。，", "🙂", "\n\t"):
        assert terms(text) == analyse(text) == query_terms(text) == []


HOSTILE = [
    "税" * 10_000,
    "劳动合同解除经济补偿" * 1000,
    "a " * 5000,
    "A" * 10_000,
    "a-" * 5000,
    "+" * 10_000,
    "第" * 10_000,
    "[2022]" * 1667,
    "二〇二二年" * 2000,
    "2022年5月" * 1430,
    "20225号" * 1430,
    "1" * 10_000,
    "发2022 " * 1430,
    "第十" * 5000,
    "民国" * 5000,
    "\ud83d" * 10_000,
    "\U0010ffff" * 10_000,
    "é" * 10_000,
    "年" * 10_000,
    "2022." * 2000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:6]))
@pytest.mark.parametrize("function", [terms, query_terms, analyse])
def test_ten_thousand_characters_take_less_than_fifty_milliseconds(function, text: str) -> None:
    function("预热2022年第1条")
    best = 1.0
    for _ in range(40):  # the machine is shared: the best try is the work itself
        start = time.process_time()
        function(text)
        best = min(best, time.process_time() - start)
        if best < 0.05:
            break
    assert best < 0.05


def test_terms_are_made_at_a_rate_that_indexes_a_library_in_seconds() -> None:
    article = (
        "第十二条　县级以上地方人民政府教育行政部门应当自2022年5月10日起，根据本办法的规定，对教师培训工作进行监督检查；"
        "违反规定的，由主管机关责令限期改正，并处一万元以上三万元以下罚款。"
    )
    text = article * 2000
    terms(article)
    start = time.process_time()
    terms(text)
    rate = len(text.encode()) / 1e6 / (time.process_time() - start)
    assert rate > 1.5  # measured 5 MB/s on the statutes; half of that on a busy machine is no defect
