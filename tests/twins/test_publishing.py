"""A published original has a published twin that says the same in the other script."""

import datetime

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def settle():
    """What a commit does; only the first test commits for real, since the others are the quicker for it."""
    from publications.outbox import drain

    return lambda: drain("twins")


@pytest.fixture
def publish(publish, settle):
    from django.db import connection

    def publish_and_settle(page):
        page = publish(page)
        if connection.in_atomic_block:
            settle()
        return page

    return publish_and_settle


@pytest.mark.django_db(transaction=True)
def test_a_published_notice_has_a_converted_published_twin_when_it_is_committed(make_notice, twin_of) -> None:
    notice = make_notice(
        "关于开展校本研修的通知",
        document_number="云教发〔2026〕12号",
        index_number="11360123MB0000000X/2026-00012",
        summary="各校于九月开始。",
        body=[("paragraph", '<p>请见<a href="https://example.org/学习">学习网站</a>（云教发〔2026〕9号）。</p>')],
    )
    twin = twin_of(notice)
    assert twin.live
    assert twin.title == twin.draft_title == "關於開展校本研修的通知"
    assert twin.document_number == "云教发〔2026〕12号"
    assert twin.index_number == notice.index_number
    assert twin.body[0].value.source == (
        '<p>請見<a href="https://example.org/学习">學習網站</a>（云教发〔2026〕9号）。</p>'
    )
    assert twin.slug == notice.slug
    assert twin.url == f"/zh-hant{notice.url}"
    assert (twin.first_published_at, twin.last_published_at) == (notice.first_published_at, notice.last_published_at)
    assert twin.permanent_id == notice.permanent_id


def test_publishing_anew_changes_the_twin(make_notice, publish, twin_of) -> None:
    notice = make_notice("旧标题", summary="旧内容")
    notice.title, notice.summary = "新标题", ""
    publish(notice)
    twin = twin_of(notice)
    assert (twin.title, twin.summary) == ("新標題", "")


def test_a_draft_changes_nothing_in_the_twin(make_notice, twin_of, settle) -> None:
    notice = make_notice("旧标题")
    before = twin_of(notice).latest_revision_id
    notice.title = "新标题"
    notice.save_revision()
    settle()
    assert twin_of(notice).title == "舊標題"
    assert twin_of(notice).latest_revision_id == before


def test_a_draft_has_no_twin(make_notice, twin_of, settle) -> None:
    draft = make_notice(live=False)
    settle()
    assert twin_of(draft) is None


def test_tables_convert_and_their_shape_stays(make_notice, twin_of) -> None:
    table = {
        "data": [["项目", "人数"], ["教师", "1,024"], [None, ""]],
        "mergeCells": [{"row": 1, "col": 0, "rowspan": 2, "colspan": 1}],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "参训教师统计",
    }
    twin = twin_of(make_notice(body=[("table", table)]))
    value = twin.body[0].value
    assert value["data"][:2] == [["項目", "人數"], ["教師", "1,024"]]
    assert value["table_caption"] == "參訓教師統計"
    assert value["mergeCells"] == table["mergeCells"]


def test_headings_convert_and_their_numbers_and_anchors_stay(make_notice, twin_of) -> None:
    heading = {"number_text": "（一）", "text": "学习内容", "level": "2", "anchor": "s1-1"}
    figures = [{"name": "参训教师", "value": "5124", "unit": "人次", "note": ""}]
    twin = twin_of(make_notice(body=[("heading", heading), ("figures", figures)]))
    assert dict(twin.body[0].value) == {**heading, "text": "學習內容"}
    assert twin.body[1].value[0]["name"] == "參訓教師"
    assert twin.body[1].value[0]["value"] == "5124"


def test_tasks_convert_and_keep_their_anchors_and_a_removed_task_goes(column, make, publish, twin_of) -> None:
    from plans.models import PlanIndexPage, PlanTask, WorkPlanPage

    plan = WorkPlanPage(title="2026年工作计划")
    plan.tasks = [
        PlanTask(goal="骨干教师评选", measure="专家评审", unit="培训部", anchor="s2-3", state="done", sort_order=0),
        PlanTask(goal="课题结题", due_on=datetime.date(2026, 6, 30), sort_order=1),
    ]
    plan = make(column(PlanIndexPage), plan)
    first, second = twin_of(plan).tasks.all()
    assert (first.goal, first.measure, first.unit) == ("骨幹教師評選", "專家評審", "培訓部")
    assert (first.anchor, first.state, second.due_on) == ("s2-3", "done", datetime.date(2026, 6, 30))
    assert {task.locale.language_code for task in (first, second)} == {"zh-hant"}

    plan.tasks.remove(plan.tasks.get(goal="课题结题"))
    publish(plan)
    assert [task.pk for task in twin_of(plan).tasks.all()] == [first.pk]


def test_figures_of_a_review_convert_and_their_values_stay(column, make, twin_of) -> None:
    from plans.models import AnnualReviewPage, ReviewFigure, ReviewIndexPage

    review = AnnualReviewPage(title="2025年工作回顾")
    review.figures = [
        ReviewFigure(name="培训教师", value=5124, unit="人次", year=2025, sentence="全年培训教师5124人次。")
    ]
    figure = twin_of(make(column(ReviewIndexPage), review)).figures.get()
    assert (figure.name, figure.value, figure.year) == ("培訓教師", 5124, 2025)
    assert figure.sentence == "全年培訓教師5124人次。"


