"""What a reader sees at /search/: public documents only, each once, with facets, chips and exact totals."""

import datetime
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from publications.models import IssuingBody
from publications.publishing import publishing_allowed
from search.backends.errors import SearchUnavailable

pytestmark = pytest.mark.django_db


def titles(html: str) -> list[str]:
    found = re.findall(r'class="result-title"><a[^>]*>(.*?)</a>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def total(html: str) -> int:
    return int(re.search(r"共(\d+)件|共(\d+)件", html).group(1))  # type: ignore[union-attr]


def counts(html: str, facet: str) -> dict[str, int]:
    section = re.search(rf"<h2>{facet}</h2>(.*?)</ul>", html, re.DOTALL)
    if section is None:
        return {}
    rows = re.findall(r"<span>([^<]*)<?.*?class=\"count\">(\d+)<", section.group(1), re.DOTALL)
    return {name: int(count) for name, count in rows}


def test_a_document_is_found_by_its_words_in_either_script(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    make_notice("教师培训计划的通知", "各校要落实三年行动计划。")
    for word in ("三年行动计划", "三年行動計畫"):
        html = get(f"q={quote(word)}")
        assert titles(html) == ["教师培训计划的通知"]
        assert "<mark>三年行动计划</mark>" in html


@pytest.mark.parametrize(
    "typed",
    [
        "云教发〔2026〕12号",
        "云教发[2026]12号",
        "云教发（2026）第012号",
        "雲教發〔2026〕12號",
        "云教发202612号",
        "〔2026〕12号",
    ],
)
def test_a_document_number_typed_any_way_finds_its_document_first(
    get: Callable[..., str], make_notice: Callable[..., Any], typed: str
) -> None:
    make_notice("引用它的通知", "根据云教发〔2026〕12号、云教发〔2026〕12号，" * 5)
    make_notice("它本身", "正文很长，与文号无关。" * 30, document_number="云教发〔2026〕12号")
    make_notice("另一件", document_number="云教发〔2025〕12号")
    assert titles(get(f"q={quote(typed)}"))[0] == "它本身"


def test_drafts_closed_sections_and_withdrawn_documents_are_not_there(
    get: Callable[..., str], make_notice: Callable[..., Any], notices: Any, keys_of_index: Callable[..., set[int]]
) -> None:
    make_notice("公开的研修通知")
    make_notice("未发布的研修通知", live=False)
    closed = make_notice("内部的研修通知")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    html = get("q=" + quote("研修"))
    assert (titles(html), total(html)) == (["公开的研修通知"], 1)
    # The admin finds them all.
    assert len(keys_of_index("研修")) == 3


def test_privacy_holds_before_the_index_has_followed(
    client: Any, get: Callable[..., str], make_notice: Callable[..., Any], notices: Any
) -> None:
    make_notice("研修通知")
    assert total(get("q=" + quote("研修"))) == 1
    PageViewRestriction.objects.create(page=notices, restriction_type=PageViewRestriction.LOGIN)
    html = client.get("/search/?q=" + quote("研修")).content.decode()
    assert (titles(html), total(html), counts(html, "类型")) == ([], 0, {})


def test_a_document_with_two_scripts_is_listed_once_in_the_readers(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    page = make_notice("培训计划")
    other = make_notice("没有繁体的培训计划")
    twin = page.copy_for_translation(Locale.objects.get(language_code="zh-hant"), copy_parents=True)
    Page.objects.filter(pk=twin.pk).update(live=True, title="培訓計畫", draft_title="培訓計畫")
    Page.objects.filter(pk__in=twin.get_ancestors().values("pk")).update(live=True)
    page.save()
    hans, hant = get("q=" + quote("计划")), get("q=" + quote("计划"), path="/zh-hant/search/")
    assert (set(titles(hans)), total(hans)) == ({"培训计划", other.title}, 2)
    assert (set(titles(hant)), total(hant)) == ({"培訓計畫", other.title}, 2)
    # A text that is not in the reader's script says so.
    in_hans = re.compile(r'class="result-title"><a [^>]*lang="zh-Hans"')
    assert (len(in_hans.findall(hans)), len(in_hans.findall(hant))) == (0, 1)


def test_each_facet_counts_as_if_nothing_were_chosen_in_it(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    body, other = (IssuingBody.objects.create(name=name) for name in ("云岫区教育局", "云岫区教研室"))
    for year, issuer in ((2024, body), (2025, body), (2025, other), (2026, other)):
        make_notice(f"{year}年研修通知", year=year, issuing_body=issuer)
    html = get("q=" + quote("研修") + "&year=2025")
    assert total(html) == 2
    assert counts(html, "年度") == {"2026年": 1, "2025年": 2, "2024年": 1}
    assert counts(html, "发文机关") == {body.name: 1, other.name: 1}
    html = get(f"q={quote('研修')}&year=2025&body={body.pk}")
    assert (total(html), counts(html, "年度")) == (1, {"2025年": 1, "2024年": 1})
    assert counts(html, "类型") == {"通知公告": 1}


def test_a_chip_takes_one_filter_away_and_keeps_the_rest(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    make_notice("研修通知", year=2025)
    html = get(f"q={quote('研修')}&year=2025&kind=notice")
    chips = re.findall(r'class="chip" href="([^"]+)"', html)
    assert {chip.replace("&amp;", "&") for chip in chips} == {
        f"?q={quote('研修')}&year=2025",
        f"?q={quote('研修')}&kind=notice",
    }
    assert html.count('aria-current="true"') >= 2


def test_filters_without_a_hit_are_offered_one_by_one(get: Callable[..., str], make_notice: Callable[..., Any]) -> None:
    make_notice("研修通知", year=2025)
    html = get(f"q={quote('研修')}&year=2020")
    assert total(html) == 0
    assert "去掉一个筛选条件" in html
    # The words are found elsewhere, so nothing was loosened.
    assert "其中一部分" not in html


def test_pages_of_results_hold_every_document_once(get: Callable[..., str], make_notice: Callable[..., Any]) -> None:
    for number in range(25):
        make_notice(f"第{number}号研修通知")
    seen = [title for page in (1, 2, 3) for title in titles(get(f"q={quote('研修通知')}&page={page}"))]
    assert (len(seen), len(set(seen))) == (25, 25)
    last = get(f"q={quote('研修通知')}&page=99")
    assert (len(titles(last)), total(last)) == (5, 25)
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


def test_without_a_query_every_document_is_listed_newest_first(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    for day in (3, 1, 2):
        make_notice(f"五月{day}日", published_on=datetime.date(2026, 5, day))
    html = get()
    assert titles(html) == ["五月3日", "五月2日", "五月1日"]
    assert counts(html, "类型") == {"通知公告": 3}


def test_a_look_up_that_finds_nothing_whole_says_so(get: Callable[..., str], make_notice: Callable[..., Any]) -> None:
    make_notice("青年教师教学比赛")
    assert "其中一部分" in get("q=" + quote("青年教师足球"))
    assert "其中一部分" not in get("q=" + quote("青年教师"))


def test_quotation_marks_are_kept_to_or_said_to_be_left_out(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    make_notice("教师培训计划")
    make_notice("培训计划与教师")
    assert titles(get("q=" + quote("“教师培训”"))) == ["教师培训计划"]
    assert "不加引号的结果" in get("q=" + quote('"计划教师"'))


def test_while_the_engine_is_down_the_page_says_so_within_its_frame(
    get: Callable[..., str], make_notice: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from search import queries

    def fail(*args: Any) -> None:
        raise SearchUnavailable("down")

    monkeypatch.setattr(queries, "search", fail)
    html = get("q=" + quote("研修"), status=503)
    assert "检索暂时不可用" in html
    assert "<main" in html
    assert "Traceback" not in html


def test_the_number_of_database_queries_does_not_grow_with_results(
    client: Any, follow_up: Callable[[], None], make_notice: Callable[..., Any]
) -> None:
    bodies = [IssuingBody.objects.create(name=f"机关{number}") for number in range(20)]

    def asked() -> int:
        follow_up()
        for _ in range(2):  # what is kept until a change is read once, and making the site's settings is one
            client.get("/search/?q=" + quote("研修"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/search/?q=" + quote("研修")).status_code == 200
        return len(queries)

    def add(number: int) -> None:
        page = make_notice(f"研修通知{number}", issuing_body=bodies[number])
        page.joint_bodies = bodies[: number % 4]
        page.save()

    for number in range(2):
        add(number)
    few = asked()
    for number in range(2, 20):
        add(number)
    assert asked() <= few <= 8


def test_the_admins_search_and_choosers_find_chinese_drafts_too(
    admin_client: Any,
    follow_up: Callable[[], None],
    make_notice: Callable[..., Any],
    django_assert_max_num_queries: Any,
) -> None:
    page = make_notice("云岫区教师轮训通知", live=False)
    follow_up()
    explorer = f"/admin/pages/{page.get_parent().pk}/?q="
    for url in (
        "/admin/pages/search/?q=",
        "/admin/pages/search/results/?q=",
        "/admin/choose-page/search/?q=",
        explorer,
    ):
        for typed in ("教师轮训", "輪訓", '"轮训通知"', '轮训 "', "*"):
            html = admin_client.get(url + quote(typed)).content.decode()
            if "轮训" in typed or "輪訓" in typed:
                assert page.title in html, (url, typed)


# --- how many, how far --------------------------------------------------------------------------------------------------
@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes the engine count more documents than there are; every page shows the first ones."""
    from search.backends.tantivy.engine import TantivyEngine

    ask = TantivyEngine.ask

    def count(total: int) -> None:
        def with_total(self: Any, plan: Any, start: int = 0, stop: int | None = None) -> Any:
            answer = ask(self, plan, 0, stop and stop - start)
            answer.total = total
            return answer

        monkeypatch.setattr(TantivyEngine, "ask", with_total)

    return count


@pytest.mark.parametrize(("found", "said"), [(1000, "共1000件"), (1001, "超过1000件"), (120_329, "超过1000件")])
def test_the_total_is_exact_to_a_thousand_and_beyond_says_so(
    get: Callable[..., str], make_notice: Callable[..., Any], answering: Callable[[int], None], found: int, said: str
) -> None:
    make_notice("研修通知")
    answering(found)
    html = get("q=" + quote("研修"))
    assert said in html
    assert "第1至10件" in html


def test_turning_pages_ends_at_a_thousand_and_the_page_says_why(
    get: Callable[..., str], make_notice: Callable[..., Any], answering: Callable[[int], None]
) -> None:
    make_notice("研修通知")
    answering(5000)
    html = get("q=" + quote("研修") + "&page=4711")
    assert "只列出前1000件" in html
    assert 'rel="next"' not in html
    assert "第100页，共100页" in html
    answering(1000)
    assert "只列出前" not in get("q=" + quote("研修") + "&page=100")


# --- what was asked beside what was typed ---------------------------------------------------------------------------------
def test_the_page_says_which_synonyms_were_added_and_asks_without_them(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    make_notice("幼儿园研修通知")
    html = get("q=" + quote("幼稚園"))
    assert titles(html) == ["幼儿园研修通知"]
    assert "已同时检索“幼儿园”" in html
    alone = re.search(r'class="note synonyms">.*?href="([^"]+)"', html).group(1)  # type: ignore[union-attr]
    assert alone.endswith("&amp;alone=1")
    html = get(alone.lstrip("?").replace("&amp;", "&"))
    assert titles(html) == []
    assert "没有加上同义词" in html


def test_what_shares_single_characters_with_a_look_up_is_not_found(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    make_notice("教学质量通知", "电子材料另发。")
    assert titles(get("q=" + quote("量子火箭"))) == []
    html = get("q=" + quote("质量火箭"))
    assert titles(html) == ["教学质量通知"]
    assert "没有完整包含所查文字" in html


def test_a_number_that_no_document_has_is_said_to_be_missing(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    make_notice("关于云岫教研活动的通知", document_number="云教研〔2025〕3号")
    assert "没有文号为“云教研〔2026〕4号”或提到它的文件" in get("q=" + quote("云教研[2026]4号"))
    assert "没有文号为" not in get("q=" + quote("云教研[2025]3号"))


def test_words_may_be_asked_of_titles_or_texts_alone(get: Callable[..., str], make_notice: Callable[..., Any]) -> None:
    make_notice("足球比赛通知", "各校报名。")
    make_notice("各校报名通知", "足球比赛的时间另行通知。")
    word = "q=" + quote("足球比赛")
    assert len(titles(get(word))) == 2
    assert titles(get(word + "&in=title")) == ["足球比赛通知"]
    assert titles(get(word + "&in=attachments")) == []
    html = get(word + "&in=body")
    assert "各校报名通知" in titles(html)
    assert 'class="chip" href="?q=' in html


def test_a_hit_in_a_section_leads_to_its_heading(get: Callable[..., str], make_notice: Callable[..., Any]) -> None:
    heading = {"number_text": "二、", "text": "报名办法", "level": "1", "anchor": "s2"}
    page = make_notice("培训通知")
    page.body = [("paragraph", "<p>各校：</p>"), ("heading", heading), ("paragraph", "<p>足球项目网上报名。</p>")]
    with publishing_allowed("test"):
        page.save()
    html = get("q=" + quote("足球项目"))
    link = re.search(r'class="result-place">见<a href="([^"]+)"[^>]*>(.*?)</a>', html)
    assert link is not None
    assert link.group(1).startswith(page.url + "#")
    assert "报名办法" in link.group(2)
