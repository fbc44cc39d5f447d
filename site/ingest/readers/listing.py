"""Numbers of <ol> lists (自动编号), which a browser prints but no text holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html

from ingest.readers.docx_numbering import chinese, printed
from zhtext.numerals import plain_number

TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
STYLES = {
    "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-latin": "lowerLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.、．)）]|[①-⑳])"
)


@dataclass
class Listing:
    """One list while it is read; `number` is that of the next item, 0 for bullets."""

    number: int
    style: str

    @classmethod
    def of(cls, element: lxml.html.HtmlElement) -> Listing:
        style = STYLE.search(element.get("style") or "")
        name = style.group(1).lower() if style else ""
        if element.tag == "ul" or name in ("none", "disc", "circle", "square"):
            return cls(0, "")
        if "cjk" in name or "chinese" in name:
            return cls(_start(element), "chinese")
        return cls(_start(element), STYLES.get(name, TYPES.get(element.get("type") or "", "decimal")))

    def next(self, item: lxml.html.HtmlElement) -> str:
        """The number before an item; empty for bullets and where the text has one of its own."""
        if self.number == 0:
            return ""
        own = plain_number(item.get("value") or "", digits=4)
        number = self.number if own is None else own
        self.number = number + 1
        if NUMBERED.match(item.text_content()[:20]):
            return ""
        return f"{chinese(number)}、" if self.style == "chinese" else f"{printed(number, self.style)}."


def _start(element: lxml.html.HtmlElement) -> int:
    return plain_number(element.get("start") or "", digits=4) or 1
