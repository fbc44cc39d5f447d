"""A small district with every kind of page, in both scripts, read once for all the tests of a module."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

IDENTITY = {
    "kind": "department",
    "name": "云岫区教师发展中心",
    "supervisor": "云岫区教育局主管",
    "organiser": "云岫区教育局",
    "undertaker": "云岫区教师发展中心",
    "address": "云岫区文澜路18号",
    "postcode": "330000",
    "telephone": "8600 0100",
    "report_telephone": "8600 0101",
    "site_code": "3601230012",
    "icp_number": "赣ICP备2026000001号-1",
    "police_number": "赣公网安备 36012302000101号",
    "mark_url": "https://bszs.conac.cn/sitename?method=show&id=1",
}
SECTION = {"number_text": "一、", "text": "总体要求", "level": "1", "anchor": "s1"}
TABLE = {
    "data": [["活动", "学时"], ["集中培训", "4"]],
    "mergeCells": [],
    "first_row_is_table_header": True,
    "first_col_is_header": False,
    "table_caption": "学时",
}
LINKED = '<p>详见<a href="https://study.example.com/?a=1&amp;b=2">学时系统</a>和<a href="https://www.gov.cn/x">政府网</a>。</p>'
TEXT = f"<p>各中小学、幼儿园：</p><p>为规范学校的教师培训工作，现将要求通知如下。</p>{LINKED}"
BODY = [
    {"type": "paragraph", "value": TEXT},
    {"type": "heading", "value": SECTION},
    {"type": "table", "value": TABLE},
]
EXTRA = ("/", "/sitemap/", "/calendar/", "/report/", "/display/", "/search/", "/search/?q=2026")


@dataclass
class District:
    """Pages by name, and every address of the site with what a visitor got there."""

    pages: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)

    def get(self, client: Any, address: str) -> Any:
        if address not in self.answers:
            self.answers[address] = client.get(address)
        return self.answers[address]

    def addresses(self) -> list[str]:
        """Every page of the tree and what stands beside it, in both scripts."""
        own = [page.url for page in self.pages.values()]
        own += ["/topics/jiao-shi-pei-xun/", "/bodies/yun-xiu-qu-jiao-yu-ju/", *EXTRA]
        return [*own, *(f"/zh-hant{address}" for address in own)]


def picture() -> Any:
    from django.core.files.images import ImageFile
    from PIL import Image as PillowImage
    from wagtail.images import get_image_model

    data = io.BytesIO()
    PillowImage.new("RGB", (1200, 800), "#0f4a6e").save(data, "PNG")
    return get_image_model().objects.create(title="开班现场", file=ImageFile(data, name="opening.png"))


def documents_of(image: Any, body: Any, topic: Any) -> list[tuple[str, Any, Any]]:
    """(name, type of the column, page) of one document of each kind."""
    from news import models as news
    from plans import models as plans

    common = {"issuing_body": body, "body": BODY, "published_on": date(2026, 5, 18), "topics": [topic], "live": False}
    photo = {"image": {"image": image.pk, "alt_text": "教师们在听课", "decorative": False}, "caption": "", "credit": ""}
    shown = [*BODY, {"type": "image", "value": photo}]
    notice = {
        "document_number": "云教发〔2026〕12号",
        "index_number": "11360123MB0000000X/2026-00012",
        "summary": "通知",
    }
    kinds = [
        ("notice", news.NoticeIndexPage, news.NoticePage, "关于印发教师培训计划的通知", {**notice, "author": "陈明"}),
        ("plan", plans.PlanIndexPage, plans.WorkPlanPage, "2026年教师培训工作计划", {"year": 2026}),
        ("review", plans.ReviewIndexPage, plans.AnnualReviewPage, "2025年教师培训工作回顾", {"year": 2025}),
        ("news", news.TrainingNewsIndexPage, news.TrainingNewsPage, "全员培训开班", {"body": shown}),
        ("commentary", news.CommentaryIndexPage, news.CommentaryPage, "培训计划的解读", {}),
        ("collection", news.CaseIndexPage, news.CaseCollectionPage, "典型案例集", {}),
        ("case", news.CaseIndexPage, news.CasePage, "一节课改了四次", {"stage": "primary", "subject": "语文"}),
    ]
    return [(name, column, page(title=title, **{**common, **own})) for name, column, page, title, own in kinds]


def build() -> District:
    from wagtail.models import Site

    from home.models import HomePage, PlannedRelease, SiteIdentity, StandardPage
    from publications.models import FormerName, IssuingBody, OfficialDocumentPage, Topic
    from publications.publishing import publishing_allowed
    from twins.sync import follow

    body = IssuingBody.objects.create(name="云岫区教育局", number_code="云教发")
    FormerName.objects.create(body=body, name="云岫区文教局", until=date(2001, 1, 1))
    parent = Topic.objects.create(name="教师培训")
    topic = Topic.objects.create(name="学时管理", parent=parent)
    SiteIdentity.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults=IDENTITY)
    district = District()
    home = district.pages["home"] = HomePage.objects.get(locale__language_code="zh-hans")
    with publishing_allowed("tests"):
        for name, column_type, page in documents_of(picture(), body, topic):
            column = column_type.objects.filter(locale=home.locale).first() or home.add_child(
                instance=column_type(title=str(column_type._meta.verbose_name), show_in_menus=True)
            )
            added = column.add_child(instance=page)
            added.save_revision().publish()
            district.pages |= {f"{column.slug} column": column, name: added}
        about = home.add_child(instance=StandardPage(title="关于我们", purpose="about", body=BODY, live=False))
        about.save_revision().publish()
        district.pages["about"] = about
        home.introduction, home.keywords = "发布教师培训的计划与通知", "教师培训,校本研修"
        home.save_revision().publish()
        for page in district.pages.values():
            follow(page.translation_key)
    released = OfficialDocumentPage.objects.get(pk=district.pages["plan"].pk)
    tomorrow = date.today() + timedelta(days=1)
    PlannedRelease.objects.create(title="2027年教师培训计划", planned_on=tomorrow, announced=True, note="经会议审议")
    PlannedRelease.objects.create(title="今年的计划", planned_on=date.today(), announced=True, document=released)
    return district


@pytest.fixture(scope="module")
def own_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An index folder for the module: the one of the settings may know other tests' pages."""
    from django.test import override_settings

    from search.backends.backend import forget_engines
    from search.backends.url import backend_settings

    folder = tmp_path_factory.mktemp("index")
    forget_engines()
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": backend_settings(f"tantivy://{folder}")}):
        yield
    forget_engines()


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: Any, own_index: None) -> Iterator[District]:
    """Made once for a module, inside a transaction that ends with it."""
    from django.core.cache import cache
    from django.db import transaction

    from publications import outbox

    with django_db_blocker.unblock():
        cache.clear()
        with transaction.atomic():
            district = build()
            outbox.drain("search")
            yield district
            transaction.set_rollback(True)


@pytest.fixture
def get(district: District, client: Any, db: None) -> Any:
    """The answer at an address, fetched once."""
    return lambda address: district.get(client, address)
