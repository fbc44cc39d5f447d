"""A docx as a package of parts (部件): which part is the text, what it refers to, and what it should not hold."""

from __future__ import annotations

import posixpath
from typing import Any

from ingest.readers.archive import Archive
from ingest.readers.docx_xml import W, parse_part
from ingest.readers.errors import ReadError
from ingest.readers.source import Note

MAIN = "word/document.xml"
NOT_WORD = "这不是 Word 文件（docx）：里面没有正文部分。请确认文件，或另存为 docx 再导入。"
MACROS = "文件带有宏（VBA），导入时没有读取也没有运行；要把原件放上网站，请先另存为不带宏的 {kind}"
EMBEDDED = "文件里嵌有 {count} 个其他程序的对象（如 Excel 表格），没有导入，请核对后补上"
CHARTS = "文件里有 {count} 个图表或图示，文字读不出来，没有导入，请改成图片或表格补上"
CHUNKS = "文件里插入了另一份文件（altChunk），没有导入，请用 Word 打开并另存后再导入"


class Package:
    """Parts by name and, for the main part, targets by relation id."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self.names = self._archive.names()
        self.main = self._main_part()
        text = self._archive.read(self.main)
        if text is None:
            raise ReadError("not_docx", NOT_WORD)
        self.root = parse_part(text)
        self._targets: dict[str, tuple[str, str, bool]] = {}
        self._by_kind: dict[str, list[str]] = {}
        folder, base = posixpath.split(self.main)
        for relation in self._relations(posixpath.join(folder, "_rels", f"{base}.rels")):
            target, kind = relation.get("Target", ""), relation.get("Type", "").rsplit("/", 1)[-1]
            external = relation.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            self._targets[relation.get("Id", "")] = (target, kind, external)
            self._by_kind.setdefault(kind, []).append(target)

    def _main_part(self) -> str:
        """word/document.xml, or the part that the package names."""
        if MAIN in self.names:
            return MAIN
        for relation in self._relations("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
        return MAIN

    def _relations(self, name: str) -> Any:
        data = self._archive.read(name)
        return parse_part(data) if data else ()

    def bytes_of(self, kind: str) -> bytes | None:
        """The part of that relation (styles, numbering, footnotes, …), None where there is none."""
        name = next(iter(self._by_kind.get(kind, ())), "")
        return self._archive.read(name) if name else None

    def parts(self, kind: str) -> list[Any]:
        """The roots of all parts of that relation."""
        found = (self._archive.read(name) for name in self._by_kind.get(kind, ()))
        return [parse_part(data) for data in found if data]

    def picture(self, relation_id: str) -> tuple[str, bytes]:
        """Name and bytes of an embedded picture; empty for one that lies elsewhere."""
        target, _kind, external = self._targets.get(relation_id, ("", "", True))
        data = None if external or not target else self._archive.read(target)
        return posixpath.basename(target), data or b""

    def link(self, relation_id: str) -> str:
        """The address of an outside link."""
        target, _kind, external = self._targets.get(relation_id, ("", "", False))
        return target if external else ""

    def notes(self) -> list[Note]:
        """Macros, embedded objects and what else was not read."""
        notes = []
        if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in self.names):
            notes.append(Note("macros", MACROS.format(kind="docx")))
        embedded = sum("/embeddings/" in name for name in self.names)
        charts = len(self._by_kind.get("chart", ())) + len(self._by_kind.get("diagramData", ()))
        if embedded > charts:
            notes.append(Note("embedded_objects", EMBEDDED.format(count=embedded - charts)))
        if charts:
            notes.append(Note("charts", CHARTS.format(count=charts)))
        if next(self.root.iter(W + "altChunk"), None) is not None:
            notes.append(Note("embedded_text", CHUNKS))
        return notes
