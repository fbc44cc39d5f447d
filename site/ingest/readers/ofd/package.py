"""An ofd as a package of XML parts: its document, resources, templates and pages. Everything that may grow is bounded."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.archive import Archive
from ingest.readers.docx_xml import parse_part
from ingest.readers.errors import ReadError
from ingest.readers.ofd.objects import Canvas, Resources, numbers
from ingest.readers.pdf.page import Page

MAX_PAGES = 1_500
BROKEN = "OFD 文件已损坏：内部的数据不完整。请用生成它的软件重新导出，再导入。"
NOT_OFD = "这不是 OFD 文件：里面没有 OFD.xml。请确认文件，或另存为 docx、pdf 再导入。"
A4 = (0.0, 0.0, 210.0, 297.0)


def local(element: Any) -> str:
    """The name without its namespace, of which there are several in use."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def find(element: Any, *path: str) -> Any | None:
    """The first child of that name, and so on down."""
    for name in path:
        element = next((child for child in element if local(child) == name), None) if element is not None else None
    return element


def text_of(element: Any | None) -> str:
    return (element.text or "").strip() if element is not None else ""


@dataclass
class _Document:
    """One document of the package."""

    area: tuple[float, ...] = A4
    pages: list[str] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)
    resources: Resources = field(default_factory=Resources)


class _Package:
    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self._names = {name.replace("\\", "/").lower(): name for name in self.archive.names()}

    def bytes_at(self, base: str, place: str) -> tuple[str, bytes | None]:
        """(path, bytes) of what a part names: from the root with a /, else beside the part."""
        place = place.strip().replace("\\", "/")
        path = posixpath.normpath(place.lstrip("/") if place.startswith("/") else posixpath.join(base, place))
        name = self._names.get(path.lower()) or self._names.get(place.lstrip("/").lower())
        return path, self.archive.read(name) if name else None

    def part(self, base: str, place: str) -> tuple[str, Any | None]:
        """(folder, root element) of an XML part."""
        path, data = self.bytes_at(base, place) if place else ("", None)
        return posixpath.dirname(path), parse_part(data, " OFD 文件", BROKEN) if data else None


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of all documents in order; raises ReadError."""
    package = _Package(data)
    _folder, root = package.part("", "OFD.xml")
    if root is None:
        raise ReadError("not_ofd", NOT_OFD)
    documents = [_document(package, text_of(find(body, "DocRoot"))) for body in root if local(body) == "DocBody"]
    count = sum(len(document.pages) for document in documents)
    if count == 0:
        raise ReadError("broken", BROKEN)
    if count > MAX_PAGES:
        raise ReadError("too_long", f"OFD 有 {count} 页，超过 {MAX_PAGES} 页的上限，请拆分后再导入。")
    number = 0
    canvas = Canvas()
    for document in documents:
        for place in document.pages:
            number += 1
            yield _page(package, document, place, number, canvas)


def _document(package: _Package, place: str) -> _Document:
    folder, root = package.part("", place)
    made = _Document()
    if root is None:
        return made
    common = find(root, "CommonData")
    for element in common if common is not None else ():
        name = local(element)
        if name == "PageArea":
            made.area = _box(element) or made.area
        elif name == "TemplatePage":
            made.templates[element.get("ID", "")] = posixpath.join("/", folder, element.get("BaseLoc", ""))
        elif name in ("PublicRes", "DocumentRes"):
            _add_resources(package, folder, text_of(element), made.resources)
    pages = find(root, "Pages")
    made.pages = [
        posixpath.join("/", folder, page.get("BaseLoc", ""))
        for page in (pages if pages is not None else ())
        if local(page) == "Page"
    ]
    return made


def _add_resources(package: _Package, base: str, place: str, into: Resources) -> None:
    """Fonts and pictures that a resource part names."""
    folder, root = package.part(base, place)
    if root is None:
        return
    folder = posixpath.join(folder, root.get("BaseLoc", ""))
    for element in root.iter():
        name = local(element)
        if name == "Font":
            into.add_font(element.get("ID", ""), element)
        elif name == "MultiMedia":
            file = text_of(find(element, "MediaFile"))
            if file:
                load = functools.partial(_bytes, package, folder, file)
                into.pictures[element.get("ID", "")] = (posixpath.basename(file), load)


def _bytes(package: _Package, folder: str, place: str) -> bytes | None:
    return package.bytes_at(folder, place)[1]


def _page(package: _Package, document: _Document, place: str, number: int, canvas: Canvas) -> Page:
    folder, root = package.part("", place)
    if root is None:
        return Page(number, 595.0, 842.0)
    area = find(root, "Area")
    box = (_box(area) if area is not None else None) or document.area
    for element in root:
        if local(element) == "PageRes":
            _add_resources(package, folder, text_of(element), document.resources)
    canvas.begin(number, box, document.resources)
    for element in root:
        if local(element) == "Template":
            _inner, template = package.part("", document.templates.get(element.get("TemplateID", ""), ""))
            canvas.draw(find(template, "Content") if template is not None else None)
    canvas.draw(find(root, "Content"))
    return canvas.page()


def _box(area: Any) -> tuple[float, ...] | None:
    found = numbers(text_of(find(area, "PhysicalBox")))
    return found if len(found) == 4 and 5 < found[2] < 5_000 and 5 < found[3] < 5_000 else None
