"""What Word's styles (样式) say of a paragraph: heading level, numbering, alignment, hidden text, contents list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ingest.readers.docx_xml import W, child_value, parse_part, whole_number

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
TITLE = re.compile(r"\s*(?:title|标题)\s*$", re.I)
CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.I)
CONTENTS_HEADING = re.compile(r"toc heading|toc 标题|table of figures|图表目录", re.I)
REMEMBERED = 1024 * 1024  # most files of an office come from one template
STEPS = 12


class Numbered(NamedTuple):
    """A list (numId) and the level in it; -1 where the style does not say which."""

    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """With what it takes over from the styles that it is based on."""

    level: int = 0
    numbered: Numbered | None = None
    hidden: bool = False
    contents: bool = False
    align: str = ""


PLAIN = Style()


class Styles:
    """The styles of a document, each worked out when a paragraph first has it."""

    def __init__(self, data: bytes | None) -> None:
        root = parse_part(data) if data else ()
        self._elements = {child.get(W + "styleId", ""): child for child in root if child.tag == W + "style"}
        self._known: dict[str, Style] = {}

    def of(self, style_id: str) -> Style:
        """PLAIN for an unknown one."""
        if not style_id:
            return PLAIN
        known = self._known.get(style_id)
        if known is None:
            known = self._known[style_id] = _resolved(style_id, self._elements)
        return known


def styles_of(data: bytes | None) -> Styles:
    """What styles.xml says."""
    return _remembered(data) if data and len(data) <= REMEMBERED else Styles(data)


@lru_cache(maxsize=4)
def _remembered(data: bytes) -> Styles:
    return Styles(data)


def _resolved(style_id: str, elements: dict[str, Any]) -> Style:
    level, numbered, hidden, contents, align = 0, None, None, False, ""
    own = style_id
    for _step in range(STEPS):
        element = elements.get(style_id)
        if element is None:
            break
        name = child_value(element, "name")
        match = HEADING.search(name)
        if match and not level:
            level = int(match.group(1))
        if style_id == own:
            contents = bool(CONTENTS.match(name) or CONTENTS_HEADING.search(name))
        properties = element.find(W + "pPr")
        if properties is not None:
            outline = child_value(properties, "outlineLvl")
            if not level and outline in tuple("012345678"):
                level = int(outline) + 1
            numbered = numbered or numbering_of(properties)
            align = align or child_value(properties, "jc")
        look = element.find(W + "rPr")
        vanish = look.find(W + "vanish") if look is not None else None
        if vanish is not None and hidden is None:
            hidden = vanish.get(W + "val", "true") not in ("0", "false", "off")
        if TITLE.match(name):
            align = align or "center"
        style_id = child_value(element, "basedOn")
    return Style(level, numbered, bool(hidden), contents, align)


def numbering_of(properties: Any) -> Numbered | None:
    """The w:numPr of paragraph properties."""
    element = properties.find(W + "numPr")
    if element is None:
        return None
    return Numbered(child_value(element, "numId"), whole_number(child_value(element, "ilvl") or None, 8, -1))
