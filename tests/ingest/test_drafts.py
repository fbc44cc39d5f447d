"""An import makes drafts and a record, once, and never publishes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


@pytest.fixture
def save() -> Callable[..., Any]:
    """Import bytes as the command line does."""
    from ingest.drafts import DraftMaker
    from ingest.pipeline import import_document

    def run(
        content: str | bytes, name: str = "notice.txt", beside: Callable[[str], bytes | None] = lambda _r: None
    ) -> Any:
        data = content.encode() if isinstance(content, str) else content
        return DraftMaker().save(import_document(data, name), data, beside)

    return run


def test_a_notice_and_its_plan_become_two_linked_drafts(save: Callable[..., Any], notice_text: str) -> None:
    from publications.models import Relation

    saved = save(notice_text)
    assert saved.document.status == "draft", saved.document.error
    notice, plan = (Page.objects.get(pk=saved.page_ids[role]).specific for role in ("main", "enclosed"))
    assert (notice.live, plan.live) == (False, False)
    assert type(notice.get_parent().specific).__name__ == "NoticeIndexPage"
    assert type(plan.get_parent().specific).__name__ == "PlanIndexPage"
    assert notice.document_number == "澄教发〔2031〕7号"
    assert notice.issuing_body.name == plan.issuing_body.name == "澄湖区教育局"
    assert str(notice.written_on) == "2031-03-05"
    assert (notice.genre, plan.year, plan.document_number) == ("notice", 2031, "")
    relation = Relation.objects.get(from_key=notice.translation_key, kind="encloses")
    assert relation.to_key == plan.translation_key
    assert notice.latest_revision is not None
    assert notice.slug.startswith("guan-yu-yin-fa-2031")


def test_numbered_headings_become_blocks_with_anchors(save: Callable[..., Any], notice_text: str) -> None:
    plan = Page.objects.get(pk=save(notice_text).page_ids["enclosed"]).specific
    shown = [(h["number_text"], h["text"], h["level"], h["anchor"]) for h in plan.headings]
    assert shown[:4] == [
        ("一、", "研修目标", 1, "s1"),
        ("二、", "研修内容", 1, "s2"),
        ("(一)", "课堂观察", 2, "s2-1"),
        ("1.", "学会使用观察量表", 3, "s2-1-1"),
    ]
    paragraphs = [str(b.value.source) for b in plan.body if b.block_type == "paragraph"]
    assert "<p>每人每学期完成课堂观察20节以上，写出分析报告。</p>" in paragraphs


def test_a_plan_s_tasks_and_a_case_s_origin_are_in_the_draft(save: Callable[..., Any]) -> None:
    from publications.models import Topic

    topic = Topic.objects.create(name="教师培训", slug="jiao-shi-pei-xun")
    rows = "| 重点任务 | 责任单位 | 完成时限 |\n|---|---|---|\n| 完成骨干教师评选 | 培训部 | 6月底前 |\n"
    plan = f"# 2031年澄湖区教师培训工作计划\n\n主题分类：教育 \\\\ 教师培训\n发布日期：2031-01-05\n\n为做好培训，制定本计划。\n\n{rows}"
    page = Page.objects.get(pk=save(plan, "plan.md").page_ids["main"]).specific.get_latest_revision_as_object()
    assert [(task.goal, task.unit, str(task.due_on)) for task in page.tasks.all()] == [
        ("完成骨干教师评选", "培训部", "2031-06-30")
    ]
    assert list(page.topics.all()) == [topic]
    case = (
        "案例名称：小切口的校本研修\n报送单位：西坪镇中心小学\n学段：小学\n级别：省级\n\n一、案例背景\n学校地处山区。\n"
    )
    page = Page.objects.get(pk=save(case, "case.txt").page_ids["main"]).specific
    assert (page.school, page.stage, page.level) == ("西坪镇中心小学", "primary", "provincial")


def test_the_original_is_kept_where_no_address_serves_it(
    save: Callable[..., Any], notice_text: str, private_files: Path
) -> None:
    record = save(notice_text).record
    assert Path(record.original.path).is_relative_to(private_files)
    assert Path(record.original.path).read_bytes() == notice_text.encode()
    with pytest.raises(ValueError, match="never served"):
        record.original.url  # noqa: B018


def test_the_record_tells_fields_removals_and_findings(save: Callable[..., Any], notice_text: str) -> None:
    record = save(notice_text).record
    assert record.fields["document_number"]["quote"] == "澄教发20317号"
    assert {r["rule"] for r in record.removals} >= {"site_chrome", "metadata_header"}
    assert {f["code"] for f in record.findings} >= {"index_number_placeholder", "date_incomplete"}


def test_the_same_bytes_give_no_second_draft(save: Callable[..., Any], notice_text: str) -> None:
    first, again = save(notice_text), save(notice_text, "copy.txt")
    assert again.document.status == "duplicate"
    assert again.page_ids == {}
    assert Page.objects.filter(title=first.document.value("title")).count() == 1


def test_a_deleted_draft_may_be_imported_again(save: Callable[..., Any], notice_text: str) -> None:
    for pk in save(notice_text).page_ids.values():
        Page.objects.get(pk=pk).delete()
    assert save(notice_text).document.status == "draft"


def test_the_same_text_in_other_bytes_is_a_draft_with_a_finding(save: Callable[..., Any], notice_text: str) -> None:
    save(notice_text)
    again = save(notice_text.encode("gb18030"), "gbk.txt")
    assert again.document.status == "draft"
    assert "near_duplicate" in {f["code"] for f in again.record.findings}


def test_a_table_keeps_its_merged_cells_and_markup_is_clean(
    save: Callable[..., Any], page_html: Callable[[str], bytes]
) -> None:
    saved = save(page_html("utf-8"), "page.html")
    page = Page.objects.get(pk=saved.page_ids["main"]).specific
    table = next(b for b in page.body if b.block_type == "table").value
    assert table["data"] == [["班次", "人数"], ["骨干班", "60"], ["", "40"]]
    assert table["mergeCells"] == [{"row": 1, "col": 0, "rowspan": 2, "colspan": 1}]
    html = "".join(str(b.value.source) for b in page.body if b.block_type == "paragraph")
    assert '<a href="https://example.org/guide">指南</a>' in html
    assert "script" not in html
    assert "files/table.docx" not in html


def test_pictures_of_a_word_file_become_images_with_captions(
    save: Callable[..., Any], word: Callable[..., bytes]
) -> None:
    import io

    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")

    def fill(document: Any) -> None:
        document.add_paragraph("澄湖区2031年研修工作总结")
        document.add_paragraph("这一年，全区研修工作扎实推进，圆满完成各项任务，教师的专业能力有了明显提升。")
        document.add_picture(io.BytesIO(picture.getvalue()))
        document.add_paragraph("骨干教师研修现场")
        document.add_paragraph("全年培训教师1.2万人次，开展送教下乡30余次，受到学校和老师们的普遍欢迎。")

    saved = save(word(fill), "review.docx")
    assert saved.document.status == "draft", saved.document.error
    page = Page.objects.get(pk=saved.page_ids["main"]).specific
    image = next(b for b in page.body if b.block_type == "image").value
    assert image["caption"] == "骨干教师研修现场"
    assert image["image"].contextual_alt_text == "骨干教师研修现场"
    figure = page.figures.first()
    assert (figure.value, figure.unit, figure.approximate) == (12000, "人次", False)


def test_one_file_that_cannot_be_saved_does_not_stop_the_next(save: Callable[..., Any], notice_text: str) -> None:
    from ingest.models import ImportRecord

    assert save(b"broken", "a.docx").document.status == "failed"
    assert save(notice_text).document.status == "draft"
    assert list(ImportRecord.objects.values_list("status", flat=True)) == ["draft", "failed"]


def test_a_document_without_a_title_gets_its_first_words(save: Callable[..., Any]) -> None:
    saved = save(
        "澄湖区坚持把教师队伍建设作为基础工作，以示范引领的工作思路，探索新模式，形成新体系，积累了典型案例。\n完善机制，探索新路径，持续发力，成效明显，受到教师欢迎和好评。"
    )
    page = Page.objects.get(pk=saved.page_ids["main"])
    assert saved.document.value("title") is None
    assert page.title.startswith("澄湖区坚持把教师队伍建设")


def test_a_cited_document_is_a_relation_and_linked_where_the_portal_has_it(
    save: Callable[..., Any], notice_text: str
) -> None:
    from publications.models import Relation

    saved = save(notice_text)
    cited = Relation.objects.get(kind="cites")
    assert (cited.to_key, cited.to_title, cited.to_number) == (None, "义务教育质量监测办法", "国教督〔2030〕9号")
    assert Page.objects.get(pk=saved.page_ids["main"]).translation_key == cited.from_key


TRADITIONAL = "關於開展教師研修的通知\n各學校：\n請按時報送本校研修計劃。\n澄湖區教育局\n2031年5月6日"


def test_a_traditional_original_goes_to_the_traditional_column(save: Callable[..., Any]) -> None:
    from wagtail.models import Locale

    from news.models import NoticeIndexPage

    hant = Locale.objects.get_or_create(language_code="zh-hant")[0]
    column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
    if column.get_translation_or_none(hant) is None:
        column.copy_for_translation(hant, copy_parents=True)
    Page.objects.filter(translation_key=column.translation_key).update(live=True)
    page = Page.objects.get(pk=save(TRADITIONAL).page_ids["main"]).specific
    assert page.original_script == "hant"
    assert page.get_parent().specific == column.get_translation(hant)


def test_a_traditional_original_without_such_a_column_is_a_draft_with_a_finding(save: Callable[..., Any]) -> None:
    saved = save(TRADITIONAL)
    assert saved.document.status == "draft"
    assert "column_script" in {f["code"] for f in saved.record.findings}
