"""What a reader finds on the pages, in both scripts, without JavaScript."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale

from publications.choices import RelationKind
from publications.models import Relation

from .conftest import heading, paragraphs


def html(client: Any, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return re.sub(r">\s+<", "><", response.content.decode())


def in_traditional(page: Any, live: bool = True) -> Any:
    """A live traditional version, as the twins make it, with the sections above it."""
    hant = Locale.objects.get(language_code="zh-hant")
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        if not above.has_translation(hant):
            above.copy_for_translation(hant).save_revision().publish(skip_permission_checks=True)
    twin = page.copy_for_translation(hant)
    if live:
        twin.save_revision().publish(skip_permission_checks=True)
    return twin


@pytest.fixture
def every_page(make_notice: Any, make_plan: Any, make_review: Any, make_case: Any, body_of: Any) -> list[str]:
    """An address of every kind of page, with all that such a page can show."""
    tasks = (("建成研修小组", "教研部", date(2026, 1, 1), "in_progress"), ("规范化培训", "培训部", None, "done"))
    text = [heading(f"{n}、", f"第{n}节", 1, f"s{i}") for i, n in enumerate("一二三", start=1)]
    plan = make_plan(tasks=tasks, body=text, published_on=date(2026, 5, 1))
    notice = make_notice(
        body=[paragraphs("各学校：", "请照办。")], action_deadline=timezone.localdate(), action_submit="方案"
    )
    Relation.relate(notice, plan, RelationKind.ENCLOSES)
    figures = tuple((name, 100, "人次") for name in "甲乙丙丁戊己庚")
    reviews = [
        make_review(year, figures, issuing_body=body_of("云岫区教育局"), body=text) for year in (2023, 2024, 2025)
    ]
    Relation.relate(reviews[-1], plan, RelationKind.REVIEWS)
    case = make_case("一节课改了四次", stage="primary", subject="语文", year=2025, summary="摘要")
    pages = [notice, plan, reviews[-1], case]
    columns = [page.get_parent().url for page in pages]
    return ["/", "/display/", *columns, *(page.url for page in pages)]


def test_no_page_has_a_style_or_script_of_its_own(client: Any, every_page: list[str]) -> None:
    for address in every_page:
        page = html(client, address)
        assert " style=" not in page, address
        assert "<style" not in page, address
        # JSON-LD is a data block: browsers never execute it, so the policy does not concern it.
        assert re.findall(r'<script(?![^>]*\bsrc=| type="application/ld\+json">)', page) == [], address
        assert re.findall(r"\son[a-z]+=", page) == [], address


def test_nothing_is_fetched_from_elsewhere(client: Any, every_page: list[str]) -> None:
    for address in every_page:
        fetched = re.findall(
            r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"', html(client, address)
        )
        assert fetched
        assert [url for url in fetched if not url.startswith("/")] == [], address


def test_no_page_says_none(client: Any, every_page: list[str]) -> None:
    for address in every_page:
        assert "None" not in html(client, address), address


def test_one_h1_one_main_and_a_search_form_stand_on_every_page(client: Any, every_page: list[str]) -> None:
    for address in every_page:
        page = html(client, address)
        assert (page.count("<h1"), page.count("<main"), page.count('role="search"')) == (1, 1, 1), address


def test_headings_never_skip_a_level(client: Any, every_page: list[str]) -> None:
    for address in every_page:
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html(client, address))]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)


def test_an_id_stands_once(client: Any, every_page: list[str]) -> None:
    for address in every_page:
        ids = re.findall(r'\sid="([^"]+)"', html(client, address))
        assert len(ids) == len(set(ids)), address


def test_what_to_do_stands_before_the_metadata_and_the_text(client: Any, make_notice: Any) -> None:
    notice = make_notice(action_deadline=date(2099, 6, 30), action_submit="方案一份", body=[paragraphs("正文在此。")])
    page = html(client, notice.url).split("</head>")[1]
    assert page.index("2099年6月30日</time>（星期二）") < page.index("公开方式") < page.index("正文在此。")


def test_a_deadline_that_has_passed_says_so(client: Any, make_notice: Any) -> None:
    notice = make_notice(action_deadline=timezone.localdate() - timedelta(days=1))
    assert "已截止" in html(client, notice.url)


def test_the_enclosed_plan_stands_below_its_notice_one_heading_level_lower(
    client: Any, make_notice: Any, make_plan: Any
) -> None:
    plan = make_plan(body=[heading("一、", "总体要求", 1, "s1"), paragraphs("做实研修。")])
    notice = make_notice(body=[heading("一、", "有关事项", 1, "s1")])
    Relation.relate(notice, plan, RelationKind.ENCLOSES)
    page = html(client, notice.url)
    assert '<h2 class="level-1" id="s1">一、有关事项<' in page
    assert '<h3 class="level-1" id="e1-s1">一、总体要求<' in page
    assert page.index("有关事项<") < page.index(f'<h2 id="e1-title">{"<span"}') < page.index("做实研修。")


def test_a_plan_that_is_not_public_does_not_show_in_its_notice(client: Any, make_notice: Any, make_plan: Any) -> None:
    plan = make_plan("秘密计划", live=False, body=[paragraphs("还不能说。")])
    notice = make_notice()
    Relation.relate(notice, plan, RelationKind.ENCLOSES)
    page = html(client, notice.url)
    assert "还不能说。" not in page
    assert "秘密计划" not in page


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"validity": "repealed"}, "已废止"),
        ({"validity": "amended"}, "已修改"),
        ({"effective_on": date(2099, 1, 1)}, "尚未施行"),
        ({"expires_on": date(2020, 1, 1)}, "已失效"),
    ],
)
def test_a_notice_says_first_that_it_is_not_in_force(
    client: Any, make_notice: Any, fields: dict[str, Any], word: str
) -> None:
    page = html(client, make_notice(**fields).url)
    assert page.index(f'<h2 id="validity">{word}</h2>') < page.index("<h1")


def test_a_repealed_notice_names_what_repealed_it(client: Any, make_notice: Any) -> None:
    old = make_notice("旧办法", validity="repealed")
    new = make_notice("新办法", document_number="云教发〔2026〕3号")
    Relation.relate(new, old, RelationKind.REPEALS)
    banner = html(client, old.url).split("<h1")[0].split('id="validity"')[1]
    assert f'href="{new.url}"' in banner
    assert "云教发〔2026〕3号" in banner


def test_overdue_tasks_come_first_and_every_state_is_a_word(client: Any, make_plan: Any) -> None:
    tasks = (
        ("甲任务", "培训部", None, "done"),
        ("乙任务", "教研部", date(2020, 1, 1), "in_progress"),
        ("丙任务", "教研部", None, "not_started"),
    )
    page = html(client, make_plan(tasks=tasks).url)
    assert page.index("乙任务") < page.index("丙任务") < page.index("甲任务")
    assert all(word in page for word in ("已逾期", "未开始", "已完成", "共3项任务，已完成1项"))


def test_tasks_are_filtered_by_the_address(client: Any, make_plan: Any) -> None:
    plan = make_plan(tasks=(("甲任务", "培训部", None, "done"), ("乙任务", "教研部", None, "in_progress")))
    page = html(client, plan.url + "?unit=教研部")
    assert "乙任务" in page
    assert "甲任务" not in page


def test_a_review_draws_its_figures_with_attributes_and_tells_them_in_tables(client: Any, make_review: Any) -> None:
    for year, value in ((2023, 5124), (2024, 12400), (2025, 13900)):
        review = make_review(year, (("参加培训", value, "人次"),))
    page = html(client, review.url)
    assert 'aria-label="参加培训：2023年5,124人次，2025年1.39万人次"' in page
    assert "比上年增加12.1%" in page
    assert '<th scope="row">2024</th><td>1.24万人次</td>' in page


def test_figures_of_a_review_that_is_not_public_are_in_no_other_review_s_line(client: Any, make_review: Any) -> None:
    from wagtail.models import PageViewRestriction

    values = {2022: 5124, 2023: 6311, 2024: 7777, 2025: 8120}
    reviews = {year: make_review(year, (("参加培训", value, "人次"),)) for year, value in values.items()}
    assert "7,777人次" in html(client, reviews[2025].url)
    PageViewRestriction.objects.create(page=reviews[2024], restriction_type="login")
    page = html(client, reviews[2025].url)
    assert "7,777人次" not in page
    assert "6,311人次" in page


def test_a_page_without_a_twin_says_so(client: Any, make_notice: Any) -> None:
    page = html(client, make_notice().url)
    assert "本文没有繁体版" in page
    assert 'hreflang="zh-Hant"' not in page


def test_twins_lead_to_each_other_and_tell_search_engines(client: Any, make_notice: Any) -> None:
    notice = make_notice()
    twin = in_traditional(notice)
    here, there = html(client, notice.url), html(client, twin.url)
    assert f'<a href="{twin.url}" lang="zh-Hant-HK" hreflang="zh-Hant">繁體</a>' in here
    assert f'<a href="{notice.url}" lang="zh-Hans" hreflang="zh-Hans">简体</a>' in there
    for page, own in ((here, notice), (there, twin)):
        assert f'<link rel="alternate" hreflang="zh-Hans" href="{notice.full_url}">' in page
        assert f'<link rel="alternate" hreflang="zh-Hant" href="{twin.full_url}">' in page
        assert f'<link rel="canonical" href="{own.full_url}">' in page


def test_a_twin_that_is_not_live_is_not_offered(client: Any, make_notice: Any) -> None:
    notice = make_notice()
    in_traditional(notice, live=False)
    assert "本文没有繁体版" in html(client, notice.url)


def test_the_traditional_page_speaks_traditional_throughout(client: Any, make_notice: Any) -> None:
    twin = in_traditional(make_notice("關於開展校本研修的通知", validity="repealed"))
    page = html(client, twin.url)
    assert '<html lang="zh-Hant-HK"' in page
    assert "雲岫區教育局" in page  # the body's name is kept once, in simplified
    assert "已廢止" in page
    assert "顯示設置" in page


def test_a_link_in_the_text_leads_to_the_reader_s_script(client: Any, make_notice: Any) -> None:
    other = make_notice("被链接的通知")
    link = f'<a linktype="page" id="{other.pk}">见此</a>'
    twin_of_other = in_traditional(other)
    notice = make_notice(body=[("paragraph", f"<p>{link}</p>")])
    assert f'<a href="{other.url}">见此</a>' in html(client, notice.url)
    assert f'<a href="{twin_of_other.url}">见此</a>' in html(client, in_traditional(notice).url)


def test_a_link_to_what_is_no_longer_public_leads_nowhere(client: Any, make_notice: Any) -> None:
    hidden = make_notice("撤下的通知", live=False)
    notice = make_notice(body=[("paragraph", f'<p><a linktype="page" id="{hidden.pk}">见此</a></p>')])
    assert "<a>见此</a>" in html(client, notice.url)


def test_a_column_without_documents_stays_out_of_the_menu(client: Any, make_notice: Any) -> None:
    make_notice()
    menu = html(client, "/").split('<nav class="columns')[1].split("</nav>")[0]
    assert "通知公告" in menu
    assert "案例库" not in menu


def test_the_menu_says_where_the_reader_is(client: Any, make_notice: Any) -> None:
    notice = make_notice()
    assert 'aria-current="true">通知公告</a>' in html(client, notice.url)
    assert 'aria-current="page">通知公告</a>' in html(client, notice.get_parent().url)
    assert 'aria-current="page">首页</a>' in html(client, "/")


def test_an_address_that_leads_nowhere_offers_a_search_for_its_words(client: Any, make_notice: Any) -> None:
    make_notice()
    page = html(client, "/art/2022/校本研修-计划.html", status=404)
    assert 'value="校本研修 计划"' in page
    assert "没有这个页面" in page
    assert "沒有這個頁面" in html(client, "/zh-hant/nowhere/", status=404)


def test_a_reader_signs_in_to_a_restricted_page_within_the_site_s_frame(
    client: Any, make_notice: Any, django_user_model: Any
) -> None:
    from wagtail.models import PageViewRestriction

    notice = make_notice("内部通知")
    PageViewRestriction.objects.create(page=notice, restriction_type="login")
    django_user_model.objects.create_user("chen", "chen@example.org", "很长的口令2031")
    page = client.get(notice.url, follow=True).content.decode()
    assert "需要登录" in page
    assert 'class="site-header"' in page
    assert "内部通知" not in page
    account = {"username": "chen", "password": "很长的口令2031"}
    assert client.post("/_util/login/", {**account, "next": notice.url}).url == notice.url
    assert client.post("/_util/login/", {**account, "next": "https://elsewhere.example/"}).url == "/"


def test_the_error_page_needs_neither_database_nor_request(db: None) -> None:
    from django.template.loader import render_to_string

    assert "网站出了问题" in render_to_string("500.html")


def test_display_settings_are_kept_without_a_session(client: Any, db: None) -> None:
    response = client.post("/display/", {"theme": "contrast", "size": "xl", "next": "/"})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert "sessionid" not in response.cookies
    assert '<html lang="zh-Hans" data-theme="contrast" data-size="xl">' in html(client, "/")
    client.post("/display/", {"theme": "", "size": ""})
    assert '<html lang="zh-Hans">' in html(client, "/")


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_display_settings_never_lead_off_the_site(client: Any, address: str) -> None:
    assert client.post("/display/", {"next": address})["Location"] == "/display/"


def test_a_cookie_cannot_bring_markup(client: Any, db: None) -> None:
    client.cookies["theme"] = '"><script>'
    assert "<html lang=" in html(client, "/")
    assert "data-theme" not in html(client, "/")


def test_the_pager_keeps_the_filter(client: Any, make_notice: Any) -> None:
    for number in range(21):
        make_notice(f"通知{number}", year=2026)
    page = html(client, "/tong-zhi-gong-gao/?year=2026")
    assert 'rel="next" href="?year=2026&amp;page=2"' in page


def test_a_column_lists_titles_with_dates_newest_first(client: Any, make_notice: Any) -> None:
    make_notice("旧通知", published_on=date(2020, 1, 2))
    make_notice("新通知", published_on=date(2026, 1, 2))
    page = html(client, "/tong-zhi-gong-gao/").split("<main")[1]
    assert page.index("新通知") < page.index("2026年1月2日") < page.index("旧通知") < page.index("2020年1月2日")


def test_the_portal_names_itself_for_inspectors(client: Any, make_notice: Any) -> None:
    notice = make_notice(published_on=date(2026, 5, 18), source="云岫区教育局")
    page = html(client, notice.url)
    for name in ("SiteName", "SiteDomain", "ArticleTitle", "PubDate", "ContentSource", "ColumnName"):
        assert f'<meta name="{name}" content="' in page, name
    assert '<meta name="PubDate" content="2026-05-18 ' in page
    assert '<meta name="ColumnType" content="首页">' in html(client, "/")


@pytest.fixture
def identity(db: None) -> Callable[..., Any]:
    from wagtail.models import Site

    from home.models import SiteIdentity

    def fill(**fields: str) -> SiteIdentity:
        identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
        for name, value in fields.items():
            setattr(identity, name, value)
        identity.save()
        return identity

    return fill


def test_the_footer_shows_what_is_filled_in_and_nothing_else(client: Any, identity: Any) -> None:
    identity(name="云岫区教师发展中心", police_number="赣公网安备 36012302000101号", icp_number="")
    footer = html(client, "/").split("<footer")[1]
    assert "code=36012302000101" in footer
    assert "beian.miit.gov.cn" not in footer
    assert "主办：" not in footer
