"""Office files of today and ofd: zip packages whose property parts name authors, editors and companies."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from ingest.readers.archive import Archive
from ingest.readers.docx_xml import parse_part
from ingest.readers.stripping import AUTHOR, COMMENTED, COMPANY, CUSTOM, EDITOR, MACROS, SIGNED, TEMPLATE, Stripped
from ingest.readers.stripping.images import BrokenError, strip_image

PROPERTIES = {
    "creator": AUTHOR, "lastModifiedBy": EDITOR, "Company": COMPANY, "Manager": AUTHOR, "Template": TEMPLATE, "HyperlinkBase": TEMPLATE,
    "Author": AUTHOR, "CustomDatas": CUSTOM,
}  # fmt: skip
CUSTOM_PART = "docProps/custom.xml"
PARTS = ("docProps/core.xml", "docProps/app.xml", CUSTOM_PART, "OFD.xml")
IMAGES = (".jpg", ".jpeg", ".png", ".webp")
SIGNATURES = ("_xmlsignatures/", "signs/")
MADE = (1980, 1, 1, 0, 0, 0)


def strip_package(data: bytes) -> Stripped:
    """Raises ReadError for a package that cannot be opened."""
    archive = Archive(data)
    names = archive.names()
    remarks = _remarks(archive, names)
    if any(sign in name.lower() for name in names for sign in SIGNATURES):
        return Stripped(data, remarks=(*remarks, SIGNED))
    removed: set[str] = set()
    changed: dict[str, bytes] = {}
    for name in names:
        clean = _cleaner(name)
        part = archive.read(name) if clean is not None else None
        if clean is None or not part:
            continue
        made, found = clean(part)
        if found:
            changed[name] = made
            removed |= found
    if not changed:
        return Stripped(data, remarks=remarks)
    return Stripped(_rewritten(archive, names, changed), tuple(sorted(removed)), remarks)


def _cleaner(name: str) -> Callable[[bytes], tuple[bytes, set[str]]] | None:
    if name in PARTS:
        return _custom if name == CUSTOM_PART else _properties
    return _image if posixpath.splitext(name)[1].lower() in IMAGES else None


def _properties(part: bytes) -> tuple[bytes, set[str]]:
    root = parse_part(part)
    found = set()
    for element in list(root.iter()):
        what = PROPERTIES.get(_local(element), "")
        if what and "".join(element.itertext()).strip():
            found.add(what)
            element.getparent().remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), found


def _custom(part: bytes) -> tuple[bytes, set[str]]:
    root = parse_part(part)
    found = {CUSTOM} if len(root) else set()
    for child in list(root):
        root.remove(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), found


def _image(part: bytes) -> tuple[bytes, set[str]]:
    try:
        stripped = strip_image(part)
    except BrokenError:
        return part, set()
    return stripped.data, set(stripped.removed)


def _local(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _remarks(archive: Archive, names: list[str]) -> tuple[str, ...]:
    """What stays in the file and may not be meant for the public."""
    out = []
    base = {posixpath.basename(name).lower() for name in names}
    text = archive.read("word/document.xml") if "word/document.xml" in names else b""
    if any(name.startswith("comments") for name in base) or b"<w:ins " in (text or b"") or b"<w:del " in (text or b""):
        out.append(COMMENTED)
    if "vbaproject.bin" in base:
        out.append(MACROS)
    return tuple(out)


def _rewritten(archive: Archive, names: list[str], changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(
                zipfile.ZipInfo(name, MADE), changed.get(name) or archive.read(name) or b"", zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
