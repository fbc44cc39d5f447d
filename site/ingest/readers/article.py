"""Which element of a page is the article: by the names that Chinese content systems give it, else by density."""

from __future__ import annotations

import re

import lxml.html

HOOK = re.compile(
    r"(^|[\s_-])(zoom(con)?|ucap-?content|trs_editor|trs_uceditor|vsb_content\w*|article[-_]?(content|body|text|con)[\w-]*"
    r"|content[-_]?(article|main|body|text|txt|box|con)|info[-_]?con(t|tent)?|news[-_]?(content|text|body|con|txt)"
    r"|detail[-_]?(content|con|text|body|main)?|main[-_]?(text|content)|text[-_]?con(tent)?|con[-_]?text|contxt|js[-_]content"
    r"|entry-content|post-content|pages[-_]content|arc[-_]?body|wp_articlecontent|rich_media_content|view[-_]?content"
    r"|bt-content|zw|zhengwen|neirong|xxgk[-_]?(content|con)|txtcontent|nr|article|content)($|[\s_-])",
    re.I,
)
CHROME_HOOK = re.compile(
    r"(^|[\s_-])(nav|navbar|menu|header|head|top|footer|foot|copyright|breadcrumb|crumb|curb|curmb|position|sidebar|side"
    r"|share|related|relation|recommend|hot|search|login|toolbar|comment|pagination|pager|banner)s?($|[\s_\d-])",
    re.I,
)
CHROME_TAGS = frozenset({"nav", "header", "footer", "aside", "form"})
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE = re.compile(r"[，。；、：,;]")
LEAST_IN_FORM = 60
INLINE = frozenset(
    {"p", "span", "font", "b", "strong", "em", "i", "u", "a", "sup", "sub", "br", "h1", "h2", "h3", "h4", "li"}
)


def is_hidden(element: lxml.html.HtmlElement) -> bool:
    return bool(HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None


def is_chrome(element: lxml.html.HtmlElement) -> bool:
    """Navigation, header, footer and the like, by tag or by name."""
    if element.tag in CHROME_TAGS:
        return element.tag != "form" or not _wraps_text(element)
    hook = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(CHROME_HOOK.search(hook)) and not HOOK.search(hook)


def _wraps_text(form: lxml.html.HtmlElement) -> bool:
    """A form around the whole article, as some content systems have it: what it holds is running text, not fields."""
    text = form.text_content()
    return "。" in text and len(HAN.findall(text)) >= LEAST_IN_FORM


def _weights(root: lxml.html.HtmlElement) -> dict[lxml.html.HtmlElement, float]:
    """Han characters in running text below each element; link text counts a tenth, chrome and hidden parts nothing."""
    weights: dict[lxml.html.HtmlElement, float] = {}
    muted: dict[lxml.html.HtmlElement, float] = {}
    for element in root.iter():  # parents come first: the factor runs down
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        factor = 1.0 if parent is None else muted.get(parent, 1.0)
        if is_hidden(element) or is_chrome(element):
            factor = 0.0
        elif element.tag == "a":
            factor *= 0.1
        muted[element] = factor
        weights[element] = _density(element.text) * factor
        if parent is not None and element.tail:
            weights[parent] = weights.get(parent, 0.0) + _density(element.tail) * muted.get(parent, 1.0)
    for element in reversed(list(root.iter())):
        parent = element.getparent()
        if parent is not None and element in weights and parent in weights:
            weights[parent] += weights[element]
    return weights


def _density(text: str | None) -> float:
    if not text:
        return 0.0
    return len(HAN.findall(text)) + 4.0 * len(SENTENCE.findall(text))


def _is_data_table(element: lxml.html.HtmlElement, weights: dict[lxml.html.HtmlElement, float]) -> bool:
    """A table whose text is spread over several cells, as against one that only lays out the page."""
    if element.tag not in ("table", "tbody", "tr"):
        return False
    cells = [weights.get(cell, 0.0) for cell in element.iter("td", "th") if not list(cell.iter("table"))]
    total = sum(cells)
    return len([c for c in cells if c > 0]) >= 4 and max(cells) < 0.7 * total


def article_element(root: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """The element that holds the article; the body where nothing stands out."""
    body = root.find("body")
    body = root if body is None else body
    weights = _weights(body)
    total = weights.get(body, 0.0)
    named = [
        (weights.get(element, 0.0), element)
        for element in body.iter("div", "td", "article", "section", "main", "span", "p")
        if HOOK.search(f" {element.get('class') or ''} {element.get('id') or ''} ") and weights.get(element, 0.0) > 0
    ]
    best = max(named, key=lambda pair: pair[0], default=(0.0, body))
    start = best[1] if best[0] >= 0.5 * total and total else body
    return _descend(start, weights)


def _descend(element: lxml.html.HtmlElement, weights: dict[lxml.html.HtmlElement, float]) -> lxml.html.HtmlElement:
    """Go down while one child holds nearly all of the text; stop at paragraphs and at data tables."""
    while True:
        here = weights.get(element, 0.0)
        children = [child for child in element if isinstance(child.tag, str)]
        if not children or here <= 0:
            return element
        child = max(children, key=lambda c: weights.get(c, 0.0))
        if weights.get(child, 0.0) < 0.85 * here or _is_data_table(child, weights):
            return element
        if child.tag in INLINE and not (child.tag == "p" and _holds_many(child)):
            return element
        element = child


def _holds_many(element: lxml.html.HtmlElement) -> bool:
    """A <p> that is used as a container: several lines of its own."""
    return len(list(element.iter("br"))) >= 2
