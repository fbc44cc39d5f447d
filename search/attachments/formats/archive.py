"""The XML parts of docx, pptx and ofd files: no entities, no DTD, no network, nothing that unpacks without end."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from search.attachments.formats import UnreadableError

MAX_PART = 96 * 1024 * 1024  # bytes, unpacked


class Archive:
    """A file that is a zip; raises UnreadableError for one that is not, and for parts that are none of ours."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableError("broken") from error
        self.names = self._zip.namelist()

    def numbered(self, pattern: str) -> list[str]:
        """The parts whose names fit a pattern with one group, the number by which they are sorted."""
        found = [(int(match[1]), name) for name in self.names if (match := re.fullmatch(pattern, name))]
        return [name for _, name in sorted(found)]

    def root(self, name: str) -> Any | None:
        """The root element of a part, None where there is no such part."""
        if name not in self.names:
            return None
        if self._zip.getinfo(name).file_size > MAX_PART:
            raise UnreadableError("too_large")
        try:
            data = self._zip.read(name)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
            raise UnreadableError("encrypted" if "password" in str(error) else "broken") from error
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise UnreadableError("broken")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser=parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError("broken") from error


def local(element: Any) -> str:
    """An element's name without its namespace: WPS, Word and LibreOffice write different ones."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
