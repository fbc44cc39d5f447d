"""The XML parts of a docx, parsed without entities, DTDs or network."""

from __future__ import annotations

from typing import Any

from lxml import etree

from ingest.readers.errors import ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = b"http://purl.oclc.org/ooxml/"


def parse_part(data: bytes) -> Any:
    """Root element of a part; raises ReadError for broken XML and for a DTD, which no Word file has."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise ReadError("unsafe", "文件内部含有外部实体声明，不是正常的 Word 文件，没有读取。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(
            "broken", "文件已损坏：内部的文字部分不完整。请用 Word 或 WPS 重新打开并另存，再导入。"
        ) from error


def child_value(element: Any, name: str) -> str:
    """The w:val of the child `name`, empty where there is none."""
    child = element.find(W + name)
    return child.get(W + "val", "") if child is not None else ""


def switched_on(element: Any, name: str) -> bool:
    """Whether a toggle such as w:b is set: present and not switched off."""
    child = element.find(W + name) if element is not None else None
    return child is not None and child.get(W + "val", "true") not in ("0", "false", "none", "off")
