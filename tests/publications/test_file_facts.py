"""How long a file is, counted from its bytes."""

import io
import zipfile

import pytest
from openpyxl import Workbook
from pypdf import PdfWriter

from publications.file_facts import Length, length_of


def pdf(pages: int) -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(file)
    return file.getvalue()


def workbook(sheets: int) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for number in range(1, sheets):
        book.create_sheet(f"表{number}")
    book.save(file)
    return file.getvalue()


def package(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def word(pages: int, characters: int) -> bytes:
    app = f"<Properties><Pages>{pages}</Pages><Characters>{characters}</Characters></Properties>"
    return package(**{"docProps/app.xml": app})


@pytest.mark.parametrize(
    ("name", "content", "length"),
    [
        ("申报表.pdf", pdf(3), Length(pages=3)),
        ("名单.XLSX", workbook(2), Length(sheets=2)),
        ("方案.docx", word(12, 5000), Length(pages=12)),
        ("made-by-a-program.docx", word(1, 0), Length()),
        ("more-pages-than-the-database-counts.docx", word(10**30, 5000), Length()),
        ("课件.pptx", package(**{f"ppt/slides/slide{n}.xml": "" for n in range(4)}), Length(pages=4)),
        ("公文.ofd", package(**{f"Doc_0/Pages/Page_{n}/Content.xml": "" for n in range(2)}), Length(pages=2)),
        ("broken.pdf", b"%PDF-1.4 no", Length()),
        ("no-zip.docx", b"no zip", Length()),
        ("旧.doc", b"\xd0\xcf\x11\xe0", Length()),
    ],
)
def test_a_file_says_how_long_it_is_or_nothing(name: str, content: bytes, length: Length) -> None:
    assert length_of(io.BytesIO(content), name) == length
