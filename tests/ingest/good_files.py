"""Small files of every kind that the portal reads, good ones, for tests that spoil them; and what a hostile file is."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WORDS = "各学校要健全研修制度，落实研修经费，确保每一位教师完成规定学时，并如实记入研修档案。"
NOTICE = f"关于开展校本研修的通知\n各学校：\n{WORDS}\n澄湖区教师发展中心\n2031年6月9日\n"
TRADITIONAL = "關於開展校本研修的通知\n各學校：\n各學校要健全研修制度，落實研修經費，確保每一位教師完成規定學時。\n"
MEGABYTE = 1024 * 1024
EITHER, FAILED, DRAFT = "either", "failed", "draft"


@dataclass(frozen=True)
class Hostile:
    """A file by name; `outcome` is what must become of it, `slow` where reading it takes seconds or much memory."""

    name: str
    make: Callable[[], bytes]
    outcome: str = EITHER
    slow: bool = False


def zipped(files: dict[str, bytes | str], stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_xml(body: str) -> str:
    return f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'


def docx(body: str, **parts: str) -> bytes:
    return zipped({"word/document.xml": word_xml(body), **{f"word/{name}.xml": xml for name, xml in parts.items()}})


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def notice_docx() -> bytes:
    return docx("".join(map(p, NOTICE.split("\n"))))


def xlsx(rows: str, shared: str = "", further: str = "") -> bytes:
    files = {
        "xl/workbook.xml": f'<workbook {S} {REL}><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{rows}</sheetData>{further}</worksheet>",
    }
    return zipped(files | ({"xl/sharedStrings.xml": shared} if shared else {}))


def row(number: int, *texts: str) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'


def list_xlsx() -> bytes:
    return xlsx(row(1, "学校", "人数") + row(2, "实验小学", "三人") + row(3, "第一中学", "四人"))


def ofd(content: str, pages: int = 1) -> bytes:
    o = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="P{n % 3}.xml"/>' for n in range(pages))
    page = f"<ofd:Page {o}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
    return zipped({
        "OFD.xml": f"<ofd:OFD {o}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/Document.xml": f"<ofd:Document {o}><ofd:CommonData/><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "D/P0.xml": page, "D/P1.xml": page, "D/P2.xml": page,
    })  # fmt: skip


def text_object(text: str, y: int = 40, delta: str = "g 80 5.6") -> str:
    return (
        f'<ofd:TextObject Boundary="20 {y} 170 8" Font="1" Size="5.6"><ofd:TextCode X="0" Y="5.6" DeltaX="{delta}">{text}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def pdf(*streams: bytes, further: str = "", kids: str = "", compressed: bool = False) -> bytes:
    """Pages of content streams with one Chinese font that is not embedded."""
    objects: list[bytes] = []
    first = 5
    listed = kids or " ".join(f"{first + 2 * n} 0 R" for n in range(len(streams)))
    objects.append(b"<</Type/Catalog/Pages 2 0 R>>")
    objects.append(f"<</Type/Pages/Kids[{listed}]/Count {max(len(streams), 1)}>>".encode())
    objects.append(b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>")
    objects.append(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>"
    )
    for n, stream in enumerate(streams):
        content = zlib.compress(stream, 1) if compressed else stream
        filtered = "/Filter/FlateDecode" if compressed else ""
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {first + 2 * n + 1} 0 R{further}>>".encode()
        )
        objects.append(f"<</Length {len(content)}{filtered}>>stream\n".encode() + content + b"\nendstream")
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out + f"trailer<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{start}\n%%EOF".encode())


def shown(text: str, y: int = 700) -> bytes:
    return f"BT /F 16 Tf 70 {y} Td <{text.encode('utf-16-be').hex()}> Tj ET".encode()


def page(body: str, charset: str = "utf-8", declared: str = "") -> bytes:
    head = f'<meta charset="{declared or charset}"><title>关于开展校本研修的通知</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(charset, "replace")


def notice_page(charset: str = "utf-8", declared: str = "", text: str = NOTICE) -> bytes:
    return page("".join(f"<p>{line}</p>" for line in text.split("\n")), charset, declared)


def mail(body: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    return f"From: a@example.cn\r\nSubject: notice\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{body}".encode()


def mht() -> bytes:
    return mail(
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{notice_page().decode()}\r\n--b--\r\n",
        'multipart/related; boundary="b"',
    )


def rtf(text: str = NOTICE) -> bytes:
    body = "".join(c if ord(c) < 128 else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in text)
    return b"{\\rtf1\\ansi\\uc1 " + body.replace("\n", "\\par ").encode() + b"}"


def ole(stream: str, size: int = 4096) -> bytes:
    """A container of old Office in name only: its signature and the name of one stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    return head + stream.encode("utf-16-le").ljust(128, b"\x00") + random.Random(7).randbytes(size)


GOOD: dict[str, Callable[[], bytes]] = {
    "docx": notice_docx, "xlsx": list_xlsx, "ofd": lambda: ofd("".join(text_object(line, 40 + 10 * n) for n, line in enumerate(NOTICE.split("\n")))),
    "pdf": lambda: pdf(shown(WORDS)), "html": notice_page, "md": lambda: NOTICE.encode(), "txt": lambda: NOTICE.encode(),
    "eml": lambda: mail(NOTICE), "mht": mht, "zip": lambda: zipped({"通知.docx": notice_docx(), "说明.txt": NOTICE}),
}  # fmt: skip
ZIPS = ("docx", "xlsx", "ofd", "zip")
