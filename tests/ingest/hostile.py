"""Two hundred and sixty files that nobody should have to import, made here: broken, disguised, bloated, endless, oddly named.

`hostile_files()` gives them one by one, `lay_out(folder)` writes them with the links, pipes and devices that no bytes can be.
benchmarks/import_hostile.py imports them all; tests take those that are quick."""

from __future__ import annotations

import io
import os
import random
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from good_files import (
    DRAFT,
    EITHER,
    FAILED,
    GOOD,
    NOTICE,
    TRADITIONAL,
    WORDS,
    ZIPS,
    Hostile,
    list_xlsx,
    mail,
    notice_docx,
    notice_page,
    ole,
    page,
    pdf,
    rtf,
    shown,
    zipped,
)
from hostile_contents import bombs, pages, tables, xml


def hostile_files() -> list[Hostile]:
    """All of them, in an order that mixes heavy ones with others."""
    groups = (
        _truncated,
        _flipped,
        _empty,
        _disguised,
        _charsets,
        _noise,
        bombs,
        xml,
        tables,
        pages,
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
