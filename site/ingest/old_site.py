"""What a saved page says about where it stood: its address, and the columns above it (当前位置). Pure."""

from __future__ import annotations

import html
import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from ingest.readers import ReadError
from ingest.readers.charset import decode
from ingest.wording import cue, plain

PAGES = (".html", ".htm", ".shtml", ".xhtml", ".mht", ".asp", ".aspx", ".jsp", ".php")
LOOKED_AT = 400_000  # characters: a page's head and its breadcrumbs come before its text
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.I)
LINK = re.compile(r"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>", re.I)
HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
META = re.compile(r"<meta\b[^>]*>", re.I)
NAMED = re.compile(r"\b(?:name|property|itemprop)\s*=\s*[\"']?([\w:.-]+)", re.I)
CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
COMMENT = re.compile(r"<!--.*?-->", re.S)
UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.S | re.I)
HERE = re.compile(
    r"(?:您|你)?(?:现在|現在|目前|当前|當前)?(?:所在|的|所处|所處)*(?:位置|栏目|欄目)(?:是)?\s*[:：]"  # in either script
)
TAG = re.compile(r"<(/?)(\w+)[^>]*>")
ENDS = frozenset({"p", "div", "td", "tr", "table", "ul", "ol", "nav", "h1", "h2", "h3", "section", "article", "header"})
STEP = re.compile(r"\s*(?:>+|»|›|→|/|\\|\||·|-{1,2}>|::)\s*")
ROOTS = cue(r"^(首页|网站首页|主页|返回首页|门户首页|home)$", re.I)
TEXT_ITSELF = cue(r"^(正文|内容|详情|文章正文|详细内容|信息内容|正文内容|内容页)$")
LONGEST_CRUMBS, LONGEST_NAME = 1_500, 40


@dataclass(frozen=True)
class Origin:
    """Where a file comes from: an address with its host, empty where it does not say, and the old columns, top first."""

    address: str = ""
    columns: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """政务公开/通知公告, as a mapping and a report call it."""
        return "/".join(self.columns)


def origin_of(data: bytes, name: str) -> Origin:
    """What a saved web page tells; nothing for other files and for what cannot be read."""
    if os.path.splitext(name)[1].lower() not in PAGES:
        return Origin()
    try:
        text = decode(data[: LOOKED_AT * 2])[0][:LOOKED_AT]
    except ReadError:
        return Origin()
    metas = _metas(text)
    columns = _breadcrumbs(text) or tuple(filter(None, [_name(metas.get("columnname", ""))]))
    return Origin(_address(text, metas), columns)


def normal_address(given: str) -> str:
    """http://Host/a/b.html?id=1#x -> //host/a/b.html?id=1; empty for what is no address of a web page."""
    given = given.strip()
    parts = urlsplit(given if "//" in given[:8] else f"//{given}")
    try:
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or "." not in host:
        return ""
    return urlunsplit(("", host, parts.path or "/", parts.query, ""))


def _address(text: str, metas: dict[str, str]) -> str:
    saved = SAVED_FROM.search(text)
    links = [next(filter(None, m.groups()), "") for link in LINK.findall(text) if (m := HREF.search(link))]
    found = [saved.group(1) if saved else "", *links, metas.get("og:url", ""), metas.get("url", "")]
    for address in found:
        address = html.unescape(address).strip()
        if address.lower().startswith(("http://", "https://", "//")) and normal_address(address):
            return normal_address(address)
    return ""


def _metas(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in META.findall(text):
        name, content = NAMED.search(tag), CONTENT.search(tag)
        if name and content:
            found.setdefault(name.group(1).lower(), html.unescape(content.group(1) or content.group(2) or "").strip())
    return found


def _breadcrumbs(text: str) -> tuple[str, ...]:
    """首页 > 政务公开 > 通知公告 > 正文 -> 政务公开, 通知公告."""
    text = UNSEEN.sub(" ", COMMENT.sub(" ", text))
    for match in HERE.finditer(text):
        names = _names(text[match.end() : match.end() + LONGEST_CRUMBS])
        if names:
            return names
    return ()


def _names(markup: str) -> tuple[str, ...]:
    """The steps behind 当前位置：, up to the end of what holds them."""
    pieces: list[str] = []
    at, open_tags = 0, 0
    for tag in TAG.finditer(markup):
        pieces.append(markup[at : tag.start()])
        at, name = tag.end(), tag.group(2).lower()
        if name in ("a", "li"):
            pieces.append(">")
        if name in ENDS:
            open_tags += -1 if tag.group(1) else 1
            if open_tags < 0 or name in ("h1", "article"):
                break
    else:
        pieces.append(markup[at:] if "<" not in markup[at:] else "")
    steps = [" ".join(step.split()) for step in STEP.split(html.unescape("".join(pieces)).replace("\xa0", " "))]
    names = [step for step in steps if step]
    while names and ROOTS.match(plain(names[0])):
        names = names[1:]
    while names and TEXT_ITSELF.match(plain(names[-1])):
        names = names[:-1]
    if not names or any(len(name) > LONGEST_NAME for name in names[:-1]):
        return ()
    if len(names[-1]) > LONGEST_NAME:  # the document's own title
        names = names[:-1]
    return tuple(names[:6])


def _name(given: str) -> str:
    return given if 0 < len(given) <= LONGEST_NAME else ""
