"""What editors recommend stands above the results of its words: in its days, public only, in the reader's script."""

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from search.promoted.models import PromotedResult

pytestmark = pytest.mark.django_db


@pytest.fixture
def promoted(client: Any, follow_up: Callable[[], None]) -> Callable[..., str]:
    """What stands recommended above the results of a query, as HTML; empty where nothing does."""

    def run(query: str, path: str = "/search/") -> str:
        follow_up()
        html = client.get(f"{path}?q={quote(query)}").content.decode()
        return html.split('class="promoted"')[1].split("</section>")[0] if 'class="promoted"' in html else ""

    return run


@pytest.mark.parametrize(
    ("words", "within", "typed", "shown"),
    [
        ("职称评审", False, "职称评审", True),
        ("职称评审", False, " 職稱 評審？", True),
        ("职称评审", False, "职称评审办法", False),
        ("职称评审", True, "今年的职称评审办法", True),
        ("学分\n学时", False, "學時", True),
        ("学分，学时", False, "学分", True),
        ("职称评审", True, "职称", False),
        ("职称评审", True, "", False),
    ],
)
def test_it_stands_above_its_words_however_they_are_written(
    promoted: Callable[..., str], words: str, within: bool, typed: str, shown: bool
) -> None:
    PromotedResult.objects.create(words=words, within=within, address="/x/", title="办事指南", note="先看这里")
    html = promoted(typed)
    assert bool(html) == shown
    if shown:
        assert "推荐" in html
        assert 'href="/x/"' in html
        assert "先看这里" in html


def test_it_keeps_its_days(promoted: Callable[..., str], today: datetime.date) -> None:
    day = datetime.timedelta(days=1)
    for number, (first, last) in enumerate([(today, today), (today + day, None), (None, today - day), (None, None)]):
        PromotedResult.objects.create(words=f"词语{number}", address="/x/", title="指南", starts_on=first, ends_on=last)
    assert [bool(promoted(f"词语{number}")) for number in range(4)] == [True, False, False, True]


def test_a_document_is_recommended_only_while_it_is_public(
    promoted: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    page = make_notice("职称评审通知")
    PromotedResult.objects.create(words="评审", page=page)
    assert "职称评审通知" in promoted("评审")
    restriction = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert promoted("评审") == ""
    restriction.delete()
    assert promoted("评审") != ""
    page.live = False
    page.save()
    assert promoted("评审") == ""
    Page.objects.get(pk=page.pk).delete()
    assert not PromotedResult.objects.exists()


def test_a_page_that_no_site_has_is_not_recommended(promoted: Callable[..., str]) -> None:
    elsewhere = Page.get_first_root_node().add_child(instance=Page(title="别处", slug="elsewhere"))
    PromotedResult.objects.create(words="评审", page=elsewhere)
    assert promoted("评审") == ""


def test_the_reader_gets_the_document_in_the_own_script(
    promoted: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    page = make_notice("职称评审通知")
    PromotedResult.objects.create(words="评审", page=page, note="评审说明")
    assert 'lang="zh-Hans"' in promoted("評審", "/zh-hant/search/")
    twin = page.copy_for_translation(Locale.objects.get(language_code="zh-hant"), copy_parents=True)
    Page.objects.filter(pk__in=[twin.pk, *twin.get_ancestors().values_list("pk", flat=True)]).update(live=True)
    Page.objects.filter(pk=twin.pk).update(title="職稱評審通知")
    page.save()
    html = promoted("評審", "/zh-hant/search/")
    assert "職稱評審通知" in html
    assert "評審説明" in html or "評審說明" in html
    assert "lang=" not in html


@pytest.mark.parametrize(
    "fields",
    [
        {"words": " ，\n", "address": "/x/", "title": "t"},
        {"words": "词", "within": True, "address": "/x/", "title": "t"},
        {"words": "词语"},
        {"words": "词语", "address": "/x/"},
        {"words": "词语", "address": "javascript:alert(1)", "title": "t"},
        {"words": "词语", "address": "//other.example/", "title": "t"},
        {"words": "词语", "address": "/x/", "title": "t", "starts_on": "2026-05-02", "ends_on": "2026-05-01"},
    ],
)
def test_what_cannot_be_shown_is_refused_in_the_form(fields: dict[str, Any]) -> None:
    result = PromotedResult(**fields)
    with pytest.raises(ValidationError):
        result.full_clean()


def test_words_without_recommendation_ask_the_database_nothing(
    client: Any, follow_up: Callable[[], None], django_assert_num_queries: Any, rf: Any
) -> None:
    from search.promoted.showing import promoted_for

    PromotedResult.objects.create(words="评审", address="/x/", title="指南")
    request = rf.get("/search/")
    assert promoted_for("别的词", request) == []
    with django_assert_num_queries(0):
        assert promoted_for("别的词", request) == []
        assert [one.title for one in promoted_for("评审", request)] == ["指南"]


def test_the_list_in_the_admin_asks_no_more_for_many(admin_client: Any, make_notice: Callable[..., Any]) -> None:
    counts = []
    for more in (1, 3):
        for number in range(more):
            PromotedResult.objects.create(words="评审", page=make_notice(f"评审{more}{number}"))
        with CaptureQueriesContext(connection) as asked:
            html = admin_client.get("/admin/snippets/search/promotedresult/").content.decode()
        assert f"评审{more}0" in html
        counts.append(len(asked))
    assert counts[1] <= counts[0]


def test_the_form_in_the_admin_speaks_chinese(admin_client: Any) -> None:
    html = admin_client.get("/admin/snippets/search/promotedresult/add/").content.decode()
    for label in ("检索词", "包含即推荐", "文件", "网址", "说明", "从", "至"):
        assert label in html
