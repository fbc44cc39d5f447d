"""The download column: files in groups, with type, size and date."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from news.models import DownloadItem, DownloadPage


@pytest.fixture
def column(home: Any, tmp_path: Any, settings: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return home.add_child(instance=DownloadPage(title="下载专区", live=True))


@pytest.fixture
def put(column: Any) -> Any:
    def put(title: str, group: str = "", collection: Any = None) -> Any:
        place = {"collection": collection} if collection else {}
        file = ContentFile(b"x" * 2048, name="申报表.docx")
        document = Document.objects.create(title=title, file=file, **place)
        item = DownloadItem(
            title=title, group=group, document=document, updated_on=date(2026, 5, 1), locale=column.locale
        )
        column.items.add(item)
        column.save()
        return document

    return put


def test_files_stand_in_their_groups_with_type_size_and_date(put: Any, column: Any, html: Any) -> None:
    put("研修方案（空白表）", "校本研修")
    put("学时申报表", "学时管理")
    put("研修记录表", "校本研修")
    page = html(column.url).split("<main")[1]
    order = [page.index(text) for text in ("校本研修", "研修方案（空白表）", "研修记录表", "学时管理", "学时申报表")]
    assert order == sorted(order)
    assert "DOCX" in page
    assert "2.0" in page
    assert "2026年5月1日" in page


def test_a_file_that_not_everybody_may_have_is_not_listed(put: Any, column: Any, html: Any) -> None:
    closed = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    put("内部名册", collection=closed.add_child(name="名册"))
    put("公开的表")
    page = html(column.url)
    assert "公开的表" in page
    assert "内部名册" not in page


def test_more_files_cost_no_more_queries(put: Any, column: Any, queries_for: Any) -> None:
    for number in range(2):
        put(f"表{number}", f"组{number}")
    few = queries_for(column.url)
    for number in range(2, 6):
        put(f"表{number}", f"组{number}")
    assert queries_for(column.url) <= few


def test_whoever_comes_gets_a_listed_file_under_its_chinese_name(
    put: Any, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = put("研修方案（空白表）")
    response = client.get(document.url)
    assert response.status_code == 200
    assert "%E7%A0%94%E4%BF%AE" in response["Content-Disposition"]
