"""What a page and a style sheet lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

ATTRIBUTES = ("href", "src", "poster", "data")
IN_CSS = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)['"]""")


def of_html(body: bytes) -> Iterator[str]:
    try:
        root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return
    for element in root.iter(etree.Element):
        for name in ATTRIBUTES:
            if value := element.get(name):
                yield value
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
        if element.tag == "meta" and (element.get("property") or element.get("name")) in ("og:image", "twitter:image"):
            yield element.get("content") or ""


def of_css(body: bytes) -> Iterator[str]:
    for found in IN_CSS.finditer(body.decode("utf-8", "replace")):
        yield found.group(1) or found.group(2)
