"""Two hundred files that nobody should have to import, made here: broken, disguised, bloated, endless, oddly named.

`hostile_files()` gives them one by one, `lay_out(folder)` writes them with the links, pipes and devices that no bytes can be.
benchmarks/import_hostile.py imports them all; tests take those that are quick."""

from __future__ import annotations

import base64
import io
import os
import random
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

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


def hostile_files() -> list[Hostile]:
    """All of them, in an order that mixes heavy ones with others."""
    groups = (
        _truncated,
        _flipped,
        _empty,
        _disguised,
        _charsets,
        _noise,
        _bombs,
        _xml,
        _tables,
        _pages,
        _mails,
        _names,
        _archives,
        _locked,
        _office,
    )
    return [file for group in groups for file in group()]


def _truncated() -> Iterator[Hostile]:
    for kind, make in GOOD.items():
        for share in (3, 50, 97):
            yield Hostile(
                f"cut-{share}.{kind}", lambda make=make, share=share: make()[: max(len(make()) * share // 100, 1)],
                FAILED if kind in ZIPS else EITHER,
            )  # fmt: skip


def _flipped() -> Iterator[Hostile]:
    def flipped(make: Callable[[], bytes], seed: int) -> bytes:
        data, dice = bytearray(make()), random.Random(seed)
        for _n in range(12):
            data[dice.randrange(len(data))] = dice.randrange(256)
        return bytes(data)

    for kind, make in GOOD.items():
        for seed in (1, 2):
            yield Hostile(f"flipped-{seed}.{kind}", lambda make=make, seed=seed: flipped(make, seed))


def _empty() -> Iterator[Hostile]:
    for kind in (*GOOD, "doc", "wps", "rtf", "htm", "docm", "xlsm", "mhtml"):
        yield Hostile(f"nothing.{kind}", lambda: b"", FAILED)
    for kind in ("txt", "md", "html"):
        yield Hostile(f"blank.{kind}", lambda: b" \r\n\t \xef\xbb\xbf \n" * 500, FAILED)


def _disguised() -> Iterator[Hostile]:
    contents = {
        "pdf": GOOD["pdf"],
        "docx": notice_docx,
        "png": lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 400,
        "exe": lambda: b"MZ\x90" + b"\x00" * 400,
    }
    for inside, make in contents.items():
        for kind in ("docx", "pdf", "html", "txt", "ofd", "doc"):
            if inside != kind and (inside, kind) not in (("docx", "ofd"), ("docx", "doc")):
                yield Hostile(f"really-{inside}.{kind}", make, FAILED)
    yield Hostile("really-docx.ofd", notice_docx, FAILED)
    yield Hostile("really-xlsx.docx", list_xlsx, FAILED)
    yield Hostile("really-zip.docx", GOOD["zip"], FAILED)
    yield Hostile("really-page.doc", notice_page, DRAFT)
    yield Hostile("really-page.txt", notice_page, FAILED)
    yield Hostile("program.exe", contents["exe"], FAILED)
    yield Hostile("no-extension", lambda: NOTICE.encode(), FAILED)
    yield Hostile("old.xls", lambda: ole("Workbook"), FAILED)


def _charsets() -> Iterator[Hostile]:
    for charset in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        for declared in ("big5", "iso-8859-1", "utf-16", "nonsense"):
            yield Hostile(f"{charset}-says-{declared}.html", lambda c=charset, d=declared: notice_page(c, d), DRAFT)
    yield Hostile("big5-says-gbk.html", lambda: notice_page("big5hkscs", "gbk", TRADITIONAL), DRAFT)
    yield Hostile("mixed.txt", lambda: NOTICE.encode() + NOTICE.encode("gb18030"))
    yield Hostile("broken-utf8.txt", lambda: NOTICE.encode().replace("研".encode(), b"\xe7\xa0"))


def _noise() -> Iterator[Hostile]:
    for kind in (*GOOD, "doc", "rtf", "docm"):
        yield Hostile(f"noise.{kind}", lambda kind=kind: random.Random(kind).randbytes(30_000), FAILED)
    yield Hostile("controls.txt", lambda: bytes(range(1, 32)) * 400 + NOTICE.encode())
    yield Hostile("private.txt", lambda: "".join(chr(0xE000 + n % 6000) for n in range(60_000)).encode())
    yield Hostile("combining.txt", lambda: ("研" + "\u0301" * 40_000 + WORDS).encode())
    yield Hostile("surrogates.html", lambda: page("<p>&#xD800;&#xDFFF;&#x110000;&#0;" + WORDS))


def _bombs() -> Iterator[Hostile]:
    yield Hostile("ratio.docx", lambda: docx(p("甲" * 4_000_000)), FAILED)
    yield Hostile("ratio.zip", lambda: zipped({"a.txt": b"\x00" * 60 * MEGABYTE}), FAILED)
    yield Hostile("ratio.ofd", lambda: ofd(" " * 30 * MEGABYTE), FAILED)
    yield Hostile("ratio.xlsx", lambda: xlsx(" " * 30 * MEGABYTE), FAILED)
    yield Hostile("entries.docx", lambda: zipped({f"word/{n}.xml": "" for n in range(5_000)}), FAILED)
    yield Hostile("entries.zip", lambda: zipped({f"{n}.txt": "x" for n in range(20_000)}), FAILED)
    yield Hostile("lying-size.docx", _lying_size, FAILED)
    yield Hostile("overlapping.zip", _overlapping)
    yield Hostile("stream.pdf", lambda: pdf(b"0 0 m " * 50_000_000, compressed=True), slow=True)
    yield Hostile("text.pdf", lambda: pdf(shown(WORDS) * 60_000, compressed=True), slow=True)
    yield Hostile("line.txt", lambda: ("甲" * 6_000_000).encode(), FAILED)
    yield Hostile("lines.txt", lambda: b"a\n" * 2_000_000, FAILED)
    yield Hostile("words.txt", lambda: (WORDS * 20 + "\n").encode() * 2_000, EITHER, slow=True)
    yield Hostile("marks.md", lambda: ("*" * 200_000 + "\n" + "[" * 200_000 + "\n" + "`" * 100_000 + WORDS).encode())
    yield Hostile("pipes.md", lambda: ("|" * 100_000 + "\n|" + "-|" * 50_000 + "\n" + "|a" * 100_000).encode())
    yield Hostile("blanks.md", lambda: ("a" + " " * 3_000_000 + "b\n" + WORDS).encode())
    for kind in ("docx", "pdf", "txt", "zip", "html"):
        yield Hostile(f"hundred-megabytes.{kind}", lambda: b"\x20" * 100 * MEGABYTE, FAILED, slow=True)
    yield Hostile("forty-megabytes.html", lambda: page("<p>" + WORDS * 300_000), FAILED, slow=True)
    yield Hostile(
        "media.docx",
        lambda: zipped(
            {"word/document.xml": word_xml(p(WORDS)), "word/media/a.png": random.Random(3).randbytes(40 * MEGABYTE)},
            stored=True,
        ),
        DRAFT,
        slow=True,
    )


def _lying_size() -> bytes:
    """A member whose directory entry says 100 bytes."""
    data = bytearray(docx(p("甲" * 400_000)))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def _overlapping() -> bytes:
    """Two hundred directory entries for one member."""
    data = zipped({"a.txt": NOTICE * 2_000})
    at, end = data.rfind(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    entry = data[at:end]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(entry) * 200, at, 0)
    return data[:at] + entry * 200 + tail


def _xml() -> Iterator[Hostile]:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "哈" * 10}">' for n in range(10))
    evil = f'<?xml version="1.0"?><!DOCTYPE x [{laughs}]>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://127.0.0.1:9/x">]>'
    late = '<?xml version="1.0"?>' + f"<!--{' ' * 5000}-->" + '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    for name, head, entity in (("laughs", evil, "&a9;"), ("outside", outside, "&f;"), ("late", late, "&f;")):
        body = word_xml(p(entity)).split("?>", 1)[1]
        yield Hostile(f"{name}.docx", lambda head=head, body=body: zipped({"word/document.xml": head + body}), FAILED)
        yield Hostile(
            f"{name}-utf16.docx",
            lambda head=head, body=body: zipped({"word/document.xml": (head + body).encode("utf-16")}),
            FAILED,
        )
        yield Hostile(f"{name}.ofd", lambda head=head: zipped({"OFD.xml": head + "<OFD>&a9;&f;</OFD>"}), FAILED)
        yield Hostile(
            f"{name}.xlsx",
            lambda head=head: zipped({"xl/workbook.xml": head + f"<workbook {S}>&a9;&f;</workbook>"}),
            FAILED,
        )
        styles = head + f"<w:styles {W}>{entity}</w:styles>"
        relations = '<Relationships><Relationship Id="a" Type="x/styles" Target="styles.xml"/></Relationships>'
        yield Hostile(
            f"{name}-styles.docx",
            lambda styles=styles, r=relations: zipped(
                {"word/document.xml": word_xml(p(WORDS)), "word/styles.xml": styles, "word/_rels/document.xml.rels": r}
            ),
            FAILED,
        )
    yield Hostile("entity.html", lambda: outside.encode() + notice_page())
    yield Hostile("cdata.docx", lambda: docx("<w:p><w:r><w:t><![CDATA[" + "]" * 100_000 + "]]></w:t></w:r></w:p>"))
    yield Hostile("no-body.docx", lambda: zipped({"word/document.xml": f"<w:document {W}/>"}), FAILED)
    yield Hostile(
        "rels-up.docx",
        lambda: zipped(
            {
                "word/document.xml": word_xml(p(WORDS)),
                "word/_rels/document.xml.rels": '<Relationships><Relationship Id="a" Type="x/styles" Target="../../../../etc/passwd"/></Relationships>',  # noqa: E501
            }
        ),
        DRAFT,
    )
    loop = f'<w:styles {W}><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    yield Hostile("loop-styles.docx", lambda: zipped({
        "word/document.xml": word_xml(f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>{WORDS}</w:t></w:r></w:p>'),
        "word/styles.xml": loop, "word/_rels/document.xml.rels": '<Relationships><Relationship Id="a" Type="x/styles" Target="styles.xml"/></Relationships>',  # noqa: E501
    }), DRAFT)  # fmt: skip


