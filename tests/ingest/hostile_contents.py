"""Hostile files whose harm lies in what they hold: bombs, XML, tables, pages."""

from __future__ import annotations

import base64
import random
import struct
from collections.abc import Iterator

from good_files import (
    DRAFT,
    EITHER,
    FAILED,
    MEGABYTE,
    NOTICE,
    WORDS,
    Hostile,
    S,
    W,
    docx,
    notice_page,
    ofd,
    p,
    page,
    pdf,
    row,
    shown,
    text_object,
    word_xml,
    xlsx,
    zipped,
)


def bombs() -> Iterator[Hostile]:
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


def xml() -> Iterator[Hostile]:
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


def tables() -> Iterator[Hostile]:
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


def pages() -> Iterator[Hostile]:
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
