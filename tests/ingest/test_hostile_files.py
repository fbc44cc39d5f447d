"""Whatever a file holds, it gives a Chinese message, and nothing is raised."""

import importlib.util
import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.batch import Batch
from ingest.paths import archive_items, find_items
from ingest.pipeline import import_document

_spec = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
hostile = importlib.util.module_from_spec(_spec)
sys.modules["hostile"] = hostile
_spec.loader.exec_module(hostile)
CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")
DOCUMENT = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'


def _fails(data: bytes, name: str) -> str:
    document = import_document(data, name)
    assert document.status == "failed"
    assert document.error is not None
    code, message = document.error
    assert CHINESE.search(message)
    return code


def test_an_empty_file_says_so() -> None:
    assert _fails(b"", "a.txt") == "empty"
    assert _fails(b"  \n\n ", "a.txt") == "empty"


def test_a_broken_word_file_says_so(word: Callable[..., bytes]) -> None:
    good = word(lambda document: document.add_paragraph("正文在此，请各校知悉。"))
    assert _fails(good[: len(good) // 2], "a.docx") == "broken"
    assert _fails(b"not a zip at all", "a.docx") == "broken"


def test_a_word_file_whose_xml_is_cut_says_so(zipped: Callable[..., bytes]) -> None:
    assert _fails(zipped({"word/document.xml": (DOCUMENT % b"<w:p>")[:-20]}), "a.docx") == "broken"
    assert _fails(zipped({"other.xml": b"<a/>"}), "a.docx") == "not_docx"


def test_a_zip_bomb_is_not_unpacked(zipped: Callable[..., bytes]) -> None:
    bomb = zipped({"word/document.xml": DOCUMENT % (b" " * 8_000_000)})
    assert _fails(bomb, "a.docx") == "zip_bomb"


def test_a_zip_with_countless_entries_is_refused_before_they_are_listed() -> None:
    assert _fails(b"PK\x03\x04" + bytes(26) + (b"PK\x01\x02" + bytes(42)) * 60_001, "a.docx") == "zip_bomb"


def test_external_entities_are_refused(zipped: Callable[..., bytes]) -> None:
    evil = (
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + DOCUMENT[21:] % b"<w:p><w:r><w:t>&f;</w:t></w:r></w:p>"
    )
    assert _fails(zipped({"word/document.xml": evil}), "a.docx") == "unsafe"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.docx", "wrong_extension"), (b"PK\x03\x04" + b"\x00" * 40, "a.txt", "wrong_extension"),
     (b"%PDF-1.7 ...", "a.html", "wrong_extension"), ("<!DOCTYPE html><p>正文".encode(), "a.txt", "wrong_extension"),
     (b"%PDF-1.7 ...", "a.pdf", "broken"), (b"\x89PNG\r\n", "a.doc", "wrong_extension"), (b"OFD", "a.ofd", "broken"),
     (b"abc", "a.exe", "unsupported"),
     (bytes(range(256)) * 20, "a.txt", "not_text")],
)  # fmt: skip
def test_what_a_file_is_not_is_said(data: bytes, name: str, code: str) -> None:
    assert _fails(data, name) == code


def test_a_hundred_thousand_nested_tags_are_refused() -> None:
    assert _fails(("<div>" * 100_000 + "正文").encode(), "a.html") == "too_deep"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.txt").symlink_to(secret)
    (folder / "real.txt").write_text("各校按时报送材料，谢谢。", encoding="utf-8")
    documents = [Batch().read(item)[0] for item in find_items([str(folder)])]
    assert [(d.file, d.status) for d in documents] == [("link.txt", "failed"), ("real.txt", "draft")]
    assert documents[0].error is not None
    assert documents[0].error[0] == "symlink"


def test_members_of_an_archive_are_lines_of_their_own(zipped: Callable[..., bytes]) -> None:
    data = zipped({"甲/通知.txt": "各校按时报送材料，谢谢。".encode(), "b.zip": b"PK\x03\x04", "__MACOSX/x": b"1"})
    documents = [Batch().read(item)[0] for item in archive_items("a.zip", lambda: data)]
    assert [(d.file, d.status) for d in documents] == [("a.zip/b.zip", "failed"), ("a.zip/甲/通知.txt", "draft")]