def _tables() -> Iterator[Hostile]:
    def nested(depth: int) -> str:
        cell = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        before, after = cell.split("{}")
        return before * depth + p(WORDS) + after * depth

    for depth in (40, 70, 5_000):
        yield Hostile(
            f"tables-{depth}.docx", lambda depth=depth: docx(nested(depth)), FAILED if depth > 1000 else EITHER
        )
        yield Hostile(f"tables-{depth}.html", lambda depth=depth: page("<table><tr><td>" * depth + WORDS))
    wide = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999999"/></w:tcPr>' + p(WORDS) + "</w:tc><w:tc><w:p/></w:tc></w:tr>" \
        "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"  # fmt: skip
    yield Hostile("span.docx", lambda: docx(wide), DRAFT)
    spans = f'<table><tr><td colspan="999999999" rowspan="999999999">{WORDS}</td><td>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>'
    yield Hostile("span.html", lambda: page(spans), DRAFT)
    many = "<tr>" + '<td colspan="100" rowspan="100">甲</td>' * 100 + "</tr>"
    yield Hostile("spans.html", lambda: page(f"<p>{WORDS}</p><table>{many * 100}</table>"), slow=True)
    yield Hostile(
        "cells.html", lambda: page(f"<p>{WORDS}</p><table>{('<tr>' + '<td>甲' * 300) * 900}</table>"), slow=True
    )
    yield Hostile(
        "merged.xlsx",
        lambda: xlsx(
            row(1, "学校", "人数") + row(2, "甲", "三"),
            further='<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B9:A1"/></mergeCells>',
        ),
    )
    yield Hostile(
        "rows.xlsx", lambda: xlsx("".join(row(n, "甲校", "三人", WORDS) for n in range(1, 60_000))), DRAFT, slow=True
    )
    yield Hostile(
        "words.xlsx",
        lambda: xlsx(row(1, "甲"), shared=f"<sst {S}>{'<si><t>甲</t></si>' * 400_000}</sst>"),
        FAILED,
        slow=True,
    )
    yield Hostile(
        "index.xlsx",
        lambda: xlsx(
            '<row r="99999999"><c r="ZZZZ99999999999" t="s"><v>-5</v></c><c r="A1" t="s"><v>9999999999999</v></c></row>'
            + row(3, "甲校", "三人")
        ),
    )
    yield Hostile(
        "dates.xlsx",
        lambda: xlsx(
            '<row r="1"><c><v>1e308</v></c><c><v>nan</v></c><c><v>-inf</v></c><c><v>x</v></c></row>'
            + row(2, "甲校", "三人")
        ),
    )


