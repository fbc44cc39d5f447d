"""Editors' synonyms work at once in every process, built-in ones can be switched off, and the admin explains itself."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from search.query_text import read
from search.synonyms.classes import Synonyms
from search.synonyms.current import current_synonyms
from search.synonyms.models import Meaning, SynonymEntry

pytestmark = pytest.mark.django_db


def now() -> Synonyms:
    """As a request that comes in now has them."""
    return current_synonyms(RequestFactory().get("/search/"))


def added(query: str) -> tuple[str, ...]:
    return read(query, synonyms=now()).added


def test_an_entry_is_asked_for_until_it_is_taken_away() -> None:
    assert added("云岫") == ()
    entry = SynonymEntry.objects.create(words="云岫、雲秀")
    assert added("云岫") == ("雲秀",)
    entry.active = False
    entry.save()
    assert added("云岫") == ()
    entry.delete()


def test_a_built_in_class_is_switched_off_and_on() -> None:
    entry = SynonymEntry.objects.create(words="資訊", meaning=Meaning.OFF)
    assert added("信息") == ()
    entry.delete()
    assert "资讯" in added("信息")


def test_one_way_and_whole_words() -> None:
    SynonymEntry.objects.create(words="四名 名厨 名园", meaning=Meaning.ONE_WAY)
    SynonymEntry.objects.create(words="信息港", meaning=Meaning.ALONE)
    assert added("四名") == ("名厨", "名园")
    assert added("名厨") == added("信息港") == ()


def test_the_list_is_read_once_for_many_searches() -> None:
    now()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        now()
    assert len(asked) == 1  # whether anything has changed, which every page asks


@pytest.mark.parametrize(
    ("words", "meaning", "said"),
    [
        ("信息", Meaning.EQUAL, "两个不同的词"),
        ("資訊、资讯", Meaning.EQUAL, "两个不同的词"),
        ("教 师", Meaning.EQUAL, "2 到 20 个字"),
        ("没有这个词", Meaning.OFF, "没有这个词"),
        ("、".join(f"词语{n}" for n in range(13)), Meaning.EQUAL, "12"),
    ],
)
def test_a_mistake_is_explained(words: str, meaning: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        SynonymEntry(words=words, meaning=meaning).full_clean()


def test_a_search_finds_the_other_word_and_can_be_asked_alone(
    client: Any, make_notice: Callable[..., Any], follow_up: Callable[[], None]
) -> None:
    make_notice("关于信息素养的通知")
    make_notice("關於資訊素養的通知")
    follow_up()
    found = client.get(f"/search/?q={quote('信息素养')}").content.decode()
    alone = client.get(f"/search/?q={quote('信息素养')}&alone=1").content.decode()
    assert (found.count('class="result-title"'), alone.count('class="result-title"')) == (2, 1)


def test_the_list_shows_what_is_built_in(admin_client: Any) -> None:
    html = admin_client.get("/admin/snippets/search/synonymentry/").content.decode()
    assert "<li>信息、资讯、讯息</li>" in html
    assert "三名工作室 → " in html
    assert "<li>!" not in html


def test_roles_may_edit_them_and_others_may_not(client: Any) -> None:
    for role, status in (("终审", 200), ("系统管理员", 200), ("复审", 302)):
        user = User.objects.create_user(f"u-{role}", password="x")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        assert client.get("/admin/snippets/search/synonymentry/add/").status_code == status, role
