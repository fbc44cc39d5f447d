"""Editors meet a twin as a twin: what it follows is said, and nothing can be done to it by itself."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_in_both_scripts")]


@pytest.fixture
def pair(make_notice, twin_of):
    from publications.outbox import drain

    notice = make_notice("关于开展校本研修的通知")
    drain("twins")
    return notice, twin_of(notice)


@pytest.fixture
def admin(client):
    client.force_login(get_user_model().objects.create_superuser("chen", "chen@example.org", "x"))
    return client


def test_a_twins_screen_says_what_it_follows_and_links_there(admin, pair) -> None:
    notice, twin = pair
    screen = admin.get(reverse("wagtailadmin_pages:edit", args=[twin.pk])).content.decode()
    assert "本页由简体原文《关于开展校本研修的通知》自动转换而来" in screen
    assert reverse("wagtailadmin_pages:edit", args=[notice.pk]) in screen
    assert "action-publish" not in screen


def test_publishing_a_twin_by_hand_changes_nothing(admin, pair) -> None:
    _notice, twin = pair
    address = reverse("wagtailadmin_pages:edit", args=[twin.pk])
    admin.post(address, {"title": "别的标题", "slug": twin.slug, "action-publish": "1"})
    assert type(twin).objects.get(pk=twin.pk).title == "關於開展校本研修的通知"


@pytest.mark.parametrize("act", ["delete", "unpublish", "move_confirm"])
def test_a_twin_cannot_be_deleted_unpublished_or_moved_by_itself(admin, pair, act) -> None:
    from wagtail.models import Page

    notice, twin = pair
    arguments = [twin.pk, Page.objects.get(depth=2, locale=twin.locale).pk] if act == "move_confirm" else [twin.pk]
    response = admin.post(reverse(f"wagtailadmin_pages:{act}", args=arguments))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_pages:edit", args=[notice.pk])
    after = Page.objects.get(pk=twin.pk)
    assert (after.live, after.path) == (True, twin.path)


@pytest.mark.parametrize("act", ["delete", "unpublish", "move"])
def test_twins_cannot_be_worked_on_in_bulk(admin, pair, act) -> None:
    from wagtail.models import Page

    notice, twin = pair
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    admin.post(f"{address}?id={twin.pk}", {"chooser": notice.get_parent().pk})
    after = Page.objects.get(pk=twin.pk)
    assert (after.live, after.path) == (True, twin.path)


@pytest.mark.parametrize("act", ["editorial_withdraw", "editorial_emergency"])
def test_a_twin_is_neither_withdrawn_nor_published_in_an_emergency_by_itself(admin, pair, twin_of, act) -> None:
    from publications.outbox import drain

    notice, twin = pair
    response = admin.post(reverse(act, args=[twin.pk]), {"reason": "内容有误需要更正"})
    assert response.url == reverse("wagtailadmin_pages:edit", args=[notice.pk])
    drain("twins")
    assert twin_of(notice).last_published_at == twin.last_published_at
    assert twin_of(notice).live


def test_the_report_asks_for_all_originals_at_once(admin, make_notice, failing_twins) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from publications.outbox import drain

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert admin.get(reverse("twins:report")).status_code == 200
        return len(asked)

    with failing_twins():
        make_notice("第一份通知")
        drain("twins")
        queries()
        few = queries()
        for number in range(4):
            make_notice(f"又一份通知{number}")
        drain("twins")
    assert queries() == few


def test_the_report_is_for_those_who_write(client) -> None:
    user = get_user_model().objects.create_user("audit", "a@example.org", "x")
    user.groups.add(Group.objects.get(name="审计管理员"))
    client.force_login(user)
    assert client.get(reverse("twins:report")).url == reverse("wagtailadmin_home")


def test_the_report_lists_a_failure_and_its_button_mends_it(admin, make_notice, twin_of, failing_twins) -> None:
    from publications.outbox import drain

    with failing_twins():
        notice = make_notice("失败的通知")
        drain("twins")
    screen = admin.get(reverse("twins:report")).content.decode()
    assert "失败的通知" in screen
    assert "标题过长" in screen
    screen = admin.get(reverse("wagtailadmin_pages:edit", args=[notice.pk])).content.decode()
    assert "没有同步成功" in screen

    with failing_twins():
        again = admin.post(reverse("twins:retry", args=[notice.translation_key]), follow=True).content.decode()
    assert "仍未成功" in again
    mended = admin.post(reverse("twins:retry", args=[notice.translation_key]), follow=True).content.decode()
    assert "《失败的通知》已同步" in mended
    assert twin_of(notice).live


def test_who_may_not_edit_the_original_may_not_retry(client, pair) -> None:
    from django.contrib.auth.models import Permission

    notice, _twin = pair
    user = get_user_model().objects.create_user("li", "li@example.org", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    response = client.post(reverse("twins:retry", args=[notice.translation_key]))
    assert response.status_code in (302, 403)
    assert response.status_code == 403 or response.url == reverse("wagtailadmin_home")


def test_no_screen_of_wagtail_localize_is_open(admin, pair) -> None:
    notice, _twin = pair
    for address in (
        reverse("wagtail_localize:submit_page_translation", args=[notice.pk]),
        reverse("wagtail_localize:translations_report"),
        reverse("wagtail_localize:update_translations", args=[1]),
        reverse("wagtail_localize:convert_to_alias", args=[notice.pk]),
    ):
        assert admin.get(address).url == reverse("wagtailadmin_home")
        assert admin.post(address).url == reverse("wagtailadmin_home")
    listing = admin.get(reverse("wagtailadmin_explore", args=[notice.get_parent().pk])).content.decode()
    assert "/localize/" not in listing
    assert "/localize/" not in admin.get(reverse("wagtailadmin_pages:edit", args=[notice.pk])).content.decode()


def test_no_group_may_submit_translations() -> None:
    assert not Group.objects.filter(permissions__codename="submit_translation").exists()
