"""What a saved page says of where it stood, and what the portal makes of it: redirects and columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from ingest.csv_tables import BadTableError, read_pairs
from ingest.old_site import Origin, normal_address, origin_of

from .people import sign_in

CRUMBS = "<div class='dqwz'>当前位置：<a href='/'>首页</a> &gt; <a>政务公开</a> &gt; <a>通知公告</a> &gt; 正文</div>"
PAGE = """<!DOCTYPE html><!-- saved from url=(0041)http://old.example.cn/xxgk/tzgg/t{n}.html -->
<html><head><meta charset="utf-8"><title>关于第{n}期研修的通知</title></head><body>{crumbs}<h1>关于第{n}期研修的通知</h1>
<div id="zoom"><p>各学校：</p><p>第{n}期研修定于七月上旬举行，请按名额{m}人报名，联系分机{k}。</p><p>澄湖区教育局</p><p>2031年6月9日</p></div>
</body></html>"""


def page(number: int, crumbs: str = CRUMBS) -> bytes:
    return PAGE.format(n=number, crumbs=crumbs, m=number * 37, k=number * 101).encode()


def test_the_address_is_the_saved_one_the_canonical_one_or_a_tag() -> None:
    assert origin_of(page(1), "a.html").address == "//old.example.cn/xxgk/tzgg/t1.html"
    for tag, address in (
        ('<link href="https://OLD.example.cn/a.html#x" rel="canonical">', "//old.example.cn/a.html"),
        (
            '<meta property="og:url" content="https://old.example.cn/s.asp?id=3&amp;b=1">',
            "//old.example.cn/s.asp?id=3&b=1",
        ),
        ('<META NAME="Url" CONTENT="http://old.example.cn/c/">', "//old.example.cn/c/"),
        ('<link rel="canonical" href="/relative.html">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
    ):
        assert origin_of(f"<html><head>{tag}</head><body>文</body></html>".encode(), "a.htm").address == address
    assert origin_of(page(1), "a.docx") == Origin()
    assert normal_address("ftp://old.example.cn/a") == normal_address("nohost") == ""


@pytest.mark.parametrize(
    ("crumbs", "columns"),
    [
        (CRUMBS, ("政务公开", "通知公告")),
        ("<p>您的位置: 首页 » 工作动态 » </p><h1>长</h1>", ("工作动态",)),
        ("<ul class='b'><li>您现在的位置：</li><li><a>网站首页</a></li><li><a>教师研修</a></li></ul>", ("教师研修",)),
        ("<td>當前位置：<a>首頁</a>＞<a>教師專業</a></td>".replace("＞", "&gt;"), ("首頁", "教師專業")),
        ("<!-- 当前位置 S--><div><script>var a='当前位置：x'</script></div>", ()),
        ('<meta name="ColumnName" content="计划总结">', ("计划总结",)),
    ],
)
def test_breadcrumbs_name_the_columns(crumbs: str, columns: tuple[str, ...]) -> None:
    found = origin_of(f"<html><body>{crumbs}</body></html>".encode(), "a.html").columns
    assert found == columns or (columns[:1] == ("首頁",) and found == columns[1:])


def test_a_table_comes_from_excel_in_either_encoding() -> None:
    expected = [(1, "旧栏目", "新栏目"), (2, "通知", "tong-zhi")]
    for data in (
        "旧栏目,新栏目\n通知,tong-zhi\n".encode("gb18030"),
        b"\xef\xbb\xbf" + "旧栏目;新栏目\r\n通知;tong-zhi\r\n".encode(),
    ):
        assert read_pairs(data) == expected
    with pytest.raises(BadTableError, match="第 2 行"):
        read_pairs("甲,乙\n丙\n".encode())


@pytest.fixture
def former_host(settings: Any) -> None:
    settings.FORMER_HOSTS = ["old.example.cn"]


def _import(tmp_path: Path, *arguments: str, **files: bytes) -> None:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.html").write_bytes(data)
    call_command("import_documents", str(folder), *arguments)


def _publish(title: str) -> Page:
    from publications.publishing import publishing_allowed

    found = Page.objects.get(title=title, locale__language_code="zh-hans").specific
    with publishing_allowed("test"):
        found.get_latest_revision().publish()
    found.refresh_from_db()
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files", "former_host")
def test_the_old_address_leads_to_the_document_once_it_is_public(tmp_path: Path, client: Client) -> None:
    addresses = tmp_path / "addresses.csv"
    addresses.write_text(
        "旧网址,文件\n/show.asp?id=3&c=1,b.html\nhttp://elsewhere.example/x.html,c.html\n", "utf-8-sig"
    )
    _import(tmp_path, "--addresses", str(addresses), a=page(1), b=page(2), c=page(3))
    assert client.get("/xxgk/tzgg/t1.html").status_code == 404
    one, two = _publish("关于第1期研修的通知"), _publish("关于第2期研修的通知")
    answer = client.get("/xxgk/tzgg/t1.html")
    assert (answer.status_code, answer.headers["Location"]) == (301, one.get_url())
    answer = client.get("/show.asp?c=1&id=3")
    assert (answer.status_code, answer.headers["Location"]) == (301, two.get_url())
    assert client.get("/show.asp?id=4").status_code == 404
    from ingest.models import ImportRecord

    foreign = ImportRecord.objects.get(file_name="c.html")
    assert "不在本单位的旧域名" in next(f["message"] for f in foreign.findings if f["code"] == "old_address")


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files", "former_host")
def test_an_address_that_leads_elsewhere_already_is_left_and_said(tmp_path: Path) -> None:
    from ingest.models import ImportRecord
    from publications.models import FormerAddress

    _import(tmp_path, a=page(1), b=page(2).replace(b"/t2.html", b"/t1.html"))
    row = FormerAddress.objects.get(path="xxgk/tzgg/t1.html/")
    assert row.translation_key == Page.objects.get(title="关于第1期研修的通知").translation_key
    said = ImportRecord.objects.get(file_name="b.html").findings
    assert any("已经跳转到另一份稿件" in finding["message"] for finding in said)


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files")
def test_a_host_that_is_not_ours_is_not_taken_over(tmp_path: Path) -> None:
    from publications.models import FormerAddress

    _import(tmp_path, a=page(1))
    assert not FormerAddress.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files", "former_host")
def test_old_columns_lead_to_ours(tmp_path: Path, client: Client) -> None:
    from news.models import NoticeIndexPage

    column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
    other = column.add_sibling(instance=NoticeIndexPage(title="研修通知", slug="yan-xiu", locale=column.locale))
    table = tmp_path / "columns.csv"
    table.write_text("旧栏目,本站栏目\n政务公开/通知公告,yan-xiu\n/xxgk/tzgg/,yan-xiu\n", "utf-8")
    _import(tmp_path, "--columns", str(table), a=page(1))
    assert Page.objects.get(title="关于第1期研修的通知").get_parent().pk == other.pk
    assert client.get("/xxgk/tzgg/").headers["Location"] == other.get_url()
    table.write_text("旧栏目,本站栏目\n通知,没有的栏目\n", "utf-8")
    with pytest.raises(CommandError, match="没有栏目“没有的栏目”") as wrong:
        _import(tmp_path, "--columns", str(table))
    assert wrong.value.returncode == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files")
def test_the_editor_chooses_after_a_dry_run_where_the_old_columns_go() -> None:
    from ingest.models import ImportBatch
    from news.models import NoticeIndexPage

    column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
    other = column.add_sibling(instance=NoticeIndexPage(title="研修通知", slug="yan-xiu", locale=column.locale))
    editor = sign_in("add_page")
    files = [SimpleUploadedFile(f"{n}.html", page(n)) for n in (1, 2)]
    editor.post(reverse("ingest_upload"), {"files": files, "dry_run": "on"})
    batch = ImportBatch.objects.latest("pk")
    address = reverse("ingest_columns", args=[batch.pk])
    shown = editor.get(address)
    assert shown.context["form"].rows == [
        {"old": "政务公开/通知公告", "count": 2, "column": column.pk, "suggested": True}
    ]
    assert ">政务公开/通知公告</label>" in shown.content.decode()  # as everywhere: no half-width colon behind a label
    editor.post(address, {"to-0": str(other.pk), "more": "", "more_to": "", "do": "import"})
    assert [record.page.get_parent().pk for record in batch.records.all()] == [other.pk] * 2


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files", "former_host")
def test_an_undo_takes_the_old_addresses_along() -> None:
    from ingest.models import ImportBatch
    from publications.models import FormerAddress

    editor = sign_in("add_page", "change_page")
    editor.post(reverse("ingest_upload"), {"files": SimpleUploadedFile("1.html", page(1))})
    assert FormerAddress.objects.filter(path="xxgk/tzgg/t1.html/").exists()
    editor.post(reverse("ingest_undo", args=[ImportBatch.objects.latest("pk").pk]))
    assert not FormerAddress.objects.exists()
