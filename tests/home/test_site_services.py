"""What the site offers beside its documents: reports, the way out, mourning, announcements, links, the footer's check."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from publications.publishing import publishing_allowed

TODAY = timezone.localdate


@pytest.fixture
def identity(db: None) -> Callable[..., Any]:
    from wagtail.models import Site

    from home.models import SiteIdentity

    def fill(**fields: Any) -> Any:
        site = Site.objects.get(is_default_site=True)
        found = SiteIdentity.objects.update_or_create(site=site, defaults=fields)[0]
        found.full_clean()
        return found

    return fill


@pytest.fixture
def make_notice(db: None) -> Callable[..., Any]:
    from news.models import NoticeIndexPage, NoticePage

    def make(title: str, **fields: Any) -> Any:
        column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
        with publishing_allowed("tests"):
            return column.add_child(instance=NoticePage(title=title, **{"live": True, **fields}))

    return make


def page_of(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


# --- 纠错 -----------------------------------------------------------------------------------------------------------
def test_a_reader_s_report_is_kept_without_anything_else_about_them(client: Any, db: None) -> None:
    from home.models import CorrectionReport

    form = page_of(client, "/report/?page=/tong-zhi-gong-gao/")
    assert 'value="/tong-zhi-gong-gao/"' in form
    sent = {"page_address": "/tong-zhi-gong-gao/", "text": "标题里的字写错了", "contact": "8600 0100", "website": ""}
    assert client.post("/report/", sent)["Location"] == "/report/?sent=1"
    assert "已经收到" in page_of(client, "/report/?sent=1")
    report = CorrectionReport.objects.get()
    assert (report.page_address, report.text, report.state) == ("/tong-zhi-gong-gao/", "标题里的字写错了", "new")
    report.state = "corrected"
    report.save()
    report.refresh_from_db()
    assert report.contact == ""
    assert report.settled_at


def test_what_machines_send_is_thanked_for_and_not_kept(client: Any, db: None) -> None:
    from home.models import CorrectionReport

    sent = {"text": "buy this now", "website": "https://spam.example/"}
    assert client.post("/report/", sent)["Location"] == "/report/?sent=1"
    assert not CorrectionReport.objects.exists()


def test_a_report_needs_the_form_s_token(db: None) -> None:
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/report/", {"text": "没有令牌的留言"}).status_code == 403


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_report_names_no_page_of_another_site(client: Any, db: None, page: str) -> None:
    from home.models import CorrectionReport

    form = page_of(client, f"/report/?page={page}").split("<main")[1].split("</main>")[0]
    assert page not in form
    client.post("/report/", {"page_address": page, "text": "这里写错了字"})
    assert CorrectionReport.objects.get().page_address == ""


def test_a_report_that_says_nothing_comes_back_with_what_to_do(client: Any, db: None) -> None:
    answer = client.post("/report/", {"text": "错", "contact": "我"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "请再写详细一些" in text
    assert 'aria-invalid="true"' in text
    assert 'value="我"' in text


def test_a_flood_of_reports_is_stopped_for_the_day(client: Any, db: None) -> None:
    from home.corrections import MOST_A_DAY
    from home.models import CorrectionReport

    CorrectionReport.objects.bulk_create([CorrectionReport(text="同一句话")] * MOST_A_DAY)
    answer = client.post("/report/", {"text": "真的有一处写错了"})
    assert answer.status_code == 503
    assert "真的有一处写错了" in answer.content.decode()
    assert CorrectionReport.objects.count() == MOST_A_DAY


def test_editors_see_what_waits_and_settle_it(admin_client: Any, admin_user: Any, db: None) -> None:
    from home.models import CorrectionReport

    report = CorrectionReport.objects.create(text="第二段有错别字", page_address="/x/", contact="陈老师")
    assert "第二段有错别字" in page_of(admin_client, reverse("wagtailadmin_home"))
    viewset = CorrectionReport.snippet_viewset
    listing = page_of(admin_client, reverse(viewset.get_url_name("list")))
    assert reverse(viewset.get_url_name("add")) not in listing
    edit = reverse(viewset.get_url_name("edit"), args=(report.pk,))
    assert "陈老师" in page_of(admin_client, edit)
    admin_client.post(edit, {"state": "corrected", "note": "已改正"})
    report.refresh_from_db()
    assert (report.state, report.contact, report.settled_by) == ("corrected", "", admin_user)


# --- links that lead off the site -------------------------------------------------------------------------------------
def out_of(client: Any, notice: Any) -> list[str]:
    return [
        link.replace("&amp;", "&")
        for link in re.findall(r'<a class="external" href="([^"]+)"', page_of(client, notice.url))
    ]


def test_a_link_off_the_site_leads_through_a_page_that_says_so(client: Any, make_notice: Any) -> None:
    links = (
        '<p><a href="https://study.example.com/?a=1&amp;b=2">学时</a><a href="https://www.moe.gov.cn/">教育部</a></p>'
    )
    notice = make_notice("有链接的通知", body=[("paragraph", links)])
    [way] = out_of(client, notice)
    page = page_of(client, way)
    assert 'href="https://study.example.com/?a=1&amp;b=2"' in page
    assert "您即将离开本站" in page
    assert '<a href="https://www.moe.gov.cn/">' in page_of(client, notice.url)


def test_nobody_else_can_send_readers_on(client: Any, make_notice: Any) -> None:
    from home.leaving import way_out

    good = parse_qs(urlsplit(way_out("https://study.example.com/")).query)["check"][0]
    for query in (
        "to=https://evil.example/",
        f"to=https://evil.example/&check={good}",
        f"to=javascript:alert(1)&check={good}",
        "",
    ):
        page_of(client, f"/leave/?{query}", status=404)


def test_the_notice_can_be_turned_off_or_spared_for_known_sites(client: Any, identity: Any) -> None:
    from home.leaving import way_out

    identity(trusted_domains="edu.cn\n.example.org")
    assert client.get(way_out("https://www.pku.edu.cn/a"))["Location"] == "https://www.pku.edu.cn/a"
    assert client.get(way_out("https://notedu.cn/")).status_code == 200
    identity(external_link_notice=False)
    assert client.get(way_out("https://notedu.cn/"))["Location"] == "https://notedu.cn/"


@pytest.mark.parametrize(
    ("address", "away"),
    [
        ("https://www.gov.cn/x", False),
        ("https://gov.cn.evil.example/", True),
        ("http://localhost/a", False),
        ("mailto:a@example.com", False),
        ("https://[broken", False),
    ],
)
def test_what_leads_away(db: None, address: str, away: bool) -> None:
    from home.leaving import leads_away

    assert leads_away(address) is away


# --- mourning, footer, links on the home page -------------------------------------------------------------------------
def test_the_whole_site_is_grey_on_days_of_mourning_and_not_after(
    client: Any, identity: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    localdate, day = timezone.localdate, TODAY()  # which no midnight ends while the test runs
    monkeypatch.setattr(timezone, "localdate", lambda *moment: localdate(*moment) if moment else day)
    identity(mourning_from=day - timedelta(days=1), mourning_until=day)
    assert '<html lang="zh-Hans" data-mourning>' in page_of(client, "/")
    assert "data-mourning" in page_of(client, "/nowhere/", status=404)
    identity(mourning_from=day - timedelta(days=2), mourning_until=day - timedelta(days=1))
    assert "data-mourning" not in page_of(client, "/")


def test_days_of_mourning_have_a_beginning_and_an_end(identity: Any) -> None:
    from django.core.exceptions import ValidationError

    day = TODAY()
    with pytest.raises(ValidationError, match="一起填写"):
        identity(mourning_from=day)
    with pytest.raises(ValidationError, match="早于"):
        identity(mourning_from=day, mourning_until=day - timedelta(days=1))


def test_the_settings_say_what_each_kind_of_site_still_lacks(admin_client: Any, identity: Any) -> None:
    from home.identity_check import missing_items

    lacking = {item.name for item in missing_items(identity(kind="sub_site"))}
    assert {"网站标识码", "上级门户网址", "ICP备案号", "隐私声明", "“通知公告”的说明"} <= lacking
    found = identity(kind="institution", icp_number="赣ICP备2026000001号-1")
    lacking = {item.name for item in missing_items(found)}
    assert "主管单位" in lacking
    assert not lacking & {"网站标识码", "ICP备案号"}
    for address in (reverse("wagtailsettings:edit", args=("home", "siteidentity")), reverse("wagtailadmin_home")):
        assert "违法和不良信息举报电话" in admin_client.get(address, follow=True).content.decode()


def test_a_page_for_a_purpose_is_no_longer_missing(identity: Any) -> None:
    from home.identity_check import missing_items
    from home.models import HomePage, StandardPage

    with publishing_allowed("tests"):
        home = HomePage.objects.get(locale__language_code="zh-hans")
        home.add_child(instance=StandardPage(title="隐私声明", purpose="privacy", live=True))
    lacking = {item.name for item in missing_items(identity())}
    assert "隐私声明" not in lacking
    assert "无障碍说明" in lacking


def test_a_wrong_site_code_is_refused(identity: Any) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="10 位数字"):
        identity(site_code="36012")


def test_the_country_s_own_form_is_offered_where_the_site_has_a_code(client: Any, identity: Any) -> None:
    identity(site_code="3601230012")
    footer = page_of(client, "/calendar/").split("<footer")[1]
    assert "site_code=3601230012&amp;url=http%3A%2F%2Flocalhost%2Fcalendar%2F" in footer


def test_the_links_of_the_home_page_are_what_editors_chose(client: Any, make_notice: Any) -> None:
    from home.models import HomePage, QuickLink

    home = HomePage.objects.get(locale__language_code="zh-hans")
    shown, hidden = make_notice("看得见的通知"), make_notice("看不见的通知", live=False)
    links = [{"page": shown}, {"page": hidden, "title": "藏着的"}, {"title": "学时系统", "url": "https://x.example/"}]
    with publishing_allowed("tests"):
        home.quick_links.set([QuickLink(**link) for link in links])
        home.save()
    section = page_of(client, "/").split('id="quick-links"')[1].split("</section>")[0]
    assert re.findall(r">([^<>]+)</a>", section) == ["看得见的通知", "学时系统"]
    assert "/leave/?to=" in section


def test_a_column_whose_documents_nobody_may_read_is_not_in_the_menu(client: Any, make_notice: Any) -> None:
    from wagtail.models import PageViewRestriction

    notice = make_notice("内部通知")
    menu = page_of(client, "/").split('<nav class="columns')[1].split("</nav>")[0]
    assert "通知公告" in menu
    PageViewRestriction.objects.create(page=notice, restriction_type="login")
    menu = page_of(client, "/").split('<nav class="columns')[1].split("</nav>")[0]
    assert "通知公告" not in menu
    assert "内部通知" not in page_of(client, "/sitemap/")
    for file in ("/sitemap-1.xml", "/feeds/all.atom"):
        assert "内部通知" not in client.get(file).getvalue().decode()
        assert notice.url not in client.get(file).getvalue().decode()


# --- announcements, topics, bodies ------------------------------------------------------------------------------------
def test_only_what_is_announced_is_in_the_calendar_and_no_draft_shows_through(client: Any, make_notice: Any) -> None:
    from home.models import PlannedRelease

    draft = make_notice("草稿的真标题", live=False, planned_publication=timezone.now())
    soon = TODAY() + timedelta(days=3)
    PlannedRelease.objects.create(title="还没有公布的预告", planned_on=soon)
    row = PlannedRelease.objects.create(title="年度培训安排", planned_on=soon, announced=True, document=draft)
    for address in ("/calendar/", "/calendar/releases.ics", "/"):
        text = page_of(client, address)
        assert "年度培训安排" in text
        assert "草稿的真标题" not in text
        assert draft.slug not in text
        assert "还没有公布的预告" not in text
    with publishing_allowed("tests"):
        draft.save_revision().publish()
    assert f'href="{draft.url}"' in page_of(client, "/calendar/").split('id="out"')[1]
    row.delete()
    assert "年度培训安排" not in page_of(client, "/calendar/")


def test_whoever_may_not_announce_takes_an_announcement_back_by_changing_it(db: None, django_user_model: Any) -> None:
    from wagtail.admin.panels import get_edit_handler

    from home.models import PlannedRelease

    drafter = django_user_model.objects.create_user("chen")
    release = PlannedRelease.objects.create(title="原来的标题", planned_on=TODAY(), announced=True)
    form_class = get_edit_handler(PlannedRelease).get_form_class()
    data = {"title": "改过的标题", "planned_on": TODAY().isoformat(), "state": "planned", "announced": "on"}
    form = form_class(data, instance=release, for_user=drafter)
    assert form.is_valid(), form.errors
    assert form.save().announced is False


def test_a_topic_or_body_has_a_page_as_soon_as_a_document_of_it_is_public(client: Any, make_notice: Any) -> None:
    from publications.models import FormerName, IssuingBody, Topic

    topic = Topic.objects.create(name="学时管理", parent=Topic.objects.create(name="教师培训"))
    body = IssuingBody.objects.create(name="云岫区教育局")
    FormerName.objects.create(body=body, name="云岫区文教局", until=date(2001, 1, 1))
    notice = make_notice("一份通知", issuing_body=body, topics=[topic], live=False, published_on=date(2024, 3, 1))
    addresses = (topic.get_absolute_url(), topic.parent.get_absolute_url(), body.get_absolute_url())
    feeds = (f"/feeds/topics/{topic.slug}.atom", f"/feeds/bodies/{body.slug}.atom")
    for address in (*addresses, *feeds):
        page_of(client, address, status=404)
    with publishing_allowed("tests"):
        notice.save_revision().publish()
    for address in (*addresses, *feeds):
        assert "一份通知" in page_of(client, address)
    assert "云岫区文教局" in page_of(client, body.get_absolute_url())
    assert "一份通知" in page_of(client, f"{body.get_absolute_url()}?year=2024")
    assert body.get_absolute_url() == "/bodies/yun-xiu-qu-jiao-yu-ju/"
    body.name = "云岫区教育和体育局"
    body.save()
    assert "云岫区教育和体育局" in page_of(client, "/bodies/yun-xiu-qu-jiao-yu-ju/")


def test_a_document_without_a_twin_is_listed_once_in_either_script(client: Any, make_notice: Any) -> None:
    from publications.models import IssuingBody

    body = IssuingBody.objects.create(name="云岫区教育局")
    make_notice("只有简体的通知", issuing_body=body)
    assert '<a href="/tong-zhi-gong-gao/' in page_of(client, body.get_absolute_url())
    there = page_of(client, f"/zh-hant{body.get_absolute_url()}")
    assert there.count("只有简体的通知") == 1
    assert 'lang="zh-Hans">只有简体的通知' in there


# --- who may do what --------------------------------------------------------------------------------------------------
def test_one_address_cannot_fill_the_box(client: Any, db: None) -> None:
    from home.models import CorrectionReport

    statuses = [client.post("/report/", {"text": f"第{number}处写错了"}).status_code for number in range(7)]
    assert (statuses[0], statuses[-1]) == (302, 429)
    assert CorrectionReport.objects.count() < 7


def test_drafters_prepare_announcements_and_only_the_last_reviewers_announce(db: None, django_user_model: Any) -> None:
    from django.contrib.auth.models import Group

    drafter, final = (django_user_model.objects.create_user(name) for name in ("chen", "zhou"))
    drafter.groups.add(Group.objects.get(name="起草"))
    final.groups.add(Group.objects.get(name="终审"))
    for user in (drafter, final):
        assert user.has_perms(["home.add_plannedrelease", "home.change_correctionreport"])
    assert final.has_perm("home.announce_plannedrelease")
    assert not drafter.has_perm("home.announce_plannedrelease")
