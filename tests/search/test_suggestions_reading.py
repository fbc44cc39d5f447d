"""What phrases a text is made of, and whether a phrase is what somebody types: pure functions."""

from collections.abc import Callable

import pytest

from search.suggestions.letters import blur, letters_of
from search.suggestions.matching import match_at, read
from search.suggestions.numbers import further_keys, number_key, typed_keys
from search.suggestions.phrases import Found, Kind, phrase_id, words_and_pairs
from search.suggestions.shelves import shelf_of
from search.suggestions.syllables import initials_of


@pytest.mark.parametrize(
    ("typed", "phrase", "end"),
    [
        ("教师", "教师培训", 2),
        ("教師", "教师培训", 2),
        ("jiaoshi", "教师培训", 2),
        ("jiaoshi pei", "教师培训", 3),
        ("JIAOSHI'P", "教师培训", 3),
        ("jspx", "教师培训", 4),
        ("js培训", "教师培训", 4),
        ("教师pei", "教师培训", 3),
        ("jiao师p训", "教师培训", 4),
        ("jiaospx", "教师培训", 4),
        ("zhxxsheng", "中小学生", 4),
        ("lvse", "绿色学校", 2),
        ("lüse", "绿色学校", 2),
        ("3+x", "3＋X行动", 2),
        ("3xxd", "3+X行动", 4),
        ("chongq", "重庆市", 2),
        ("关于印发新", "关于印发《新时代强师计划》的通知", 5),
    ],
)
def test_a_phrase_is_recognised_however_its_beginning_is_typed(typed: str, phrase: str, end: int) -> None:
    match = match_at(read(typed), letters_of(phrase))
    assert match is not None
    assert (match.start, match.end) == (0, end)


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("jiaosi", "教师"),
        ("zspx", "教师培训"),
        ("教师陪", "教师培训"),
        ("jiaoshipeixunx", "教师培训"),
        ("jiaoshx", "教师培训"),
    ],
)
def test_what_was_not_typed_is_no_match(typed: str, phrase: str) -> None:
    assert match_at(read(typed), letters_of(phrase)) is None


def test_letters_keep_their_places_and_readings() -> None:
    letters = letters_of("《銀行》3＋X")
    assert letters.folded == "银行3x"
    assert letters.offsets == (1, 2, 4, 6)
    assert (letters.sound, letters.initials) == ("yinhang3x", "yh3x")


def test_what_is_taken_for_one_another_sounds_alike() -> None:
    assert blur("zhang") == blur("zan")
    assert blur("ning") == blur("lin")
    assert blur("shi") != blur("xi")


def test_typed_letters_are_divided_into_every_row_of_initials() -> None:
    assert initials_of("jiaospx")[0] == "jspx"
    assert {"x", "xa"} <= set(initials_of("xian"))
    assert {"fa", "fg"} <= set(initials_of("fangan"))
    assert initials_of("vvv") == []
    assert len(initials_of("fangan" * 10)) <= 6


@pytest.mark.parametrize(
    "typed",
    [
        "云教发〔2026〕12号",
        "云教发[2026]12",
        "云教發（2026）第12號",
        "云教发 2026 12",
        "云教发2026年第12号",
        "云教发２０２６-12",
    ],
)
def test_a_number_has_one_key_however_it_is_written(typed: str) -> None:
    assert number_key(typed) == "云教发2026 12"


def test_a_number_is_found_by_its_parts() -> None:
    assert set(further_keys("云教发2026 12")) == {"教发2026 12", "2026 12"}
    assert typed_keys("2026 05号") == ["2026 05", "2026 5"]
    assert typed_keys("教师") == []


def phrases(text: str, kind: Kind) -> set[str]:
    return {found.text for found in words_and_pairs([text]) if found.kind == kind}


def test_words_and_pairs_come_out_of_a_title_in_its_own_script() -> None:
    title = "关于做好2026年云岫区教师暑期研修工作的通知"
    assert {"教师", "暑期", "研修", "云岫区", "通知"} <= phrases(title, Kind.WORD)
    assert {"教师暑期", "暑期研修", "研修工作"} <= phrases(title, Kind.PAIR)
    assert not {"关于做好", "年云岫区", "工作通知"} & phrases(title, Kind.PAIR)
    assert {"規劃", "教師"} <= phrases("教師專業發展規劃", Kind.WORD)


def test_both_scripts_and_all_signs_are_one_phrase() -> None:
    assert (
        Found(Kind.TITLE, "教师“培训”规划").id
        == Found(Kind.TITLE, "教師「培訓」規劃").id
        == phrase_id(7, "教师培训规画")
    )
    assert Found(Kind.WORD, "教师").id != Found(Kind.TOPIC, "教师").id


def test_what_more_documents_have_stands_on_a_higher_shelf() -> None:
    weights = [1, 2, 5, 20, 100, 1000]
    assert [shelf_of(Kind.PAIR, weight) for weight in weights] == [1, 2, 3, 4, 5, 6]
    assert shelf_of(Kind.TITLE, 1000) < 1 < 6 < shelf_of(Kind.BODY, 1) < shelf_of(Kind.NUMBER, 1)


@pytest.mark.parametrize("make", [lambda: "a" * 60, lambda: "教" * 60, lambda: "jiao教" * 12, lambda: "xian" * 15])
def test_the_longest_that_can_be_typed_is_matched_at_once(make: Callable[[], str]) -> None:
    assert match_at(read(make()), letters_of("先安" * 30)) is None or "xian" in make()
