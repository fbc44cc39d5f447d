"""Files that go on the site say nothing of who made them; what cannot be stripped stays as it is and is said."""

import importlib.util
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from ingest.readers import stripped
from ingest.readers.stripping.old_office import strip_old_office

_spec = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
hostile = importlib.util.module_from_spec(_spec)
__import__("sys").modules["hostile"] = hostile
_spec.loader.exec_module(hostile)


def photo(kind: str = "JPEG", turn: int = 6) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x0110] = turn, "Lin Yi", "Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 1.0)})
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_lose_place_and_owner_but_not_their_turn(kind: str) -> None:
    before = photo(kind)
    after = stripped(before, f"a.{kind.lower()}")
    assert {"拍摄地点", "作者"} <= set(after.removed)
    assert b"Lin Yi" not in after.data
    with Image.open(io.BytesIO(after.data)) as image, Image.open(io.BytesIO(before)) as original:
        assert image.tobytes() == original.tobytes()
        assert not image.getexif().get_ifd(0x8825)
        assert kind != "JPEG" or image.getexif()[0x0112] == 6
    assert stripped(after.data, "a.jpg").data == after.data


def test_word_files_lose_authors_companies_and_places_of_their_photos(word: Callable[..., bytes]) -> None:
    def fill(document: object) -> None:
        document.core_properties.author, document.core_properties.title = "林一", "研修通知"
        document.add_paragraph("各校按时报送。")
        document.add_picture(io.BytesIO(photo()))

    after = stripped(word(fill), "附件1.docx")
    assert {"作者", "拍摄地点"} <= set(after.removed)
    with zipfile.ZipFile(io.BytesIO(after.data)) as package:
        assert package.testzip() is None
        core = package.read("docProps/core.xml").decode()
        assert "林一" not in core
        assert "研修通知" in core
        assert b"Lin Yi" not in b"".join(map(package.read, package.namelist()))


def test_a_pdf_loses_its_author_and_keeps_its_title_and_pages() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(hostile.pdf(hostile.shown("正文"))))
    writer.add_metadata({"/Author": "林一", "/Title": "研修通知", "/Company": "某公司"})
    out = io.BytesIO()
    writer.write(out)
    after = stripped(out.getvalue(), "a.pdf")
    reader = pypdf.PdfReader(io.BytesIO(after.data))
    assert after.removed == ("作者", "单位")
    assert dict(reader.metadata or {})["/Title"] == "研修通知"
    assert "/Author" not in (reader.metadata or {})
    assert len(reader.pages) == 1
    signed = out.getvalue().replace(b"/Catalog", b"/Catalog/X<</ByteRange[0 1 2 3]>>")
    kept = stripped(signed, "a.pdf")
    assert kept.data == signed
    assert "电子签名" in kept.remarks[0]


def test_old_office_files_lose_the_names_in_their_property_sets() -> None:
    value = "林一".encode("gbk") + b"\x00\x00\x00\x00"
    section = struct.pack("<IIIIII", 200, 2, 4, 24, 2, 40) + struct.pack("<II", 0x1E, len(value)) + value
    section += struct.pack("<II", 0x1E, 4) + b"abc\x00"
    head = b"\xfe\xff" + b"\x00" * 26 + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9") + struct.pack("<I", 48)
    data = (
        b"\xd0\xcf\x11\xe0" + b"\x00" * 508 + head + section.ljust(1000, b"\x00") + "_VBA_PROJECT".encode("utf-16-le")
    )
    after = strip_old_office(data)
    assert after.removed == ("作者",)
    assert "林一".encode("gbk") not in after.data
    assert b"abc" in after.data
    assert len(after.data) == len(data)
    assert [remark[:6] for remark in after.remarks] == ["文件带有宏（"]
    assert strip_old_office(data + "林一".encode("utf-16-le")).remarks[1].startswith("旧版 Office")


def test_what_cannot_be_stripped_stays_as_it_is() -> None:
    for data, name in ((b"%PDF-1.7 broken", "a.pdf"), (b"PK\x03\x04broken", "a.docx"), (photo()[:60], "a.jpg")):
        kept = stripped(data, name)
        assert kept.data == data
        assert kept.remarks
    assert stripped(b"a,b", "a.csv").data == b"a,b"
