import time
from collections import defaultdict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhtext.folding import fingerprint, fold, read_classes

# Every code point, surrogates, combining marks and the astral planes among them.
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
HAN_TEXT = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=60)


@given(ANY_TEXT | HAN_TEXT)
@example("\ud83d")
@example("é́\u0301\u200d")
@example("\U0010ffff\U000323af\U000323b0\U0002f800")
@example("İßſᏠΣς㎡①")
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_every_code_point_folds_to_one_code_point_that_stays() -> None:
    text = "".join(map(chr, range(0x110000)))
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_what_can_neither_be_stored_nor_sent_is_replaced() -> None:
    assert fold("\x00a\ud83d") == " a\ufffd"
    assert fold("税\udfff").encode() == "税\ufffd".encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("工作計畫", "工作计划"),
        ("規劃", "规划"),
        ("繪畫", "绘画"),
        ("計畫", "计画"),
        ("帳戶", "账户"),
        ("賬戶", "账户"),
        ("臨教體發〔２０２２〕５號", "临教体发[2022]5号"),
        ("臨教體發【2022】", "临教体发（2022）".replace("（", "[").replace("）", "]")),
        ("顯著", "显著"),
        ("批覆", "批复"),
        ("複審", "复审"),
        ("恢復", "恢复"),
        ("憑藉", "凭借"),
        ("瀋陽", "沈阳"),
        ("黏貼", "粘贴"),
        ("化粧", "化妆"),
        ("項鍊", "项链"),
        ("鍛鍊", "锻炼"),
        ("瞭解", "了解"),
        ("身分", "身份"),
        ("二○二二", "二〇二二"),
        ("二零二二", "二〇二二"),
        ("衞生", "卫生"),
        ("羣眾", "群众"),
        ("裏面", "里面"),
        ("臺灣", "台湾"),
        ("諮詢", "咨询"),
        ("IPv6", "ipv6"),
        ("“三名”", "「三名」"),
        ("《办法》", "<办法>"),
        ("3＋X", "3+x"),
        ("⼀⼆", "一二"),
        ("褚", "禇"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("教师", "教室"), ("[", "("), ("一", "-"), ("未", "末"), ("己", "已"), ("6", "b")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_each_character_stands_in_one_variant_class_only() -> None:
    kept: dict[str, set[str]] = defaultdict(set)
    for name in ("variants.tsv", "symbols.tsv"):
        for representative, member in read_classes(name):
            kept[member].add(representative)
    assert {member: classes for member, classes in kept.items() if len(classes) > 1} == {}


def test_every_variant_class_folds_to_the_character_it_names() -> None:
    for representative, member in read_classes("variants.tsv"):
        assert fold(member) == representative, member


def test_every_class_says_why_it_exists() -> None:
    from zhtext.folding import DATA

    for name in ("variants.tsv", "symbols.tsv"):
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("# "):
                assert len(line.split("\t")) == 3, line
                assert line.split("\t")[2].strip(), line


def test_everyday_characters_fold_alike_in_every_script_and_region() -> None:
    import opencc

    level_one = [
        bytes([row, cell]).decode("gb2312")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) <= (0xD7, 0xF9) or row > 0xD7
    ]
    for configuration in ("s2t", "s2hk", "s2tw", "t2s", "hk2s", "tw2s", "t2hk", "t2tw"):
        converted = opencc.OpenCC(configuration).convert("\n".join(level_one)).split("\n")
        differing = [(own, other) for own, other in zip(level_one, converted, strict=True) if fold(own) != fold(other)]
        assert differing == [], configuration


def test_the_fingerprint_is_stable_within_a_process() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 16


def test_folding_takes_a_megabyte_of_text_in_a_blink() -> None:
    text = "各区属学校、镇（街道）中心学校：现将《2022年工作计划》印发给你们。" * 10_000
    fold("预热")
    start = time.process_time()
    fold(text)
    assert time.process_time() - start < 0.25  # measured: 0.025 s, 40 MB/s
