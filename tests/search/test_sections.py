"""Every word a document shows is in the index, and a hit leads to the heading that it stands under."""

import datetime
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from publications.models import IssuingBody
from publications.publishing import publishing_allowed
from search.excerpts import marker_for
from search.found import FoundDocument, found_documents
from search.sections import FoundSection

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings: Any, tmp_path: Any) -> Any:
    from wagtail.images import get_image_model

    settings.MEDIA_ROOT = tmp_path
    out = BytesIO()
    Image.new("RGB", (4, 3), "teal").save(out, "PNG")
    return get_image_model().objects.create(title="照片", file=ContentFile(out.getvalue(), name="a.png"))


def heading(number: str, text: str, level: int = 1) -> tuple[str, Any]:
    return "heading", {"number_text": number, "text": text, "level": str(level), "anchor": ""}


def body_of_everything(picture: Any) -> list[tuple[str, Any]]:
    """Each kind of block under a heading of its own."""
    table = {
        "data": [["单位", "名额"], ["云岫第一小学", "甲类十二名"]],
        "table_caption": "表一分配",
        "first_row_is_table_header": True,
        "mergeCells": [],
    }
    picture.contextual_alt_text, picture.decorative = "学员合影替代文字", False
    figure = {"name": "培训教师", "value": "5124", "unit": "人次", "note": "比上年增加"}
    return [
        ("paragraph", "<p>开头一段。</p>"),
        heading("一、", "工作安排"),
        ("paragraph", "<p>段落里的<b>加粗</b>文字</p><p>另一段落</p>"),
        heading("（一）", "名额表", 2),
        ("table", table),
        heading("二、", "现场图片"),
        ("image", {"image": picture, "caption": "开班图注", "credit": "摄影者某"}),
        heading("三、", "领导讲话"),
        ("quote", {"text": "引文原话", "source": "引文出处"}),
        heading("四、", "主要数据"),
        ("figures", [figure]),
    ]


@pytest.fixture
def everything(make_notice: Callable[..., Any], picture: Any) -> Any:
    from wagtail.models import Page

    page = make_notice("包罗万象的通知", summary="概述文字")
    page.body = body_of_everything(picture)
    with publishing_allowed("test"):
        page.save()
    return Page.objects.get(pk=page.pk).specific


def found(page: Any, query: str) -> FoundDocument:
    return found_documents([page.pk], marker_for(query))[0]


def said(section: FoundSection | None) -> tuple[str, str] | None:
    return ("".join(part.text for part in section.title), section.anchor) if section else None


PLACES: list[tuple[str, tuple[str, str] | None]] = [
    ("概述文字", None),
    ("开头一段", None),
    ("工作安排", ("一、工作安排", "s1")),
    ("加粗文字", ("一、工作安排", "s1")),
    ("云岫第一小学", ("（一）名额表", "s1-1")),
    ("表一分配", ("（一）名额表", "s1-1")),
    ("开班图注", ("二、现场图片", "s2")),
    ("摄影者某", ("二、现场图片", "s2")),
    ("学员合影替代文字", ("二、现场图片", "s2")),
    ("引文原话", ("三、领导讲话", "s3")),
    ("引文出处", ("三、领导讲话", "s3")),
    ("5124", ("四、主要数据", "s4")),
    ("比上年增加", ("四、主要数据", "s4")),
]


def test_each_kind_of_block_is_excerpted_and_leads_to_its_heading(everything: Any) -> None:
    for query, section in PLACES:
        document = found(everything, query)
        assert any(part.marked for part in document.excerpt), query
        assert said(document.section) == section
        assert document.section is None or document.section.address == f"{everything.url}#{document.section.anchor}"


def test_every_passage_is_in_the_index_and_every_section_is_an_anchor_of_the_page(everything: Any, client: Any) -> None:
    text, html = everything.get_search_text(), client.get(everything.url).content.decode()
    for passage in everything.passages():
        assert passage.text in text
        assert not passage.anchor or f'id="{passage.anchor}"' in html


def test_cells_of_a_table_are_separated_in_an_excerpt(everything: Any) -> None:
    shown = "".join(part.text for part in found(everything, "甲类十二名").excerpt)
    assert "云岫第一小学 ｜ 甲类十二名" in shown


def test_a_hit_far_inside_a_long_plan_leads_to_its_heading(db: None, index_folder: Any, client: Any) -> None:
    from plans.models import PlanIndexPage, PlanTask, WorkPlanPage

    body: list[Any] = []
    for number in range(1, 41):
        body += [
            heading(f"{number}.", f"第{number}项工作", 3),
            ("paragraph", "<p>" + "常规推进各项事务。" * 120 + "</p>"),
        ]
        if number == 33:
            body.append(("paragraph", "<p>遴选种子教师三十名。</p>"))
    plan = WorkPlanPage(title="年度计划", body=body, live=True)
    plan.tasks = [
        PlanTask(goal="完成骨干评选", measure="现场展示", unit="培训部", due_on=datetime.date(2026, 6, 1)),
        PlanTask(goal="编印成果集", measure="校对付印", unit="教研室", anchor="s33"),
    ]
    with publishing_allowed("test"):
        PlanIndexPage.objects.get().add_child(instance=plan)
    document = found(plan, "种子教师")
    assert said(document.section) == ("33.第33项工作", "s33")
    assert "遴选种子教师三十名" in "".join(part.text for part in document.excerpt)
    assert said(found(plan, "现场展示").section) == ("任务与进度", "tasks")
    assert said(found(plan, "校对付印").section) == ("编印成果集", "s33")
    assert 'id="tasks"' in client.get(plan.url).content.decode()


def test_a_reviews_figures_are_found_as_they_are_printed_and_in_plain_digits(
    db: None, index_folder: Any, client: Any
) -> None:
    from plans.models import AnnualReviewPage, ReviewFigure, ReviewIndexPage

    review = AnnualReviewPage(title="年度回顾", live=True)
    review.figures = [
        ReviewFigure(name="培训中小学教师", value=13900, unit="人次", sentence="全年培训一万三千九百人次。")
    ]
    with publishing_allowed("test"):
        ReviewIndexPage.objects.get().add_child(instance=review)
    for query in ("13900", "1.39", "全年培训"):
        assert said(found(review, query).section) == ("年度数据", "figures")
    assert 'id="figures"' in client.get(review.url).content.decode()


def test_a_body_is_named_in_the_pages_own_script(make_notice: Callable[..., Any]) -> None:
    from wagtail.models import Locale

    body = IssuingBody.objects.create(name="云岫区教师发展中心")
    page = make_notice("通知", "正文与此无关。", issuing_body=body)
    twin = page.copy_for_translation(Locale.objects.get(language_code="zh-hant"), copy_parents=True)
    type(page).objects.filter(pk=twin.pk).update(live=True)
    shown = "".join(part.text for part in found(twin, "教师发展中心").excerpt)
    assert "雲岫區教師發展中心" in shown
    assert found(page, "教师发展中心").section is None
