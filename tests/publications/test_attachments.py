"""Attachments: named, measured, handed out to whoever may read the page that has them, and to nobody else."""

import importlib
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from publications.models import FileFacts, PublishedFile
from publications.publishing import publishing_allowed

from .test_file_facts import pdf


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def add_file(db: None) -> Callable[..., Any]:
    def add(title: str = "附件1：申报表", pages: int = 3, collection: Any = None) -> Any:
        collection = collection or Collection.get_first_root_node()
        file = ContentFile(pdf(pages), name="shen-bao-biao.pdf")
        return get_document_model().objects.create(title=title, file=file, collection=collection)

    return add


def attached(*files: Any) -> list[tuple[str, Any]]:
    return [("attachment", {"document": file, "title": ""}) for file in files]


def closed_collection() -> Any:
    collection = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def test_type_size_and_pages_are_counted_when_the_file_is_saved_and_not_read_again(
    client: Any, make_notice: Any, add_file: Any
) -> None:
    file = add_file()
    assert FileFacts.objects.get(document=file).pages == 3
    notice = make_notice(body=attached(file))
    file.file.storage.delete(file.file.name)
    text = client.get(notice.url).content.decode()
    assert '<span class="type">PDF</span>' in text
    assert "附件1：申报表</a>" in text
    assert "，3页</small>" in text
    text = client.get(notice.url).content.decode()
    assert "bytes" in text or "KB" in text or "字节" in text


def test_a_replaced_file_is_measured_anew_and_its_old_address_leads_to_it(
    client: Any, make_notice: Any, add_file: Any
) -> None:
    file = add_file()
    make_notice(body=attached(file))
    before = file.url
    file.file = ContentFile(pdf(5), name="shen-bao-biao-2026.pdf")
    file.save()
    assert FileFacts.objects.get(document=file).pages == 5
    response = client.get(before)
    assert (response.status_code, response["Location"]) == (302, file.url)
    assert client.get(file.url).status_code == 200


def test_a_download_has_the_chinese_title_for_its_name_and_pinyin_for_old_programs(
    client: Any, make_notice: Any, add_file: Any
) -> None:
    file = add_file()
    make_notice(body=attached(file))
    header = client.get(file.url)["Content-Disposition"]
    plain, encoded = header.split("; ")[1:]
    assert plain == 'filename="fu-jian-1-shen-bao-biao.pdf"'
    assert encoded.startswith("filename*=UTF-8''%E9%99%84")
    assert unquote(encoded.removeprefix("filename*=UTF-8''")) == "附件1：申报表.pdf"
    file.title = '../..\\"报;送\n表'
    file.save()
    header = client.get(file.url)["Content-Disposition"]
    assert "\n" not in header
    assert unquote(header.split("UTF-8''")[1]) == "报;送 表.pdf"


def test_a_file_is_public_as_long_as_a_live_page_has_it(client: Any, make_notice: Any, add_file: Any) -> None:
    unused, of_a_draft, of_a_text = add_file("没用过"), add_file("草稿的"), add_file("正文里的")
    make_notice("草稿", live=False, body=attached(of_a_draft))
    link = f'<p>见<a linktype="document" id="{of_a_text.pk}">申报表</a>。</p>'
    notice = make_notice("通知", first_published_at=timezone.now(), body=[("paragraph", link)])
    codes = {file.title: client.get(file.url).status_code for file in (unused, of_a_draft, of_a_text)}
    assert codes == {"没用过": 404, "草稿的": 404, "正文里的": 200}
    assert client.get(unused.url.replace("shen-bao-biao", "x")).status_code == 404, "its name is not told either"
    with publishing_allowed("测试"):
        notice.unpublish()
    assert client.get(of_a_text.url).status_code == 410
    editor = User.objects.create_user("editor", password="x")
    editor.groups.add(Group.objects.get(name="起草"))
    client.force_login(editor)
    assert {client.get(file.url).status_code for file in (unused, of_a_draft, of_a_text)} == {200}


def test_who_may_not_read_the_page_may_not_have_its_files(client: Any, make_notice: Any, add_file: Any) -> None:
    file = add_file()
    notice = make_notice(body=attached(file))
    PageViewRestriction.objects.create(page=notice, restriction_type="login")
    assert client.get(file.url).status_code == 404
    client.force_login(User.objects.create_user("reader", password="x"))
    assert client.get(file.url).status_code == 200


def test_a_closed_collection_s_files_show_neither_title_nor_size_nor_address(
    client: Any, make_notice: Any, add_file: Any
) -> None:
    file = add_file("内部名册", collection=closed_collection())
    link = f'<p>见<a linktype="document" id="{file.pk}">那份名册</a>。</p>'
    notice = make_notice(body=[*attached(file), ("paragraph", link)])
    text = client.get(notice.url).content.decode()
    assert "内部名册" not in text
    assert f"/documents/{file.pk}/" not in text
    assert "另有1个附件只对部分人员开放" in text
    assert "内部名册" not in notice.get_search_text()
    client.force_login(User.objects.create_user("reader", password="x"))
    text = client.get(notice.url).content.decode()
    assert "内部名册" in text
    assert text.count(f"/documents/{file.pk}/") == 2


