"""How tests read what the site sends: HTML, XML, meta tags, JSON-LD, and every word that is shown or read aloud."""

import json
import re
from typing import Any

from lxml import etree, html

SPOKEN = ("aria-label", "title", "placeholder", "alt", "aria-description")
# Proper names, formats and units that Chinese text writes in Latin letters.
LATIN = {"Atom", "iCalendar", "ICP", "PDF", "DOCX", "XLSX", "KB", "MB", "QR", "CSV", "ID", "URL"}
VERBATIM = re.compile(
    r"https?://\S+|(localhost|testserver)\S*|[\w.-]+\.(com|cn|atom|ics|csv)\b\S*|[0-9A-Z]{5,}(/\S+)?|study\.example\S*"
)
VOID = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]


def parsed(answer: Any) -> Any:
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def meta(tree: Any) -> dict[str, str]:
    """The <meta name> of a page; none twice, however it is spelt."""
    tags = [(tag.get("name"), tag.get("content")) for tag in tree.iterfind(".//meta[@name]")]
    names = [name.lower() for name, _content in tags]
    assert len(names) == len(set(names)), sorted(names)
    assert all(content and content.strip() for _name, content in tags), tags
    return dict(tags)


def graph(tree: Any) -> list[dict[str, Any]]:
    blocks = tree.xpath('//script[@type="application/ld+json"]/text()')
    data = [json.loads(block) for block in blocks]
    assert all(block["@context"] == "https://schema.org" for block in data)
    return [thing for block in data for thing in block["@graph"]]


def open_elements(text: str) -> list[str]:
    """Elements that are opened and not closed, or the other way round: HTML forgives it, a person who reads it aloud not."""
    stack = []
    text = re.sub(r"<script.*?</script>|<!--.*?-->|<!doctype[^>]*>", "", text, flags=re.S)
    for closing, name, own in re.findall(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>", text):
        if own or name in VOID:
            continue
        if not closing:
            stack.append(name)
        elif stack and stack[-1] == name:
            stack.pop()
        else:
            return [*stack, f"/{name}"]
    return stack


def xml(answer: Any) -> Any:
    assert answer.status_code == 200
    return etree.fromstring(answer.getvalue())


def spoken_texts(tree: Any) -> list[tuple[str, str]]:
    """(language, text) of what is shown or read aloud, but for excerpts; numbers of documents stay as printed."""
    texts = []
    for excerpt in tree.find_class("result-excerpt"):
        excerpt.drop_tree()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        verbatim = "document-number" in (element.get("class") or "")
        language = "" if verbatim else language_of(element)
        texts += [(language, element.get(name)) for name in SPOKEN if element.get(name)]
        if element.tag == "meta" and element.get("name") not in {None, "viewport", "robots"}:
            texts.append((language, element.get("content") or ""))
        if element.tag == "input" and element.get("type") in {"submit", "button"}:
            texts.append((language, element.get("value") or ""))
        texts += [(language, element.text or ""), (language_of(element.getparent()), element.tail or "")]
    return [(language, text.strip()) for language, text in texts if text.strip()]


def language_of(element: Any) -> str:
    """The nearest `lang`."""
    while element is not None and not element.get("lang"):
        element = element.getparent()
    return "" if element is None else element.get("lang")


def english_in(text: str) -> list[str]:
    return [word for word in re.findall(r"[A-Za-z]{2,}", VERBATIM.sub(" ", text)) if word not in LATIN]
