"""导入批次 and 导入的文件: filters and reports; the panel beside the editing form."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from openpyxl import load_workbook

from .people import notice, sign_in, text_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


def test_batches_and_files_are_listed_filtered_and_exported() -> None:
    from ingest.models import ImportRecord

    editor = sign_in("add_page", "change_page")
    editor.post(
        reverse("ingest_upload"), {"files": [text_file(notice(1), "=甲.txt"), SimpleUploadedFile("坏.docx", b"x")]}
    )
    editor.post(reverse("ingest_upload"), {"files": text_file(notice(2), "乙.txt")})
    batches = editor.get(reverse("ingest_batches")).content.decode()
    assert batches.count("批导入") >= 2
    assert "待确认 1 份" in batches
    failed = editor.get(reverse("ingest_files"), {"status": "failed"}).content.decode()
    assert "坏.docx" in failed
    assert "乙.txt" not in failed
    report = b"".join(editor.get(reverse("ingest_files"), {"export": "csv"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(report)))
    assert [row["文件名"] for row in rows] == ["乙.txt", "坏.docx", "'=甲.txt"]
    assert rows[0]["发文字号"] == "澄教发〔2031〕2号"
    assert rows[0]["成文日期"] == "2031年5月6日"
    ImportRecord.objects.filter(file_name="乙.txt").update(file_name="控制\x0b字符.txt")  # as archives may name it
    named = editor.get(reverse("ingest_files"), {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(named.streaming_content if named.streaming else [named.content])))
    assert "控制\ufffd字符.txt" in [cell.value for row in book.active for cell in row]
    sheet = editor.get(reverse("ingest_batches"), {"export": "xlsx"})
    assert b"".join(sheet.streaming_content if sheet.streaming else [sheet.content])[:2] == b"PK"


def test_the_editing_form_of_an_imported_page_tells_of_the_import(notice_text: str) -> None:
    from ingest.models import ImportRecord
    from ingest.side_panel import add_import_panel

    editor = sign_in("add_page", "change_page")
    editor.post(reverse("ingest_upload"), {"files": text_file(notice_text)})
    record = ImportRecord.objects.get()
    request = RequestFactory().get("/")
    request.user = editor.user
    for page in (record.page, record.enclosed_page):
        panels: list = []
        add_import_panel(panels, page, request)
        html = panels[0].render_html({})
        assert "网站外壳" in html
        assert reverse("ingest_file", args=[record.pk]) in html
    panels = []
    add_import_panel(panels, record.page.get_parent(), request)
    assert panels == []
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[record.page_id])).content.decode()
    assert 'aria-label="导入核对"' in form
    assert "ingest/import.css" in form
