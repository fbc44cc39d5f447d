"""Words that mean the same: either one typed asks the same question, and a query is never rewritten."""

import itertools

import opencc
import pytest

from search.backends.plan import Lifted, Node
from search.query_text import read
from search.synonyms.classes import NONE, built_in, file_lines, read_classes
from search.synonyms.wording import word
from zhtext.folding import fold

PAIRS = [
    ("个人信息保护", "個人資訊保護"),
    ("幼儿园教师研习", "幼稚園老師培訓"),
    ("国培", "國家級培訓"),
    ("网络安全教育", "網路安全教育"),
    ("教学质量项目", "教學品質專案"),
    ("如何通过短视频在互联网上发布学校的个人信息和数据", "如何透過短影片在網際網路上釋出學校的個人資訊和資料"),
    ("在网络平台上培训教师的程序是什么，设备怎样设置？", "在網路平臺上培訓教師的程式是什麼，裝置怎樣設定？"),
]


def beneath(node: Node) -> Node:
    """Without what is lifted: of a query with very many spellings the own one is looked for as a title."""
    return beneath(node.rest) if isinstance(node, Lifted) else node


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_either_spelling_asks_the_same(one: str, other: str) -> None:
    assert list(map(beneath, read(one).attempts)) == list(map(beneath, read(other).attempts))
    assert read(one).names == read(other).names


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_alone_asks_for_what_was_typed(one: str, other: str) -> None:
    assert read(one, alone=True).added == ()
    assert read(one, alone=True).attempts != read(other, alone=True).attempts


def test_what_was_added_is_said_as_it_is_written() -> None:
    assert read("個人資訊").added == ("个人信息", "个人资料")
    assert "三名工作室" not in read("名师工作室").added
    assert {"名师工作室", "名校长工作室", "名班主任工作室"} <= set(read("三名工作室").added)


def test_words_within_other_words_are_left_alone() -> None:
    for query in ("全国小学生", "提高中小学质量", "中国中学"):
        assert not {"国小", "国中"} & set(read(query).added) or "小学" in query
    assert read("中国中学").added == ()
    assert "高级中学" not in read("提高中小学效率").added


def test_quoted_words_are_asked_for_as_they_are() -> None:
    typed = read("“个人信息”")
    assert typed.added == ()
    assert "资讯" not in repr(typed.attempts[0])


def test_a_latin_word_is_one_only_when_it_stands_alone() -> None:
    synonyms = read_classes(["人工智能 AI"])
    assert read("AI课程", synonyms=synonyms).added == ("人工智能",)
    assert read("MAIL课程", synonyms=synonyms).added == ()


def test_words_side_by_side_are_asked_for_in_each_combination() -> None:
    wording = word("教师培训", read_classes(["教师 老师", "培训 研习"]))
    assert len(wording.places) == 1
    assert len(wording.places[0]) == 4
    assert any("师研" in tokens for tokens in wording.places[0])


def test_very_many_words_stay_a_small_question() -> None:
    typed = read("信息网络软件程序项目质量设备视频数据支持" * 50)
    assert len(repr(typed.attempts)) < 30_000


def test_the_reviewed_file_is_sound() -> None:
    lines = [line for line in file_lines() if not line.startswith("! ")]
    assert len(lines) >= 300
    seen: dict[str, str] = {}
    for line in lines:
        words = [fold(w) for w in line.replace(">", " ").split()]
        assert len(set(words)) == len(words) > 1, line
        assert all(2 <= len(w) <= 24 for w in words), line
        for w in words if " > " not in line else words[:1]:
            assert w not in seen, (w, line, seen.get(w))
            seen[w] = line


def test_opencc_changes_few_words_that_the_file_does_not_know() -> None:
    """The words of Taiwan that OpenCC writes for ours lead to the same question, the ambiguous ones aside."""
    taiwan = opencc.OpenCC("s2twp")
    known = {w for words in built_in().words.values() for w in words}
    ours = [w for w in known if fold(taiwan.convert(w)) != w]
    same = [w for w in ours if word(w, built_in()).places == word(taiwan.convert(w), built_in()).places]
    assert len(ours) > 80
    assert len(same) / len(ours) > 0.9, sorted(set(ours) - set(same))


def test_classes_that_share_a_word_are_one() -> None:
    synonyms = read_classes(["信息 资讯", "资讯 情报"])
    for typed in ("信息", "资讯", "情报"):
        assert synonyms.words[typed] == ("信息", "资讯", "情报")


def test_the_order_of_typing_makes_no_difference_to_the_first_wording() -> None:
    for one, other in itertools.combinations(built_in().words[fold("信息")], 2):
        assert word(f"{one}课程", built_in()).wordings == word(f"{other}课程", built_in()).wordings
    assert word("信息", NONE).places == ()
