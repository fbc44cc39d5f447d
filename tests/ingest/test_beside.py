"""What lies beside a page belongs to it: pictures and attachments that it shows or links to, also from a zip made in China."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from wagtail.models import Page

from ingest.batch import Batch
from ingest.paths import Item, archive_items, find_items

PAGE = (
    "<html><head><title>关于开展校本研修的通知</title></head><body><div id='zoom'><p>各学校：</p><p>请按照下列要求组织研修，按时填报材料。</p>"
    "<p><img src='page_files/a.jpg'></p><p>附件：<a href='{}'>申报表</a></p></div></body></html>"
)


def photo() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 1.0)})
    exif[0x013B] = "Lin Yi"
    out = io.BytesIO()
    Image.new("RGB", (200, 150), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def names(items: list[Item]) -> list[str]:
    return [item.name for item in items]


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files")
def test_a_page_takes_its_picture_and_its_attachment_into_the_draft(tmp_path: Path, word: Callable[..., bytes]) -> None:
    from wagtail.images import get_image_model

    from ingest.drafts import DraftMaker

    def fill(document: object) -> None:
        document.core_properties.author = "林一"
        document.add_paragraph("申报表")

    (tmp_path / "page.html").write_text(PAGE.format("%E8%A1%A8/%E7%94%B3%E6%8A%A5%E8%A1%A8.docx"), encoding="gb18030")
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a.jpg").write_bytes(photo())
    (tmp_path / "表").mkdir()
    (tmp_path / "表" / "申报表.docx").write_bytes(word(fill))
    items = list(find_items([str(tmp_path)]))
    assert names(items) == ["page.html"]
    document, data = Batch().read(items[0])
    saved = DraftMaker().save(document, data, items[0].beside)
    page = Page.objects.get(pk=saved.page_ids["main"]).specific
    attached = [block.value for block in page.body if block.block_type == "attachment"]
    assert [value["title"] for value in attached] == ["申报表"]
    with attached[0]["document"].file.open("rb") as file, zipfile.ZipFile(file) as package:
        assert "林一" not in package.read("docProps/core.xml").decode()
    with get_image_model().objects.get().file.open("rb") as file:
        assert b"Lin Yi" not in file.read()


def test_saved_folders_and_attachments_in_a_zip_are_no_lines_of_their_own(zipped: Callable[..., bytes]) -> None:
    data = zipped({
        "page.html": PAGE.format("表/申报表.docx").encode(), "page_files/a.jpg": photo(), "page_files/site.css": b"a{}",
        "表/申报表.docx": b"PK\x03\x04", "另一份.docx": b"PK\x03\x04",
    })  # fmt: skip
    items = list(archive_items("a.zip", lambda: data))
    assert names(items) == ["a.zip/page.html", "a.zip/另一份.docx"]
    assert items[0].beside("page_files/a.jpg") == photo()


def test_a_page_that_lists_many_documents_leaves_them_lines_of_their_own(zipped: Callable[..., bytes]) -> None:
    links = "".join(f"<a href='{n}.docx'>第{n}份</a>" for n in range(20))
    data = zipped({"index.html": f"<p>{links}</p>".encode(), **{f"{n}.docx": b"PK\x03\x04" for n in range(20)}})
    assert len(names(list(archive_items("a.zip", lambda: data)))) == 21


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files")
def test_what_is_attached_to_a_mail_is_attached_to_its_draft(tmp_path: Path, word: Callable[..., bytes]) -> None:
    from ingest.drafts import DraftMaker

    mail = EmailMessage()
    mail["Subject"] = "转发: 关于报送校本研修计划的通知"
    mail.set_content("关于报送校本研修计划的通知\n\n各学校：\n\n请按附件格式报送。\n")
    kinds = {
        "计划模板.docx": word(lambda d: d.add_paragraph("模板")),
        "../setup.exe": b"MZ",
        "计划模板.pdf": b"%PDF-1.4",
    }
    for name, data in kinds.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    (tmp_path / "通知.eml").write_bytes(mail.as_bytes())
    (item,) = find_items([str(tmp_path)])
    document, data = Batch().read(item)
    assert document.references == ("计划模板.docx", "setup.exe", "计划模板.pdf")
    saved = DraftMaker().save(document, data, item.beside)
    page = Page.objects.get(pk=saved.page_ids["main"]).specific
    assert page.title == "关于报送校本研修计划的通知"
    assert [b.value["title"] for b in page.body if b.block_type == "attachment"] == ["计划模板", "计划模板"]
    assert any("setup.exe" in f.message for f in saved.document.findings)