def _pages() -> Iterator[Hostile]:
    yield Hostile(
        "thousand-pages.pdf", lambda: pdf(*[shown(WORDS[:30], 700 - n % 300) for n in range(1_000)]), DRAFT, slow=True
    )
    yield Hostile("endless-pages.pdf", lambda: pdf(*[shown("甲")] * 1_501), FAILED)
    yield Hostile("no-pages.pdf", lambda: pdf(), FAILED)
    yield Hostile("loop.pdf", lambda: pdf(shown(WORDS), kids="2 0 R 2 0 R 5 0 R"))
    yield Hostile("self.pdf", lambda: pdf(shown(WORDS), further="/Annots 5 0 R/Parent 5 0 R"))
    yield Hostile("far.pdf", lambda: pdf(b"BT /F 16 Tf 1e30 -1e30 Td (a) Tj ET " * 50 + shown(WORDS)))
    yield Hostile("huge-page.pdf", lambda: pdf(shown(WORDS)).replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]"))
    yield Hostile(
        "rules.pdf",
        lambda: pdf(
            b"".join(b"%d %d m %d %d l S " % (n % 500, n % 700, n % 500 + 60, n % 700) for n in range(60_000))
            + shown(WORDS)
        ),
        slow=True,
    )
    yield Hostile("thousand-pages.ofd", lambda: ofd(text_object(WORDS[:30]), 1_000), DRAFT, slow=True)
    yield Hostile("endless-pages.ofd", lambda: ofd(text_object("甲"), 1_600), FAILED)
    yield Hostile("deltas.ofd", lambda: ofd(text_object(WORDS, delta="g 999999999999 5.6 g x y 1e999 nan")))
    yield Hostile("deep.ofd", lambda: ofd("<ofd:PageBlock>" * 200 + text_object(WORDS) + "</ofd:PageBlock>" * 200))
    yield Hostile("text.ofd", lambda: ofd(text_object("甲" * 300_000)), FAILED)
    yield Hostile(
        "paths.ofd",
        lambda: ofd(
            '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 1e99 5</ofd:AbbreviatedData></ofd:PathObject>'
            * 20_000
            + text_object(WORDS)
        ),
        slow=True,
    )
    yield Hostile(
        "thousand-pages.docx",
        lambda: docx((p(WORDS * 12) + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>') * 1_000),
        DRAFT,
        slow=True,
    )
    yield Hostile("thousand-pages.txt", lambda: (WORDS * 12 + "\n\f").encode() * 1_000, DRAFT, slow=True)
    yield Hostile("deep.html", lambda: page("<div>" * 100_000 + WORDS), FAILED)
    yield Hostile("flat.html", lambda: page("<b>甲</b>" * 300_000))
    yield Hostile("attributes.html", lambda: page(f"<p style='{'a:b;' * 400_000}'>{WORDS}</p>"))
    yield Hostile(
        "links.html",
        lambda: page(
            f"<p>{WORDS}" + '<a href="javascript:alert(1)">甲</a><img src="file:///etc/passwd" onerror=x>' * 2_000
        ),
        slow=True,
    )
    yield Hostile(
        "script.html",
        lambda: page(
            f"<script>{'x' * 100}</script><iframe src='http://127.0.0.1:9/'></iframe><p onclick=x>{WORDS}</p><svg><script>x</script></svg>"
        ),
        DRAFT,
    )
    yield Hostile(
        "data-image.html",
        lambda: page(
            f"<p>{WORDS}</p><img src='data:image/png;base64,{base64.b64encode(random.Random(1).randbytes(12 * MEGABYTE)).decode()}'>"
        ),
        slow=True,
    )
    yield Hostile(
        "frames.html",
        lambda: b"<html><frameset cols='20%,80%'><frame src='menu.html'><frame src='main.html'></frameset></html>",
        FAILED,
    )
    yield Hostile(
        "up.md", lambda: f"{WORDS}\n![x](../../../../etc/passwd)\n![y](/etc/passwd)\n[z](..\\..\\x)\n".encode(), DRAFT
    )


def _mails() -> Iterator[Hostile]:
    deep = "".join(f'--b{n}\r\nContent-Type: multipart/mixed; boundary="b{n + 1}"\r\n\r\n' for n in range(400))
    yield Hostile("deep.eml", lambda: mail(deep, 'multipart/mixed; boundary="b0"'))
    yield Hostile(
        "no-text.eml",
        lambda: mail("--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--", 'multipart/mixed; boundary="b"'),
        FAILED,
    )
    yield Hostile("lying.eml", lambda: mail(NOTICE, "text/plain; charset=utf-7000"))
    yield Hostile(
        "base64.eml", lambda: mail("%%%%" * 1000, "text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64")
    )
    yield Hostile("headers.eml", lambda: b"Subject: =?utf-8?B?" + b"5" * 300_000 + b"?=\r\n" * 3 + mail(NOTICE))
    yield Hostile(
        "parts.eml",
        lambda: mail("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 20_000, 'multipart/mixed; boundary="b"'),
        slow=True,
    )
    yield Hostile("no-page.mht", lambda: mail("x", "text/plain"), FAILED)


def _names() -> Iterator[Hostile]:
    for name in ("-rf.txt", "通知\u202etxt.exe.txt", "两\n行.txt", "a b　c.txt", "%2e%2e%2fetc.txt", "'; DROP TABLE x;--.txt", "<b>粗<b>.txt",
                 "e\u0301\u0301.txt", "😀👨‍👩‍👧.txt", "長" * 80 + ".txt", "大写.TXT", "空格 .DOCX", "a.tar.gz"):  # fmt: skip
        make = (
            notice_docx
            if name.lower().endswith("docx")
            else (lambda name=name: (NOTICE + name.replace("\n", "")).encode())
        )
        yield Hostile(name, make, FAILED if name.endswith("gz") else DRAFT)


def _archives() -> Iterator[Hostile]:
    def named(*names: str) -> bytes:
        return zipped({name: (NOTICE + name).encode() for name in names})

    inner = GOOD["zip"]()
    yield Hostile("nested.zip", lambda: zipped({"里面.zip": inner, "a.txt": NOTICE + "一"}))
    deep = inner
    for _n in range(12):
        deep = zipped({"in.zip": deep})
    yield Hostile("nested-12.zip", lambda: deep, FAILED)
    yield Hostile("up.zip", lambda: named("../../up.txt", "/etc/abs.txt", "C:\\win.txt", "a/../../b.txt", "//x.txt"))
    yield Hostile("same-name.zip", _twice)
    yield Hostile("linked.zip", _linked)
    yield Hostile("empty.zip", lambda: zipped({}), FAILED)
    yield Hostile("folders.zip", lambda: zipped({"a/": b"", "b/c/": b""}), FAILED)
    yield Hostile("program.zip", lambda: zipped({"run.exe": b"MZ\x90"}), FAILED)
    yield Hostile("gbk.zip", lambda: named("x1.txt").replace(b"x1.txt", "知".encode("gbk") + b".txt"[-4:]))
    yield Hostile("comment.zip", lambda: inner[:-2] + b"\xff\xff" + b"x" * 65_535)
    yield Hostile("prefixed.zip", lambda: b"#!/bin/sh\n" * 100 + inner)
    yield Hostile("quine.docx", lambda: zipped({"word/document.xml": inner}), FAILED)


def _twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", NOTICE)
        info = zipfile.ZipInfo("a.txt")
        archive.filelist.append(info)
        archive.filelist.pop()
        archive.NameToInfo.clear()
        archive.writestr("a.txt", NOTICE + "又")
    return out.getvalue()


def _linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("passwd.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def _locked() -> Iterator[Hostile]:
    def flagged(data: bytes) -> bytes:
        """Every member says that it needs a password."""
        out = bytearray(data)
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = out.find(mark)
            while at >= 0:
                out[at + offset] |= 1
                at = out.find(mark, at + 4)
        return bytes(out)

    for kind in ("docx", "xlsx", "pptx"):
        yield Hostile(f"password.{kind}", lambda: ole("EncryptedPackage"), FAILED)
    for kind in ZIPS:
        yield Hostile(f"locked.{kind}", lambda kind=kind: flagged(GOOD[kind]()), FAILED)
    yield Hostile("locked.pdf", _locked_pdf, FAILED)


def _locked_pdf() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf(shown(WORDS))))
    writer.encrypt("geheim", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _office() -> Iterator[Hostile]:
    yield Hostile("stream.doc", lambda: ole("WordDocument"), FAILED, slow=True)
    yield Hostile("other.doc", lambda: ole("Workbook"), FAILED)
    yield Hostile("braces.rtf", lambda: b"{\\rtf1" + b"{" * 300_000, EITHER, slow=True)
    yield Hostile("binary.wps", lambda: b"{\\rtf1 \\bin2147483647 x}" + rtf()[6:], EITHER, slow=True)
    yield Hostile("cut.rtf", lambda: rtf()[:-20], EITHER, slow=True)
    yield Hostile(
        "fetch.rtf",
        lambda: b'{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE "http://127.0.0.1:9/a.png"}}' + rtf()[6:],
        EITHER,
        slow=True,
    )


def lay_out(folder: Path, quick: bool = False) -> dict[str, Hostile]:
    """Write them into the folder, with what is no file at all; the files by name."""
    written = {}
    for file in hostile_files():
        if quick and file.slow:
            continue
        (folder / file.name).write_bytes(file.make())
        written[file.name] = file
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "dangling.docx").symlink_to("nowhere")
    (folder / "loop.pdf.txt").symlink_to("loop.pdf.txt")
    (folder / "folder.docx").mkdir()
    try:
        os.mknod(folder / "device.txt", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except OSError:
        (folder / "device.txt").symlink_to("/dev/zero")
    for name in ("pipe.txt", "link.txt", "dangling.docx", "loop.pdf.txt", "device.txt"):
        written[name] = Hostile(name, lambda: b"", FAILED)
    return written
