"""What happens to the original later happens to the twin: moves, retitled sections, and failures that mend."""

import pytest
from django.db import transaction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_in_both_scripts")]


@pytest.fixture
def settle():
    from publications.outbox import drain

    return lambda: drain("twins")


def test_a_moved_page_moves_its_twin_under_the_twin_of_its_new_parent(column, make, twin_of, settle) -> None:
    from news.models import CaseCollectionPage, CaseIndexPage, CasePage

    library = column(CaseIndexPage)
    case = make(library, CasePage(title="识字教学"))
    collection = make(library, CaseCollectionPage(title="优秀案例集"), live=False)
    settle()
    assert twin_of(collection) is None
    case.move(collection, pos="last-child")
    settle()
    twin = twin_of(case)
    assert twin.get_parent().translation_key == collection.translation_key
    assert twin.live
    assert not twin_of(collection).live, "the twin of an unpublished parent is made, not published"
    assert twin_of(collection).title == "優秀案例集"


def test_a_moved_section_takes_the_twins_of_its_pages_along(column, make, twin_of, settle) -> None:
    from home.models import HomePage, StandardPage

    first, second = (make(column(HomePage), StandardPage(title=title)) for title in ("机构", "服务"))
    child = make(first, StandardPage(title="联系"))
    settle()
    first.move(second, pos="last-child")
    settle()
    assert twin_of(child).url == f"/zh-hant{type(child).objects.get(pk=child.pk).url}"
    assert twin_of(child).live


def test_sections_stand_in_menus_in_the_same_order(column, make_notice, twin_of, settle) -> None:
    from home.models import HomePage
    from plans.models import ReviewIndexPage

    make_notice()
    settle()
    home = column(HomePage)
    column(ReviewIndexPage).move(home, pos="first-child")
    settle()
    order = list(home.get_children().values_list("slug", flat=True))
    assert list(twin_of(home).get_children().values_list("slug", flat=True)) == order


def test_a_twin_that_fails_does_not_hold_its_original_back_and_is_reported(
    make_notice, twin_of, settle, failing_twins
) -> None:
    from publications.models import OutboxRow
    from twins.models import TwinState

    with failing_twins():
        notice = make_notice()
        settle()
    assert notice.live
    assert twin_of(notice) is None
    state = TwinState.objects.get(translation_key=notice.translation_key)
    assert state.error == "转换后的页面不合要求：title：标题过长"
    assert state.failed_at
    row = OutboxRow.objects.filter(consumer="twins", object_id=str(notice.pk)).latest("pk")
    assert row.attempts == 1
    assert row.not_before

    OutboxRow.objects.update(not_before=None)
    settle()
    assert twin_of(notice).live
    state.refresh_from_db()
    assert (state.error, state.attempts) == ("", 0)
    assert not OutboxRow.objects.filter(consumer="twins").exists()


def test_a_failed_update_leaves_the_last_good_twin(make_notice, twin_of, publish, settle, failing_twins) -> None:
    notice = make_notice("旧标题")
    settle()
    with failing_twins():
        notice.title = "新标题"
        publish(notice)
        settle()
    assert (twin_of(notice).title, twin_of(notice).live) == ("舊標題", True)


def test_a_deleted_twin_comes_back_while_its_original_is_live(make_notice, twin_of, settle) -> None:
    notice = make_notice()
    settle()
    twin_of(notice).delete()
    settle()
    assert twin_of(notice).live


def test_a_copied_page_is_an_original_with_a_twin_of_its_own(make_notice, twin_of, publish, settle) -> None:
    notice = make_notice()
    settle()
    copy = twin_of(notice).copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert copy.original_script == "hant"
    publish(copy)
    settle()
    assert twin_of(copy).locale.language_code == "zh-hans"
    assert twin_of(copy).pk != notice.pk


def test_sync_twins_finds_and_mends_what_went_round_the_signals(make_notice, twin_of, settle, capsys) -> None:
    from django.core.management import CommandError, call_command
    from wagtail.models import Page

    from news.models import NoticePage

    hidden, changed, public = make_notice("一号"), make_notice("二号通知"), make_notice("三号")
    settle()
    Page.objects.filter(pk=twin_of(hidden).pk).update(live=False)
    NoticePage.objects.filter(pk=twin_of(changed).pk).update(title="改过")
    Page.objects.filter(pk=public.pk).update(live=False)
    with pytest.raises(CommandError):
        call_command("sync_twins", check=True)
    said = capsys.readouterr().out
    assert "《一号》：原文已发布，转换页未发布" in said
    assert "《二号通知》：内容不一致" in said
    assert "《三号》：原文未发布，转换页却是公开的" in said
    assert twin_of(changed).title == "改过"

    call_command("sync_twins")
    assert twin_of(hidden).live
    assert twin_of(changed).title == "二號通知"
    assert not twin_of(public).live
    call_command("sync_twins", check=True)


def test_both_locales_are_there_after_migrating() -> None:
    from wagtail.models import Locale

    assert set(Locale.objects.values_list("language_code", flat=True)) == {"zh-hans", "zh-hant"}


def test_no_tree_of_aliases_can_be_set_up_beside_the_twins() -> None:
    from django.core.exceptions import PermissionDenied
    from wagtail.models import Locale
    from wagtail_localize.models import LocaleSynchronization

    hans, hant = Locale.objects.order_by("language_code")
    with pytest.raises(PermissionDenied), transaction.atomic():
        LocaleSynchronization.objects.create(locale=hant, sync_from=hans)
