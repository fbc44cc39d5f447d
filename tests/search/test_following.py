"""The index is as the database is, whatever happens to a page; and it never has the text of a draft."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from wagtail.models import Locale, Page, PageViewRestriction

from publications import outbox
from publications.models import IssuingBody, OutboxRow
from publications.publishing import publishing_allowed
from search.backends.errors import SearchUnavailable
from search.documents import listed_in
from search.indexing import engine_for, rebuild

pytestmark = pytest.mark.django_db


def waiting() -> int:
    return OutboxRow.objects.filter(consumer="search").count()


def test_a_page_is_found_once_it_is_saved(
    make_notice: Callable[..., Any], follow_up: Callable[[], None], keys_of_index: Callable[..., set[int]]
) -> None:
    page = make_notice("暑期教研安排")
    assert waiting() > 0
    follow_up()
    assert (keys_of_index("暑期教研"), waiting()) == ({page.pk}, 0)


@pytest.mark.django_db(transaction=True)
def test_who_publishes_waits_for_no_index_and_what_was_withdrawn_is_gone_at_once(
    make_notice: Callable[..., Any], client: Any, settings: Any, index_folder: Any
) -> None:
    settings.OUTBOX_BACKGROUND = True
    page = make_notice("暑期教研安排")
    assert outbox.wait_for_threads(30)
    assert client.get("/search/", {"q": "暑期教研"}).context["result"].total == 1
    with engine_for(Page).store.guard.writing(), publishing_allowed("test"):  # the thread stands before this lock
        page.unpublish()
        assert waiting() > 0
        assert client.get("/search/", {"q": "暑期教研"}).context["result"].total == 0
    assert outbox.wait_for_threads(30)
    assert waiting() == 0


def test_a_deleted_page_is_gone(
    make_notice: Callable[..., Any], follow_up: Callable[[], None], keys_of_index: Callable[..., set[int]]
) -> None:
    page = make_notice()
    follow_up()
    page.delete()
    follow_up()
    assert page.pk not in keys_of_index()


def test_the_text_of_a_later_draft_is_not_in_the_index(
    make_notice: Callable[..., Any], follow_up: Callable[[], None], keys_of_index: Callable[..., set[int]]
) -> None:
    page = make_notice("公开的标题", "公开的正文")
    page.title, page.body = "保密的改稿", [("paragraph", "<p>尚未公开的金额</p>")]
    revision = page.save_revision()
    follow_up()
    assert keys_of_index("保密的改稿") == keys_of_index("尚未公开的金额") == set()
    assert keys_of_index("公开的正文") == {page.pk}
    with publishing_allowed("test"):
        revision.publish()
    follow_up()
    assert keys_of_index("尚未公开的金额") == {page.pk}
    assert keys_of_index("公开的正文") == set()


def test_a_moved_section_takes_its_documents_with_it(
    make_notice: Callable[..., Any], notices: Any, follow_up: Callable[[], None]
) -> None:
    from wagtail.search.backends import get_search_backend

    from news.models import NoticeIndexPage

    with publishing_allowed("test"):
        section = notices.get_parent().add_child(instance=NoticeIndexPage(title="往年通知", slug="wangnian"))
        other = notices.get_parent().add_child(instance=NoticeIndexPage(title="档案", slug="dangan"))
        page = make_notice("旧通知", parent=section)
        follow_up()
        section.move(other, pos="last-child")
    follow_up()
    found = get_search_backend().search("旧通知", Page.objects.descendant_of(Page.objects.get(pk=other.pk)))
    assert [hit.pk for hit in found] == [page.pk]


def test_a_rolled_back_save_leaves_nothing_in_the_index(
    make_notice: Callable[..., Any], follow_up: Callable[[], None], keys_of_index: Callable[..., set[int]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        make_notice("从未存在的通知")
        transaction.set_rollback(True)
    follow_up()
    assert keys_of_index("从未存在") == set()


def test_snippets_follow_too_and_their_names_are_text_of_their_documents(
    make_notice: Callable[..., Any], follow_up: Callable[[], None], keys_of_index: Callable[..., set[int]]
) -> None:
    body = IssuingBody.objects.create(name="云岫区教师进修学校")
    page = make_notice("通知", issuing_body=body)
    follow_up()
    assert keys_of_index("教师进修学校") == {page.pk}
    body.name = "云岫区教师发展中心"
    body.save()
    follow_up()
    assert (keys_of_index("教师进修学校"), keys_of_index("发展中心")) == (set(), {page.pk})
    lone = IssuingBody.objects.create(name="无文件的机关")
    follow_up()
    assert str(lone.pk) in map(str, engine_for(IssuingBody).every_key())
    lone.delete()
    follow_up()
    assert len(engine_for(IssuingBody).every_key()) == 1


def test_rows_stay_where_the_engine_fails_and_are_followed_when_it_is_back(
    make_notice: Callable[..., Any],
    follow_up: Callable[[], None],
    keys_of_index: Callable[..., set[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise SearchUnavailable("the disk is full")

    page = make_notice("磁盘写满")
    with monkeypatch.context() as broken:
        broken.setattr(type(engine_for(Page)), "write", fail)
        follow_up()
    assert waiting() > 0
    assert keys_of_index("磁盘写满") == set()
    OutboxRow.objects.update(not_before=None)
    follow_up()
    assert (keys_of_index("磁盘写满"), waiting()) == ({page.pk}, 0)


def test_one_commit_takes_up_everything_that_waits(
    make_notice: Callable[..., Any], follow_up: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, commits = engine_for(Page), []
    write = engine.write
    monkeypatch.setattr(engine, "write", lambda *args: commits.append(1) or write(*args))
    for number in range(5):
        make_notice(f"通知{number}").save()
    follow_up()
    assert len(commits) == 1


def test_a_row_of_a_model_that_is_gone_is_passed_over(follow_up: Callable[[], None]) -> None:
    OutboxRow.objects.create(consumer="search", action="saved", model="gone.model", object_id="1")
    follow_up()
    assert waiting() == 0


def test_a_document_is_listed_once_in_each_script(make_notice: Callable[..., Any], notices: Any) -> None:
    hant = Locale.objects.get(language_code="zh-hant")
    page = make_notice("两种文字的通知")
    assert listed_in([page]) == {page.pk: ["zh-hans", "zh-hant"]}
    twin = page.copy_for_translation(hant, copy_parents=True)
    assert listed_in([page, twin]) == {page.pk: ["zh-hans", "zh-hant"], twin.pk: []}
    Page.objects.filter(pk=twin.pk).update(live=True)
    assert listed_in([page, twin]) == {page.pk: ["zh-hans"], twin.pk: ["zh-hant"]}
    Page.objects.filter(pk=page.pk).update(live=False)
    assert listed_in([page, twin]) == {page.pk: [], twin.pk: ["zh-hans", "zh-hant"]}
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=twin, restriction_type="login")])
    assert listed_in([page, twin]) == {page.pk: [], twin.pk: []}


def test_what_is_saved_during_a_rebuild_is_in_the_new_index(
    make_notice: Callable[..., Any], follow_up: Callable[[], None], keys_of_index: Callable[..., set[int]]
) -> None:
    old, gone = make_notice("早先的通知"), make_notice("将被删除的通知")
    follow_up()
    happened = []

    def meanwhile(model: type, done: int, total: int) -> None:
        if model._meta.label == "news.NoticePage" and not happened:
            happened.append(make_notice("重建期间的通知"))
            gone.delete()
            follow_up()

    rebuild(Page, progress=meanwhile)
    assert keys_of_index("重建期间") == {happened[0].pk}
    assert keys_of_index("将被删除") == set()
    assert keys_of_index("早先的通知") == {old.pk}


def test_a_rebuild_that_fails_leaves_the_live_index_as_it_was(
    make_notice: Callable[..., Any],
    follow_up: Callable[[], None],
    keys_of_index: Callable[..., set[int]],
    index_folder: Any,
) -> None:
    page = make_notice("还在的通知")
    follow_up()
    folders = sorted(index_folder.glob("wagtailcore.page.*"))

    def fail(*args: Any) -> None:
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        rebuild(Page, progress=fail)
    assert keys_of_index("还在的通知") == {page.pk}
    assert sorted(index_folder.glob("wagtailcore.page.*")) >= folders
    rebuild(Page)
    assert keys_of_index("还在的通知") == {page.pk}


def test_the_stock_signals_do_not_write_to_the_index(
    make_notice: Callable[..., Any], keys_of_index: Callable[..., set[int]], index_folder: Any
) -> None:
    make_notice("等待提交")
    assert keys_of_index() == set()


def test_users_are_no_business_of_the_index(follow_up: Callable[[], None]) -> None:
    User.objects.create_user("somebody")
    assert not OutboxRow.objects.filter(model="auth.user").exists()
    assert "search" in [consumer.name for consumer in outbox.consumers()]


def test_two_rebuilds_at_once_are_one_too_many(
    make_notice: Callable[..., Any], keys_of_index: Callable[..., set[int]]
) -> None:
    from search.backends.errors import IndexBusy

    page = make_notice("重建两次")

    def again(*args: Any) -> None:
        with pytest.raises(IndexBusy):
            rebuild(Page)

    rebuild(Page, progress=again)
    assert keys_of_index("重建两次") == {page.pk}
