import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhtext.numerals import parse_numeral, plain_number

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """The full spelling of a number under ten thousand, by the book (一百零二, 一十五)."""
    if number == 0:
        return "零"
    spelled, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            spelled += ("零" if gap and spelled else "") + DIGITS[digit] + unit
        gap = not digit
    return spelled


@given(st.integers(0, 9999))
def test_a_number_spelled_by_the_book_is_read_back(number: int) -> None:
    assert parse_numeral(spell(number)) == number


@given(st.integers(0, 10**12))
def test_digits_are_read_in_both_kinds(number: int) -> None:
    assert parse_numeral(str(number)) == number
    assert parse_numeral("".join(DIGITS[int(digit)] for digit in str(number))) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十一", 21),
        ("十", 10),
        ("十五", 15),
        ("一百二", 120),
        ("三百五", 350),
        ("三百零五", 305),
        ("两千零五", 2005),
        ("三万五", 35_000),
        ("两万零三百", 20_300),
        ("一亿三千万", 130_000_000),
        ("廿八", 28),
        ("卅一", 31),
        ("壹佰贰拾", 120),
        ("貳", 2),
        ("二〇二二", 2022),
        ("二○○八", 2008),
        ("１２", 12),
        ("〇", 0),
        (" 12 ", 12),
    ],
)
def test_a_numeral_is_read(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "万", "十十", "一二十", "1.5", "-3", "三个", "一百一百", "abc", "²x", "1" * 41, "一" * 10_000, "\ud83d"],
)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.text("〇零一二两九十百千万亿廿壹拾19x", max_size=45))
def test_reading_never_raises(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("007", 7), ("123", 123)])
def test_a_number_in_an_address_or_a_form_is_its_figures(typed: str, number: int) -> None:
    assert plain_number(typed, digits=3) == number


@pytest.mark.parametrize("typed", ["", "1234", "²", "１２", "1_0", " 1", "-1", "十", "9" * 5000])
def test_anything_else_there_is_no_number(typed: str) -> None:
    assert plain_number(typed, digits=3) is None
