"""The XML parts of a docx, parsed without entities, DTDs or network."""

from __future__ import annotations

from typing import Any

from lxml import etree

from ingest.readers.errors import ReadError
from zhtext.numerals import plain_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
STRICT = b"http://purl.oclc.org/ooxml/"
# Office writes ISO's own names on request; they mean the same.
TRANSITIONAL = tuple(
    (STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    for strict, usual in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
        (b"officeDocument/math", b"officeDocument/2006/math"),
        (b"drawingml/main", b"drawingml/2006/main"),
        (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
    )
)
UNSAFE = "文件内部含有外部实体声明，不是正常的{kind}，没有读取。"
BROKEN = "文件已损坏：内部的文字部分不完整。请用 Word 或 WPS 重新打开并另存，再导入。"


def parse_part(data: bytes, kind: str = " Office 文件", broken: str = BROKEN) -> Any:
    """Root element of a part; raises ReadError for broken XML and for a DTD, which no such file has."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise ReadError("unsafe", UNSAFE.format(kind=kind))
    if STRICT in data[:8192]:
        for strict, usual in TRANSITIONAL:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        words = str(error).lower()
        if "memory" in words:
            raise MemoryError from error
        if "depth" in words or "huge" in words:
            raise ReadError("too_deep", "文件内部嵌套层数过多，不像正常的文档，没有导入。") from error
        raise ReadError("broken", broken) from error
    if root.getroottree().docinfo.doctype:
        raise ReadError("unsafe", UNSAFE.format(kind=kind))
    return root


def child_value(element: Any, name: str) -> str:
    """The w:val of the child `name`, empty where there is none."""
    child = element.find(W + name)
    return child.get(W + "val", "") if child is not None else ""


def switched_on(element: Any, name: str) -> bool:
    """Whether a toggle such as w:b is set: present and not switched off."""
    child = element.find(W + name) if element is not None else None
    return child is not None and child.get(W + "val", "true") not in ("0", "false", "none", "off")


def whole_number(value: str | None, most: int, otherwise: int) -> int:
    """A figure of an attribute, at most `most`; `otherwise` for what is none."""
    number = plain_number(value or "", digits=9)
    return otherwise if number is None else min(number, most)
