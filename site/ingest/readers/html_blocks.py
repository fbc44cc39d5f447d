"""Elements of a page -> blocks: paragraphs by block elements and <br>, data tables with their merged cells, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

import lxml.html
import nh3

from ingest.readers.article import is_hidden
from ingest.readers.html_tables import grid_rows, is_grid, table_caption
from ingest.readers.listing import Listing
from ingest.readers.source import Block, BlockKind, Picture, Run, trim_block

BLOCK_TAGS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "aside",
        "header",
        "footer",
        "nav",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "center",
        "address",
        "figure",
        "figcaption",
        "fieldset",
        "form",
        "hr",
        "body",
        "html",
    ]
)
BOLD = frozenset({"b", "strong"})
CENTRED = re.compile(r"text-align\s*:\s*(center|right)", re.I)
WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)
SPACE = re.compile(r"[ \t\r\n\f]+")
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"']+$", re.I)
INDENT = re.compile(r"\s*[\u3000\u2002\u2003]{1,}")
# What stands in a span of its own beside another: the style sheet keeps 来源：… and 发布时间：… apart.
BESIDE = re.compile(
    r"\s{0,9}(?:(?:信息|文章|稿件|内容|訊息)?[来來]源|(?:[发發]布|發佈|公告|公开|更新|成文|[发發]文)?(?:时间|時間|日期)|作者|(?:浏览|阅读|访问|点击)(?:次数|量|数)?|字[体号]|(?:责任)?编辑"
    r"|发布(?:机构|单位|部门|人)|(?:發布|公告)單位|點閱次?數|索引号|文号|发文字号|审核)\s{0,3}[:：]"
)
LABELLED = re.compile(r"[:：]|(?:19|20)\d{2}[-/年]")
SPACER = re.compile(r"data:image/(?:svg|gif)|(?:^|/)(?:blank|spacer|loading|lazy|placeholder)[\w-]*\.\w+$", re.I)


def safe_address(address: str, base: str) -> str:
    """An absolute http(s) or mailto address that nh3 lets through, else empty."""
    address = (address or "").strip()
    if not address or address.startswith("#"):
        return ""
    absolute = urljoin(base, address) if base else address
    if not SAFE_ADDRESS.match(absolute):
        return ""
    kept = nh3.clean(f'<a href="{absolute}">x</a>', tags={"a"}, attributes={"a": {"href"}}, link_rel=None,
                     url_schemes={"http", "https", "mailto"})  # fmt: skip
    return absolute if "href=" in kept else ""


class BlockBuilder:
    """Walks elements in order and keeps the open paragraph; `lost_links` are link texts whose address died, `indents`
    counts paragraphs that began with typed blanks."""

    def __init__(self, base: str, is_table: Callable[[lxml.html.HtmlElement], bool] = is_grid) -> None:
        self.base = base
        self._is_table = is_table
        self._lists: list[Listing] = []
        self.lost_links: list[str] = []
        self.indents = 0
        self._runs: list[Run] = []
        self._hint = ""
        self._skip: lxml.html.HtmlElement | None = None
        self._met = False

    def blocks(self, element: lxml.html.HtmlElement) -> Iterator[Block]:
        yield from self._element(element, _Look())
        yield from self._close(_Look())

    def split(
        self, body: lxml.html.HtmlElement, article: lxml.html.HtmlElement
    ) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        """The blocks of `body` before and after `article`."""
        self._skip, self._met = article, False
        before: list[Block] = []
        after: list[Block] = []
        if body is article:
            return (), ()
        for block in self.blocks(body):
            (after if self._met else before).append(block)
        return tuple(before), tuple(after)

    def _element(self, element: lxml.html.HtmlElement, look: _Look) -> Iterator[Block]:
        if element is self._skip:
            yield from self._close(look)
            self._met = True
            return
        if not isinstance(element.tag, str) or is_hidden(element):
            return
        outer, look = look, look.under(element)
        if element.tag == "br":
            yield from self._close(outer)
            return
        if element.tag == "img":
            yield from self._picture(element, outer)
            return
        if element.tag == "table" and self._is_table(element) and not self._holds_skipped(element):
            yield from self._close(outer)
            yield Block(kind="table", rows=tuple(grid_rows(element)), caption=table_caption(element))
            for picture in element.iter("img"):
                yield from self._picture(picture, outer)
            return
        is_block = element.tag in BLOCK_TAGS
        if is_block:
            yield from self._close(outer)
        if element.tag in ("ol", "ul"):
            self._lists.append(Listing.of(element))
        elif element.tag == "li" and self._lists:
            number = self._lists[-1].next(element)
            self._runs += [Run(number)] if number else []
        before = len(self._runs)
        if element.tag == "span" and self._runs and _is_beside(element):
            self._runs.append(Run(" "))
        self._text(element.text, look)
        for child in element:
            yield from self._element(child, look)
            self._text(child.tail, look)
        if element.tag == "a" and self._skip is None:
            self._note_link(element, before)
        if is_block:
            yield from self._close(look)
        if element.tag in ("ol", "ul"):
            self._lists.pop()

    def _holds_skipped(self, table: lxml.html.HtmlElement) -> bool:
        """The article lies inside: the table only lays out the page."""
        return self._skip is not None and not self._met and self._skip in table.iterdescendants()

    def _text(self, text: str | None, look: _Look) -> None:
        if text:
            text = SPACE.sub(" ", text)
            if text.strip() or self._runs:
                self._runs.append(Run(text, look.bold, look.italic, look.raised, look.lowered, self._href(look)))

    def _href(self, look: _Look) -> str:
        return safe_address(look.href, self.base) if look.href else ""

    def _note_link(self, element: lxml.html.HtmlElement, before: int) -> None:
        text = element.text_content().strip()
        if element.get("href") and text and len(self._runs) > before and not self._runs[-1].href:
            self.lost_links.append(text[:60])

    def _picture(self, element: lxml.html.HtmlElement, look: _Look) -> Iterator[Block]:
        address = image_address(element)
        if self._skip is not None or not address or address.lower().startswith(("javascript:", "about:")):
            return
        yield from self._close(look)
        alt = " ".join((element.get("alt") or element.get("title") or "").split())
        name = "" if address.startswith("data:") else address.split("?")[0].rsplit("/", 1)[-1]
        shown = address if address.startswith("data:") else address[:500]
        yield Block(kind="image", picture=Picture(name=name, address=shown, alt=alt))

    def _close(self, look: _Look) -> Iterator[Block]:
        """Yield the open paragraph, if it holds anything."""
        runs, self._runs = tuple(self._runs), []
        self.indents += bool(runs) and INDENT.match(runs[0].text) is not None
        block = trim_block(Block(kind=look.kind, runs=runs, level=look.level, align=look.align, hint=look.hint))
        if block.text.strip("\u00a0 \u3000"):
            yield block


def _is_beside(span: lxml.html.HtmlElement) -> bool:
    """Whether a label begins here right behind another element that holds a label or a day."""
    previous = span.getprevious()
    if previous is None or not isinstance(previous.tag, str) or previous.tail or not BESIDE.match(span.text or ""):
        return False
    return bool(LABELLED.search(previous.text_content()))


def image_address(element: lxml.html.HtmlElement) -> str:
    """Where the picture lies: pages that load late keep the address in data-src beside a spacer."""
    late = next((element.get(name) for name in ("data-src", "data-original", "_src") if element.get(name)), "")
    address = (element.get("src") or "").strip()
    return (late or address).strip() if not address or SPACER.search(address[:200]) else address


class _Look:
    """How text appears at one point of the tree."""

    __slots__ = ("align", "bold", "hint", "href", "italic", "kind", "level", "lowered", "raised")

    def __init__(self) -> None:
        self.bold = self.italic = self.raised = self.lowered = False
        self.href = self.align = self.hint = ""
        self.kind: BlockKind = "paragraph"
        self.level = 0

    def under(self, element: lxml.html.HtmlElement) -> _Look:
        look = _Look()
        for name in self.__slots__:
            setattr(look, name, getattr(self, name))
        tag, style = element.tag, element.get("style") or ""
        look.bold = look.bold or tag in BOLD or bool(WEIGHT.search(style))
        look.italic = look.italic or tag in ("i", "em")
        look.raised = look.raised or tag == "sup"
        look.lowered = look.lowered or tag == "sub"
        if tag == "a":
            look.href = element.get("href") or ""
        aligned = CENTRED.search(style)
        look.align = (aligned.group(1) if aligned else element.get("align") or look.align or "").lower()
        if tag == "center":
            look.align = "center"
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            look.kind, look.level = "heading", int(tag[1])
        elif tag == "blockquote":
            look.kind = "quote"
        if tag == "li":
            look.hint = "bullet"
        elif tag in BLOCK_TAGS:
            hook = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
            look.hint = f"{look.hint} {hook}"[-200:] if hook else look.hint
        return look
