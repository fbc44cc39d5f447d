"""Text of a page that nobody sees (不可见文字): hidden, without size, white on white. Copying sites hide noise so."""

from __future__ import annotations

import re

import lxml.html

from ingest.readers.article import is_hidden
from ingest.readers.source import Removal

NEVER_SHOWN = re.compile(r"mso-hide\s*:\s*all", re.I)
# Pages that let paragraphs fade in have this on whole blocks, so in a page it counts for words inside a line only.
FADED = re.compile(r"visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)", re.I)
NO_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0+)?\s*(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.I)
WHITE = r"(?:#fff(?:fff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
WHITE_STYLE = re.compile(rf"(?<![-\w])color\s*:\s*{WHITE}", re.I)
WHITE_NAME = re.compile(WHITE, re.I)
GROUND = re.compile(r"(?<![-\w])background", re.I)
INLINE = frozenset({"span", "font", "b", "strong", "i", "em", "u", "s", "small", "big", "sub", "sup", "a", "label"})
QUOTES = 8


def drop_unseen(root: lxml.html.HtmlElement, fading: bool = True) -> list[Removal]:
    """Take it out of the tree and tell what it was; `fading`: whole blocks that are transparent count, too."""
    quotes = []
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body") or element is root:
            continue
        if element.getparent() is None or not _is_unseen(element, root, fading):
            continue
        if next(element.iter("img"), None) is not None and not is_hidden(element):
            continue  # a frame without text around a picture
        words = " ".join(element.text_content().split())
        quotes += [words[:80]] if words else []
        element.drop_tree()
    if not quotes:
        return []
    return [Removal("hidden_text", "看不见的文字（隐藏、零字号、白底白字）", len(quotes), tuple(quotes[:QUOTES]))]


def _is_unseen(element: lxml.html.HtmlElement, root: lxml.html.HtmlElement, fading: bool) -> bool:
    style = element.get("style") or ""
    if is_hidden(element) or NEVER_SHOWN.search(style):
        return True
    if FADED.search(style) and (fading or element.tag in INLINE):
        return True
    if NO_SIZE.search(style):
        return not any(_is_sized(inner.get("style") or "") for inner in element.iterdescendants())
    return element.tag in INLINE and _is_white(element) and _is_beside_others(element, root)


def _is_sized(style: str) -> bool:
    return NO_SIZE.search(style) is None and "font-size" in style


def _is_white(element: lxml.html.HtmlElement) -> bool:
    return bool(WHITE_STYLE.search(element.get("style") or "") or WHITE_NAME.match(element.get("color") or ""))


def _is_beside_others(element: lxml.html.HtmlElement, root: lxml.html.HtmlElement) -> bool:
    """Inside a line with other words, and nothing up to the page's end says that the ground is coloured."""
    own, line = len(element.text_content().strip()), 0
    for outer in (element, *element.iterancestors()):
        if GROUND.search(outer.get("style") or "") or outer.get("bgcolor") or outer.get("background"):
            return False
        if not line and outer.tag not in INLINE:
            line = len(outer.text_content().strip())
    return own > 0 and line > own
