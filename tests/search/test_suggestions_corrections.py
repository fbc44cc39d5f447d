"""您要找的是不是: a wrong character is put right by what public documents say, and only by what finds something."""

import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from pypinyin import lazy_pinyin

from publications import outbox
from search.suggestions import keeping
from search.suggestions.corrections import corrections
from search.suggestions.models import Phrase
from search.suggestions.phrases import CORRECTING

pytestmark = pytest.mark.django_db
TITLES = [
    "关于教师培训学时管理的通知",
    "中小学教师职称评审实施办法",
    "幼儿园园长任职资格培训方案",
    "校本研修示范基地建设规划",
    "骨干教师遴选与考核细则",
    "特殊教育资源中心经费保障意见",
    "心理健康教育课程教材审定结果",
    "乡村教师交流轮岗服务期限规定",
]


@pytest.fixture
def archive(make_notice: Callable[..., Any]) -> list[Any]:
    pages = [make_notice(title) for title in TITLES]
    outbox.drain(keeping.CONSUMER)
    return pages


def first(query: str) -> str:
    return next((correction.text for correction in corrections(query)), "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("教是培训", "教师培训"),  # sounds the same
        ("教斯培训", "教师培训"),  # sounds nearly the same
        ("敎師陪訓", "教师培训"),
        ("骨杆教师", "骨干教师"),
        ("教师培川", "教师培训"),  # another character
        ("任职格资", "任职资格"),  # two changed places
        ("任资格", "任职资格"),  # one missing
        ("任职的资格", "任职资格"),  # one too many
        ("2026年职成评审结果", "2026年职称评审结果"),  # within a longer query
        ("示范鸡地在哪里", "示范基地在哪里"),
    ],
)
def test_one_wrong_character_is_put_right(archive: Any, typed: str, meant: str) -> None:
    assert first(typed) == meant


def test_what_is_right_is_left_alone(archive: Any) -> None:
    for title in TITLES:
        assert corrections(title) == [] or first(title) != title
    assert corrections("") == corrections("abc") == corrections("教") == corrections("教师" * 40) == []


def test_homophones_of_public_phrases_are_put_right(archive: Any) -> None:
    """A small form of benchmarks/suggestions.py: at least 95 in 100."""
    rng = random.Random(5)
    phrases = dict(Phrase.objects.filter(kind__in=CORRECTING, length__gte=2).values_list("key", "hans"))
    sounding: dict[str, list[str]] = defaultdict(list)
    for character in map(chr, range(0x4E00, 0x9FA6)):
        if character.encode("gb2312", "ignore"):
            sounding[lazy_pinyin(character)[0]].append(character)
    made = right = 0
    while made < 60:
        key = rng.choice(sorted(phrases))
        place = rng.randrange(len(key))
        typed = key[:place] + rng.choice(sounding.get(lazy_pinyin(key[place])[0], [key[place]])) + key[place + 1 :]
        if typed not in phrases:
            made += 1
            right += first(typed) == phrases[key]
    assert right >= 57


@pytest.fixture
def search_page(archive: Any, follow_up: Callable[[], None], client: Any) -> Callable[..., str]:
    follow_up()

    def get(query: str, prefix: str = "", **more: Any) -> str:
        response = client.get(f"{prefix}/search/", {"q": query, **more})
        assert response.status_code == 200
        html: str = response.content.decode()
        return html

    return get


def test_the_page_proposes_what_finds_more(search_page: Callable[..., str]) -> None:
    assert "您要找的是不是" in search_page("教是陪训学时") or "您要找的是不是" in search_page("教是培训")
    assert ">教师培训</a>" in search_page("教是培训")
    assert ">教師培訓</a>" in search_page("教是培训", "/zh-hant")
    assert ">教师培训</a>" in search_page("jiaoshi peixun")


def test_the_page_proposes_nothing_where_enough_was_found_or_nothing_can_be(search_page: Callable[..., str]) -> None:
    for query in ("教师", "教师培训", "龘龘龘龘", "", "qqqq", '"教师培训"'):
        assert "您要找的是不是" not in search_page(query), query


def test_for_a_quoted_phrase_only_what_sounds_like_it_is_proposed(search_page: Callable[..., str]) -> None:
    assert ">教师</a>" in search_page("教师坊")
    assert "您要找的是不是" not in search_page('"教师坊"')
    assert ">&quot;教师培训&quot;</a>" in search_page('"教是培训"')


def test_the_page_never_proposes_what_its_search_does_not_find(archive: Any, search_page: Callable[..., str]) -> None:
    """The index may be behind the tables, or before them: nobody is led to an empty page."""
    archive[0].unpublish()
    outbox.drain("search")
    assert "教师培训" not in search_page("教是培训").split("<main")[1]