def test_a_link_in_a_text_shows_no_address_of_what_the_reader_may_not_open(
    client: Any, make_notice: Any, notices: Any
) -> None:
    draft, secret = make_notice("草稿", live=False), make_notice("内部")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    links = "".join(f'<p><a linktype="page" id="{page.pk}">见</a></p>' for page in (draft, secret))
    address = make_notice(body=[("paragraph", links)]).url
    text = client.get(address).content.decode()
    assert draft.url not in text
    assert secret.url not in text
    client.force_login(User.objects.create_user("reader", password="x"))
    text = client.get(address).content.decode()
    assert draft.url not in text
    assert f'href="{secret.url}"' in text


def published(notice: Any, *body: Any) -> Any:
    """`notice` with `body`, published as the last review does it."""
    notice.body = list(body)
    with publishing_allowed("测试"):
        notice.save_revision().publish()
    return Page.objects.get(pk=notice.pk).specific


def answers(client: Any, *files: Any) -> list[int]:
    return [client.get(file.url).status_code for file in files]


def test_a_deleted_file_that_was_public_is_gone_and_of_the_others_nothing_is_told(
    client: Any, make_notice: Any, add_file: Any
) -> None:
    public, of_a_draft, unused, closed = (add_file(title) for title in ("公开的", "草稿的", "没用过", "关着的"))
    make_notice("草稿", live=False, body=attached(of_a_draft))
    published(make_notice(live=False), *attached(public))
    secret = make_notice("内部", live=False)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    published(secret, *attached(closed))
    inside = add_file("内部名册", collection=closed_collection())
    published(make_notice("有内部附件的", live=False), *attached(inside))
    files = (public, of_a_draft, unused, closed, inside)
    addresses = [file.url for file in files]
    for file in files:
        file.delete()
    assert [client.get(address).status_code for address in addresses] == [410, 404, 404, 404, 404]
    text = client.get(addresses[0]).content.decode()
    assert "这里曾有一份公开的文件" in text
    assert "撤下日期" in text
    assert "公开的" not in text.split("<main")[1].replace("一份公开的文件", "")
    assert client.get(f"{addresses[0]}x").status_code == 410
    assert client.get(f"/documents/{'9' * 5000}/x.pdf").status_code == 404


def test_a_file_that_its_page_has_no_more_is_gone_until_another_page_has_it(
    client: Any, make_notice: Any, add_file: Any
) -> None:
    dropped, hidden = add_file("撤换的"), add_file("页面后来不公开的")
    notice = published(make_notice(live=False), *attached(dropped))
    other = published(make_notice("另一份", live=False), *attached(hidden))
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    published(notice)
    assert answers(client, dropped, hidden) == [410, 404]
    Page.objects.get(pk=notice.pk).delete()
    assert answers(client, dropped) == [410]
    published(make_notice("第三份", live=False), *attached(dropped))
    assert answers(client, dropped) == [200]


def test_what_was_public_before_the_upgrade_is_known_after_it(client: Any, make_notice: Any, add_file: Any) -> None:
    public, of_a_draft, closed = add_file("公开的"), add_file("草稿的"), add_file("内部的")
    published(make_notice(live=False), *attached(public))
    make_notice("草稿", live=False, body=attached(of_a_draft))
    secret = make_notice("内部", body=attached(closed))
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    PublishedFile.objects.all().delete()
    migration = importlib.import_module("publications.migrations.0005_files_once_public")
    migration.note_what_is_public(apps, None)
    assert [row.number for row in PublishedFile.objects.all()] == [public.pk]


@pytest.mark.parametrize("forged", ["²", "9" * 30, "9" * 5000])
def test_a_link_to_a_file_that_cannot_be_leads_nowhere(client: Any, make_notice: Any, forged: str) -> None:
    notice = make_notice(body=[("paragraph", f'<p>见<a linktype="document" id="{forged}">申报表</a>。</p>')])
    response = client.get(notice.url)
    assert (response.status_code, "见<a>申报表</a>" in response.content.decode()) == (200, True)


def test_more_attachments_cost_no_more_queries(client: Any, make_notice: Any, add_file: Any) -> None:
    counts = []
    for number in (1, 6):
        files = [add_file(f"附件{n}") for n in range(number)]
        links = "".join(f'<p><a linktype="document" id="{file.pk}">见</a></p>' for file in files)
        address = make_notice(f"通知{number}", body=[*attached(*files), ("paragraph", links)]).url
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[1] <= counts[0]
    assert Page.objects.filter(title="通知6").exists()
