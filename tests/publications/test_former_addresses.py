"""An address that was public once leads to where its page is now, or says that it is gone; it never leads nowhere."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from publications.models import FormerAddress, PermanentId
from publications.publishing import publishing_allowed


@pytest.fixture(autouse=True)
def _may_publish(db: None) -> Iterator[None]:
    with publishing_allowed("tests"):
        yield


@pytest.fixture
def column(db: None) -> Any:
    from news.models import NoticeIndexPage

    return NoticeIndexPage.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def home(column: Any) -> Any:
    return column.get_parent()


@pytest.fixture
def other_column(home: Any) -> Any:
    from news.models import NoticeIndexPage

    return home.add_child(instance=NoticeIndexPage(title="旧文", slug="jiu-wen", live=True))


@pytest.fixture
def notice(column: Any) -> Any:
    return make_notice(column, "甲通知", "jia")


def make_notice(parent: Any, title: str, slug: str, **fields: Any) -> Any:
    from news.models import NoticePage

    fields = {"live": True, "first_published_at": timezone.now(), "written_on": date(2026, 5, 18), **fields}
    return parent.add_child(instance=NoticePage(title=title, slug=slug, **fields))


def rename(page: Any, slug: str) -> Any:
    page = type(page).objects.get(pk=page.pk)
    page.slug = slug
    page.save()
    return page


def where(client: Any, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.headers.get("Location", "")


def test_a_renamed_page_is_found_at_its_former_address(client: Any, notice: Any) -> None:
    rename(notice, "yi")
    assert where(client, "/tong-zhi-gong-gao/jia/") == (301, "/tong-zhi-gong-gao/yi/")
    assert where(client, "/tong-zhi-gong-gao/jia/?page=2&year=2026")[1] == "/tong-zhi-gong-gao/yi/?page=2&year=2026"
    assert client.get("/tong-zhi-gong-gao/yi/").status_code == 200


def test_everything_below_a_renamed_and_moved_section_is_found(
    client: Any, column: Any, notice: Any, other_column: Any
) -> None:
    rename(column, "gong-gao")
    notice.refresh_from_db()
    rename(notice, "yi")
    Page.objects.get(pk=notice.pk).move(Page.objects.get(pk=other_column.pk), pos="last-child")
    rename(other_column, "cun-dang")
    present = "/cun-dang/yi/"
    for former in ("tong-zhi-gong-gao/jia", "gong-gao/jia", "gong-gao/yi", "jiu-wen/yi"):
        assert where(client, f"/{former}/") == (301, present), former
    assert where(client, "/tong-zhi-gong-gao/") == (301, "/gong-gao/")
    assert where(client, "/tong-zhi-gong-gao/never-was/")[0] == 404


def test_a_name_given_back_ends_in_no_circle(client: Any, column: Any, notice: Any) -> None:
    for slug in ("a", "b", "a"):
        column = rename(column, slug)
    assert where(client, "/b/jia/") == (301, "/a/jia/")
    assert client.get("/a/jia/").status_code == 200
    assert where(client, "/b/no/")[0] == 404
    assert where(client, "/a/no/")[0] == 404


def test_a_new_page_at_an_old_address_has_it(client: Any, column: Any, notice: Any) -> None:
    rename(notice, "yi")
    heir = make_notice(column, "乙通知", "jia", live=False, first_published_at=None)
    assert where(client, "/tong-zhi-gong-gao/jia/") == (301, "/tong-zhi-gong-gao/yi/"), "a draft takes nothing over"
    heir.save_revision().publish()
    assert "乙通知" in client.get("/tong-zhi-gong-gao/jia/").content.decode()
    rename(column, "gong-gao")
    assert where(client, "/tong-zhi-gong-gao/jia/") == (301, "/gong-gao/jia/"), "the section took its later page along"


def test_the_other_script_has_its_own_former_addresses(client: Any, column: Any, notice: Any) -> None:
    hant = Locale.objects.get(language_code="zh-hant")
    for page in (column.get_parent(), column, notice):
        page.specific.copy_for_translation(hant).save_revision().publish(skip_permission_checks=True)
    twin = rename(notice.get_translation(hant), "yi")
    assert where(client, "/zh-hant/tong-zhi-gong-gao/jia/?a=1") == (301, "/zh-hant/tong-zhi-gong-gao/yi/?a=1")
    assert client.get("/tong-zhi-gong-gao/jia/").status_code == 200
    assert client.get(twin.url).status_code == 200


def test_what_is_withdrawn_says_so_in_chinese_and_not_what_it_was(client: Any, notice: Any) -> None:
    code = PermanentId.objects.get(translation_key=notice.translation_key).code
    notice.unpublish()
    for address in ("/tong-zhi-gong-gao/jia/", f"/d/{code}/"):
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 410
        assert "文件已撤下" in text
        assert "撤下日期" in text
        assert 'action="/search/"' in text
        assert "甲通知" not in text
    assert "所在栏目" in client.get("/tong-zhi-gong-gao/jia/").content.decode()


def test_what_is_deleted_says_so_at_every_address_it_had(client: Any, column: Any, notice: Any) -> None:
    code = PermanentId.objects.get(translation_key=notice.translation_key).code
    notice = rename(notice, "yi")
    column = rename(column, "gong-gao")
    Page.objects.get(pk=notice.pk).delete()
    for address in ("tong-zhi-gong-gao/jia", "tong-zhi-gong-gao/yi", "gong-gao/yi", f"d/{code}"):
        assert where(client, f"/{address}/")[0] == 410, address


def test_what_never_was_public_is_nowhere(client: Any, column: Any) -> None:
    draft = make_notice(column, "丙", "bing", live=False, first_published_at=None)
    code = PermanentId.objects.get(translation_key=draft.translation_key).code
    rename(draft, "ding")
    assert FormerAddress.objects.count() == 0
    addresses = ("/tong-zhi-gong-gao/bing/", "/tong-zhi-gong-gao/ding/", f"/d/{code}/")
    assert {where(client, address)[0] for address in addresses} == {404}
    Page.objects.get(pk=draft.pk).delete()
    assert {where(client, address)[0] for address in addresses} == {404}


def test_the_address_of_a_restricted_page_is_told_to_its_readers_only(client: Any, column: Any, notice: Any) -> None:
    secret = make_notice(column, "内部", "nei-bu")
    restriction = PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.GROUPS)
    readers = Group.objects.create(name="读者")
    restriction.groups.add(readers)
    rename(secret, "nei-bu-er")
    assert where(client, "/tong-zhi-gong-gao/nei-bu/") == (404, "")
    user = User.objects.create_user("reader", password="x")
    user.groups.add(readers)
    client.force_login(user)
    assert where(client, "/tong-zhi-gong-gao/nei-bu/") == (301, "/tong-zhi-gong-gao/nei-bu-er/")
    client.logout()
    Page.objects.get(pk=secret.pk).specific.unpublish()
    assert where(client, "/tong-zhi-gong-gao/nei-bu-er/")[0] == 404
    Page.objects.get(pk=secret.pk).delete()
    assert where(client, "/tong-zhi-gong-gao/nei-bu-er/")[0] == 404


def test_an_editor_s_own_redirect_goes_first(client: Any, notice: Any) -> None:
    from wagtail.contrib.redirects.models import Redirect

    notice.unpublish()
    Redirect.objects.create(old_path="/tong-zhi-gong-gao/jia", redirect_link="/ti-dai/")
    assert where(client, "/tong-zhi-gong-gao/jia/") == (301, "/ti-dai/")


@pytest.fixture
def many(column: Any) -> Callable[[int], None]:
    """Fills the column with that many notices, in a few statements."""
    plain = ContentType.objects.get_for_model(Page)

    def fill(count: int) -> None:
        now, key = timezone.now(), column.locale_id
        pages = [
            Page(
                title=f"通知{n}", draft_title=f"通知{n}", slug=f"n{n}", depth=column.depth + 1, locale_id=key, live=True,
                path=Page._get_path(column.path, column.depth + 1, n + 1), url_path=f"{column.url_path}n{n}/",
                content_type=plain, first_published_at=now,
            )
            for n in range(count)
        ]  # fmt: skip
        Page.objects.bulk_create(pages, batch_size=200)
        Page.objects.filter(pk=column.pk).update(numchild=count)

    return fill


@pytest.mark.slow
def test_a_section_of_3000_pages_is_moved_and_renamed_with_two_rows(
    client: Any, column: Any, other_column: Any, many: Callable[[int], None], settings: Any
) -> None:
    settings.OUTBOX_DRAIN = "worker"
    many(3000)
    rename(column, "gong-gao")
    Page.objects.get(pk=column.pk).move(Page.objects.get(pk=other_column.pk), pos="last-child")
    assert FormerAddress.objects.count() == 2
    for number in (0, 1234, 2999):
        for former in ("tong-zhi-gong-gao", "gong-gao"):
            assert where(client, f"/{former}/n{number}/") == (301, f"/jiu-wen/gong-gao/n{number}/")
