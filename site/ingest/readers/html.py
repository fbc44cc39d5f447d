"""A saved web page (网页): lxml finds the article, what stands around it stays apart as evidence, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree

from ingest.readers.article import article_element, is_hidden
from ingest.readers.charset import decode
from ingest.readers.errors import ReadError
from ingest.readers.html_blocks import BlockBuilder
from ingest.readers.source import Block, Removal, SourceDocument
from ingest.readers.unseen import drop_unseen

DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "canvas",
    "svg",
    "input",
    "select",
    "textarea",
    "button",
    "link",
    "rt",
    "rp",
    "audio",
    "video",
    "map",
)
SERVER_TAGS = re.compile(r"<%.*?%>|<\?(?!xml).*?\?>", re.S)
TITLE_HOOK = re.compile(r"(^|[-_ ])(\w*title\w*|tit|biaoti|bt|headline|subject)([-_ \d]|$)", re.I)
NOT_TITLE_HOOK = re.compile(r"sub-?title|site|column|lanmu|nav|menu|list|side|xg|related|logo|crumb|zoomsub", re.I)
MAX_DEPTH = 250  # libxml2 itself stops at 255 and silently drops what lies deeper
FRAMES = "网页由框架（frame）拼成，正文在别的文件里（{names}）。请导入那个文件，或在浏览器里打开正文后另存。"
MAX_ELEMENTS = 100_000
OPENING = re.compile(r"<[a-z][a-z0-9]*[\s>]", re.I)
LOCAL = re.compile(r"(?!(?:[a-z][a-z0-9+.-]*:|//|#|/))", re.I)


def read_html(data: bytes) -> SourceDocument:
    """bytes of a page -> SourceDocument; raises ReadError."""
    text, charset = decode(data)
    server = SERVER_TAGS.findall(text)
    root = parse_page(SERVER_TAGS.sub("", text))
    meta = tuple(_meta(root))
    titles = list(_head_titles(root))
    base = _base(root, meta)
    references = tuple(_references(root))
    frames = [name for name in (_frame(element) for element in root.iter("frame", "iframe")) if name]
    dropped = _drop(root)
    article = article_element(root)
    removals = drop_unseen(article, fading=False)
    before, after, headings = _around(root, article)
    builder = BlockBuilder(base)
    blocks = tuple(builder.blocks(article))
    if server:
        removals.append(
            Removal("server_code", "服务器端代码，不是给读者看的", len(server), tuple(s[:60] for s in server[:3]))
        )
    if dropped:
        removals.append(Removal("scripts", "脚本、样式和表单，不是正文", dropped))
    if builder.lost_links:
        quotes = tuple(builder.lost_links[:8])
        removals.append(
            Removal("relative_links", "站内相对链接离开原站就失效，只留文字", len(builder.lost_links), quotes)
        )
    if not any(block.text.strip() or block.kind == "image" for block in blocks):
        if frames:
            raise ReadError("frames", FRAMES.format(names="、".join(dict.fromkeys(frames[:5]))))
        raise ReadError("empty", "网页里没有正文文字。请确认保存的是文章页，而不是需要脚本才能显示的页面。")
    return SourceDocument(
        format="html", charset=charset, blocks=blocks, meta=meta, titles=tuple(titles + headings), before=before,
        after=after, references=references, removals=tuple(removals),
    )  # fmt: skip


def _frame(element: lxml.html.HtmlElement) -> str:
    """The file beside the page that a frame shows."""
    address = (element.get("src") or "").strip()
    return address.split("?")[0].rsplit("/", 1)[-1][:60] if LOCAL.match(address) else ""


def parse_page(text: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("empty", "网页里没有可读的内容。") from error
    depth = elements = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if elements > MAX_ELEMENTS:
            raise ReadError("too_long", f"网页里的标签超过 {MAX_ELEMENTS} 个，不像正常的文章页，没有导入。")
        if depth >= MAX_DEPTH:
            raise ReadError("too_deep", f"网页的标签嵌套超过 {MAX_DEPTH} 层，不像正常的文章页，没有导入。")
    return root


def _meta(root: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip()
        value = (element.get("content") or "").strip()
        if name and value:
            yield name, value


def _head_titles(root: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("title"):
        text = " ".join(element.text_content().split())
        if text:
            yield "<title>", text
            return


def _base(root: lxml.html.HtmlElement, meta: tuple[tuple[str, str], ...]) -> str:
    """The page's own address: <base>, canonical link, or the Url tag that government pages carry."""
    found = [e.get("href") for e in root.iter("base")]
    found += [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    found += [value for name, value in meta if name.lower() in ("url", "og:url")]
    return next((urljoin(a, ".") and a for a in found if a and urlsplit(a).scheme in ("http", "https")), "")


def _references(root: lxml.html.HtmlElement) -> Iterator[str]:
    """Names of files beside the page that it shows or links to."""
    for element in root.iter("img", "a", "source"):
        address = (element.get("src") or element.get("href") or "").strip()
        if address and LOCAL.match(address):
            yield address.split("?")[0].split("#")[0]


def _drop(root: lxml.html.HtmlElement) -> int:
    count = 0
    for element in list(root.iter(*DROPPED)):
        if element.getparent() is not None:
            element.drop_tree()
            count += 1
    return count


def _around(
    root: lxml.html.HtmlElement, article: lxml.html.HtmlElement
) -> tuple[tuple[Block, ...], tuple[Block, ...], list[tuple[str, str]]]:
    """The lines before and after the article, and the texts before it that are marked up as a title."""
    body = root.find("body")
    body = root if body is None else body
    before, after = BlockBuilder("").split(body, article)
    headings: list[tuple[str, str]] = []
    for element in body.iter():
        if element is article:
            break
        if not isinstance(element.tag, str) or is_hidden(element):
            continue
        hook = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_heading = element.tag in ("h1", "h2", "h3")
        is_marked = TITLE_HOOK.search(hook) and not NOT_TITLE_HOOK.search(hook) and len(element) <= 6
        if not (is_heading or is_marked) or article in element.iterdescendants():
            continue
        text = " ".join(element.text_content().split())
        if 3 < len(text) <= 160:
            headings.append((f"<{element.tag}>" if is_heading else f"class={hook.strip()[:40]}", text))
    return before, after, headings