def test_topics_and_joint_bodies_are_the_same_and_can_be_taken_away(make_notice, publish, twin_of) -> None:
    from publications.models import IssuingBody, Topic

    topic, body = Topic.objects.create(name="校本研修"), IssuingBody.objects.create(name="云岫区教育局")
    notice = make_notice(topics=[topic], joint_bodies=[body], issuing_body=body)
    twin = twin_of(notice)
    assert (list(twin.topics.all()), list(twin.joint_bodies.all()), twin.issuing_body) == ([topic], [body], body)
    notice.topics = []
    publish(notice)
    assert list(twin_of(notice).topics.all()) == []


def test_a_traditional_original_has_a_simplified_twin(make_notice, twin_of, make) -> None:
    from news.models import NoticePage

    hant_column = twin_of(make_notice().get_parent().specific)
    original = make(hant_column, NoticePage(title="關於開展教師培訓的通知"))
    twin = twin_of(original)
    assert original.locale.language_code == "zh-hant"
    assert (original.original_script, twin.original_script) == ("hant", "hant")
    assert (twin.title, twin.live, twin.locale.language_code) == ("关于开展教师培训的通知", True, "zh-hans")
    assert twin.url == original.url.removeprefix("/zh-hant")


def test_the_original_script_is_recorded_when_a_page_is_first_saved(make_notice, twin_of) -> None:
    notice = make_notice()
    assert (notice.original_script, twin_of(notice).original_script) == ("hans", "hans")


def test_home_columns_and_standard_pages_have_twins_as_soon_as_one_document_has(
    column, make, make_notice, twin_of
) -> None:
    from home.models import HomePage, StandardPage
    from plans.models import PlanIndexPage

    page = make(column(HomePage), StandardPage(title="机构介绍", body=[("paragraph", "<p>联系我们</p>")]))
    assert twin_of(page).body[0].value.source == "<p>聯繫我們</p>"
    assert twin_of(column(HomePage)).url == "/zh-hant/"
    columns = [child.slug for child in twin_of(column(HomePage)).get_children().in_menu()]
    assert columns == [child.slug for child in column(HomePage).get_children().in_menu()]
    assert twin_of(column(PlanIndexPage)).title == "工作計劃"


def test_pages_made_live_by_code_have_twins(column, twin_of, settle) -> None:
    from news.models import NoticeIndexPage, NoticePage
    from publications.publishing import publishing_allowed

    with publishing_allowed("导入"):
        notice = column(NoticeIndexPage).add_child(instance=NoticePage(title="导入的通知", live=True))
    settle()
    assert twin_of(notice).live
    assert twin_of(notice).title == "導入的通知"


def test_no_reader_and_no_consumer_ever_meets_an_unconverted_twin(make_notice, twin_of) -> None:
    from django.db.models.signals import post_save

    from news.models import NoticePage

    saved = []

    def note(sender, instance, **kwargs) -> None:
        if instance.locale.language_code == "zh-hant":
            saved.append((instance.title, instance.body[0].value.source))

    post_save.connect(note, sender=NoticePage)
    try:
        notice = make_notice("学习通知", body=[("paragraph", "<p>学习</p>")])
    finally:
        post_save.disconnect(note, sender=NoticePage)
    assert set(saved) == {("學習通知", "<p>學習</p>")}
    revisions = [revision.content["title"] for revision in twin_of(notice).revisions.all()]
    assert set(revisions) == {"學習通知"}


def test_a_scheduled_original_takes_its_twin_along_both_ways(make_notice, publish, twin_of, settle) -> None:
    from django.core.management import call_command
    from wagtail.models import Page, Revision

    from publications.models import IssuingBody
    from publications.publishing import publishing_allowed

    notice = make_notice(live=False, issuing_body=IssuingBody.objects.create(name="云岫区教育局"))
    notice.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    publish(notice)
    assert twin_of(notice) is None
    past = timezone.now() - datetime.timedelta(minutes=1)
    Revision.objects.filter(object_id=str(notice.pk)).update(approved_go_live_at=past)
    revision = notice.latest_revision or Revision.objects.filter(object_id=str(notice.pk)).latest("pk")
    revision.content["go_live_at"] = past.isoformat()
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    with publishing_allowed("定时发布"):
        call_command("publish_scheduled")
    settle()
    assert twin_of(notice).live

    Page.objects.filter(pk=notice.pk).update(expire_at=past)
    call_command("publish_scheduled")
    assert not twin_of(notice).live
    assert twin_of(notice).expired


def test_the_end_of_a_schedule_stands_on_the_twin_too(make_notice, twin_of) -> None:
    end = timezone.now() + datetime.timedelta(days=30)
    assert twin_of(make_notice(expire_at=end)).expire_at == end


def test_nothing_is_left_in_the_outbox_and_a_second_look_writes_nothing(make_notice, twin_of) -> None:
    from publications.models import OutboxRow
    from twins.sync import follow

    notice = make_notice()
    assert not OutboxRow.objects.filter(consumer="twins").exists()
    before = twin_of(notice).latest_revision_id
    follow(notice.translation_key)
    assert twin_of(notice).latest_revision_id == before