def test_names_in_an_archive_made_on_chinese_windows_are_readable(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("x.txt")
        info.filename = "通知.txt".encode("gbk").decode("cp437")
        archive.writestr(info, "各校按时报送材料，谢谢。".encode())
    raw = path.read_bytes()
    raw = raw.replace("通知.txt".encode("gbk").decode("cp437").encode(), "通知.txt".encode("gbk"))
    names = [item.name for item in archive_items("a.zip", lambda: raw)]
    assert len(names) == 1


@given(st.binary(max_size=400), st.sampled_from(["a.docx", "a.html", "a.md", "a.txt"]))
def test_any_bytes_are_survived(data: bytes, name: str) -> None:
    document = import_document(data, name)
    assert document.status in ("draft", "failed")


@given(st.text(max_size=300), st.sampled_from(["a.html", "a.md", "a.txt"]))
def test_any_text_is_survived(text: str, name: str) -> None:
    document = import_document(text.encode("utf-8", "replace"), name)
    assert document.error is None or document.error[0] != "unexpected"


@given(st.binary(max_size=200))
def test_no_file_is_an_unexpected_one(data: bytes) -> None:
    document = import_document(b"<html><body><p>" + data, "a.html")
    assert document.error is None or document.error[0] != "unexpected"


# One of each kind; benchmarks/import_hostile.py has all of them at full size.
NAMES = """
cut-50.docx cut-97.ofd cut-3.xlsx cut-50.pdf flipped-1.eml flipped-2.mht nothing.wps blank.md really-exe.pdf really-zip.docx
really-page.doc old.xls gb18030-says-big5.html utf-16-le-says-nonsense.html big5-says-gbk.html noise.ofd combining.txt
ratio.zip ratio.docx entries.docx lying-size.docx overlapping.zip line.txt marks.md pipes.md laughs.docx laughs.xlsx
outside.ofd late.docx laughs-utf16.docx outside-styles.docx rels-up.docx loop-styles.docx tables-70.docx tables-5000.docx
span.docx span.html merged.xlsx index.xlsx dates.xlsx no-pages.pdf loop.pdf self.pdf far.pdf huge-page.pdf endless-pages.ofd
deltas.ofd deep.ofd text.ofd deep.html script.html frames.html up.md lying.eml no-page.mht -rf.txt nested-12.zip up.zip
same-name.zip linked.zip gbk.zip prefixed.zip password.docx locked.xlsx locked.zip locked.pdf other.doc
"""
SOME = frozenset(NAMES.split())


def test_each_kind_of_hostile_file_ends_in_a_chinese_message_or_a_draft(tmp_path: Path) -> None:
    files = {file.name: file for file in hostile.hostile_files() if file.name in SOME}
    assert set(files) == SOME
    for file in files.values():
        (tmp_path / file.name).write_bytes(file.make())
    batch = Batch()
    documents = [batch.read(item)[0] for item in find_items([str(tmp_path)])]
    for file in files.values():
        mine = [d for d in documents if d.file == file.name or d.file.startswith(f"{file.name}/")]
        assert mine, file.name
        for document in mine:
            state = "failed" if document.status == "failed" else "draft"
            assert file.outcome in ("either", state), (file.name, document.error)
            assert document.error is None or (
                document.error[0] != "unexpected" and CHINESE.search(document.error[1])
            ), file.name


def test_pipes_devices_and_links_in_a_folder_are_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.docx").symlink_to("/dev/zero")
    (tmp_path / "self.pdf").symlink_to("self.pdf")
    (tmp_path / "folder.docx").mkdir()
    errors = {d.file: d.error and d.error[0] for d in (Batch().read(item)[0] for item in find_items([str(tmp_path)]))}
    assert errors == {"pipe.txt": "not_a_file", "zero.docx": "symlink", "self.pdf": "symlink"}
