import datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhtext.dates import PartialDate, find_dates, parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022年2月28日", "2022-02-28"),
        ("2026年 4月 20 日", "2026-04-20"),
        ("2022年2月28", "2022-02-28"),
        ("2022年2月", "2022-02"),
        ("2022年", "2022"),
        ("二〇二二年二月二十八日", "2022-02-28"),
        ("二○二二年十二月三十一日", "2022-12-31"),
        ("二零二二年五月", "2022-05"),
        ("二OO八年八月八日", "2008-08-08"),
        ("民国111年5月10日", "2022-05-10"),
        ("中華民國一百一十一年五月十日", "2022-05-10"),
        ("民国元年元月一日", "1912-01-01"),
        ("２０２２年２月２８日", "2022-02-28"),
        ("2022.2.28", "2022-02-28"),
        ("2022-02-28", "2022-02-28"),
        ("2022/2/28", "2022-02-28"),
        ("2022-02", "2022-02"),
        ("20220228", "2022-02-28"),
        ("2022年2月28号", "2022-02-28"),
        ("2022-02-28 10:20", "2022-02-28"),
        ("2022-02-28T10:20:30Z", "2022-02-28"),
        ("2022年2月28日（星期一）", "2022-02-28"),
        ("二零二六年二月廿八日", "2026-02-28"),
        ("  2022年2月28日  ", "2022-02-28"),
    ],
)
def test_a_field_with_a_date_in_any_spelling_is_read(text: str, iso: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert date.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "待定",
        "2022年临淄区教师教育工作计划",
        "发布日期：2022-02-28",
        "2022年13月",
        "2022年2月30日",
        "22年2月",
        "电话010-20220228",
        "12022年",
        "2022-2023",
        "t20220412_1",
        "三年",
        "\ud83d",
        "2022.2.28.1",
    ],
)
def test_a_field_with_anything_else_is_not_a_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_whole_date_is_a_day_of_the_calendar() -> None:
    assert PartialDate(2022, 2, 28).as_date() == datetime.date(2022, 2, 28)
    assert PartialDate(2022, 2).as_date() is None
    assert PartialDate(2022).iso == "2022"


def test_dates_of_a_running_text_come_in_order_with_what_stands_there() -> None:
    text = "自二○二二年五月十日起施行，至2025年5月9日止；2021.12.31的办法（民國110年）同时废止。"
    assert [(mention.text, mention.date.iso) for mention in find_dates(text)] == [
        ("二○二二年五月十日", "2022-05-10"),
        ("2025年5月9日", "2025-05-09"),
        ("2021.12.31", "2021-12-31"),
        ("民國110年", "2021"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年2月28名教师", "2022-02"),
        ("2022年2月30日", "2022-02"),
        ("2022年13月", "2022"),
        ("2022年2月28\n", "2022-02-28"),
        ("2022年2月28，各校", "2022-02-28"),
    ],
)
def test_a_mention_ends_before_the_part_that_is_no_date(text: str, expected: str) -> None:
    (mention,) = find_dates(text)
    assert mention.date.iso == expected
    assert text.startswith(mention.text)


@pytest.mark.parametrize(
    "text",
    ["电话0533-20220228", "编号12022年", "v2022.1", "3.2022年", "第二〇条", "http://a.cn/202202/t20220228_1.html"],
)
def test_what_only_looks_like_a_date_is_left(text: str) -> None:
    assert find_dates(text) == []


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(
        [
            "{0.year}年{0.month}月{0.day}日",
            "{0.year}-{0.month:02}-{0.day:02}",
            "{0.year}.{0.month}.{0.day}",
            "{0.year}/{0.month}/{0.day}",
            "{0:%Y%m%d}",
            "{0.year} 年 {0.month} 月 {0.day} 日",
        ]
    ),
)
def test_every_day_is_read_in_every_spelling(day: datetime.date, spelling: str) -> None:
    text = "于" + spelling.format(day) + "印发"
    (mention,) = find_dates(text)
    assert mention.date.as_date() == day
    assert text[mention.start : mention.end] == mention.text


@given(st.text(st.sampled_from("二〇○0129年月日 .-/o民国第元\ud83d"), max_size=40) | st.text(max_size=40))
@example("民国年")
def test_finding_never_raises_and_mentions_never_overlap(text: str) -> None:
    mentions = find_dates(text)
    for one, other in pairwise(mentions):
        assert one.end <= other.start
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.day is None or mention.date.as_date() is not None
