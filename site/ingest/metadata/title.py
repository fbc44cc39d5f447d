"""The title (标题): tags and labels first, then what is marked up as one, then the lines at the head of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ingest.metadata.evidence import Found, best
from ingest.metadata.labels import Label, values
from ingest.metadata.printed_title import (
    GENRE_END,
    HEAD_LINES,
    LEAST_TITLE,
    MAX_TITLE,
    MOST_LINES,
    NOT_TITLE,
    SUBJECT_LINES,
    could_be_title,
    head_title,
    is_number,
)
from ingest.readers.source import Block, SourceDocument
from ingest.wording import cue, plain, squeeze, title_key

META = {"articletitle": 0.97, "og:title": 0.7, "title": 0.75, "标题": 0.95, "dc.title": 0.8, "headline": 0.75}
SITE_SUFFIX = re.compile(r"\s*(?:[-_|｜–—>»]\s*|\s[-–—]+\s*)([^-_|｜–—>»]{2,30})$")
# The column between a title and the site's name: …的通知-通知公告-某某网.
COLUMN = cue(
    r"^(通知|公告|公示|新闻|动态|要闻|快讯|资讯|文件|政策|法规|解读|信息|公开|专栏|专题|典型|经验|案例|工作|中心|教育|教研|师训|培训|简报){1,3}\s*$"
)
SITE_NAME = cue(
    r"(网|网站|门户|首页|平台|官网|政府|教育局|教育厅|教体局|在线|频道|信息港|委员会|学校|小学|中学|大学|办公室)\W*$"
)
SHARED_FILE = re.compile(r"《([^《》]{4,80})\.(?:docx?|pdf|wps|pptx?|txt)》")
SUBJECT = cue(r"^\s*主\s*旨\s*[:：]")
SUBJECT_END = cue(r"[,，]\s*(请|敬请)(查照|照办|鉴核|核示|备查|转知|惠予).*$|。.*$")
SPACED_OUT = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
FILE_ENDING = re.compile(r"\.(docx?|pdf|wps|pptx?|xlsx?|txt)$", re.I)
DECREE_NUMBER = cue(
    r"^[\u4e00-\u9fff]{3,30}令\s*(?:[(（](\d{4}年)?第\s*[\d一二三四五六七八九十百〇]+\s*号[)）]\s*"
    r"|(\d{4}年)?第\s*[\d一二三四五六七八九十百〇]+\s*号\s+)"
)
HEAD_MORE, HEAD_AT_MOST = (
    {"html": 0.0, "eml": 0.2},
    {"html": 0.86, "eml": 0.95},
)  # a mail's subject is less than a title in it
NEAR_ARTICLE = 12


def strip_site(text: str) -> str:
    """A <title> without the site's name at its end."""
    for _step in range(3):
        match = SITE_SUFFIX.search(text)
        if not match or not SITE_NAME.search(plain(match.group(1))):
            break
        text = text[: match.start()].strip()
        column = SITE_SUFFIX.search(text)
        if column and COLUMN.match(plain(column.group(1))) and column.start() >= LEAST_TITLE:
            text = text[: column.start()].strip()
    return text


def _from_markup(document: SourceDocument, site_names: frozenset[str]) -> list[Found]:
    """Headings and elements named title, nearest to the article first; h1 h2 h3 in a row are one title."""
    found: list[Found] = []
    usable = [
        (where, text)
        for where, text in document.titles
        if not NOT_TITLE.search(plain(text)) and squeeze(text) not in site_names and not is_number(text)
    ]
    headings = [(where, text) for where, text in usable if where != "<title>"]
    inside = 0  # headings before this one belong to a title that is joined already
    for position, (where, text) in enumerate(headings):
        if position < inside:
            continue
        joined, last, inside = text, where, position + 1
        for next_where, next_text in headings[position + 1 :]:
            if not (last.startswith("<h") and next_where.startswith("<h") and next_where > last):
                break
            joined, last, inside = f"{joined} {next_text}", next_where, inside + 1
        nearness = 0.001 * position + 0.01 * (joined != text)
        longest = 0.02 if len(text) >= 8 else 0.0
        found.append(
            Found(
                joined,
                f"网页标题元素 {where}",
                joined,
                (0.9 if where == "<h1>" else 0.88) + nearness + longest - (0.1 if len(joined) > MAX_TITLE else 0),
            )
        )
    for where, text in usable:
        if where == "<title>":
            bare = strip_site(text)
            confidence = 0.4 if SITE_NAME.search(plain(bare)) or len(bare) < 8 else 0.72
            found.append(Found(bare, "网页 <title>", text, confidence))
    return found


def find_title(document: SourceDocument, labels: Sequence[Label], blocks: Sequence[Block]) -> Found | None:
    """The title with its evidence; None where the document prints none."""
    sites = frozenset(squeeze(v) for n, v in document.meta if n.lower() in ("sitename", "og:site_name", "columnname"))
    candidates: list[Found] = []
    for name, value in document.meta:
        if name.lower() in META and could_be_title(value) and squeeze(value) not in sites:
            candidates.append(Found(strip_site(" ".join(value.split())), f"网页标签 {name}", value, META[name.lower()]))
    candidates += [
        Found(label.value, label.where, label.quote, 0.96) for label in values(labels, "title") if len(label.value) >= 4
    ]
    candidates += _from_markup(document, sites)
    head, lines = head_title(blocks)
    if head:
        marked = blocks[lines[0]].kind == "heading" or blocks[lines[0]].align == "center"
        genre = bool(GENRE_END.search(squeeze(head)))
        confidence = 0.6 + 0.15 * marked + 0.15 * genre + HEAD_MORE.get(document.format, 0.1)
        candidates.append(Found(head, "正文开头", head, min(confidence, HEAD_AT_MOST.get(document.format, 0.9))))
    for block in document.before[-NEAR_ARTICLE:]:
        if block.kind == "heading" and could_be_title(block.text) and GENRE_END.search(squeeze(block.text)):
            candidates.append(Found(block.text.strip(), "正文上方的标题", block.text.strip(), 0.87))
    for block in document.before:
        shared = SHARED_FILE.search(block.text)
        if shared:
            candidates.append(Found(shared.group(1), "文库网站的文件名", shared.group(), 0.85))
    candidates += [_subject(block) for block in blocks[:SUBJECT_LINES] if SUBJECT.match(plain(block.text))]
    found = best(candidates)
    if found:
        value = without_decree_number(close_up(FILE_ENDING.sub("", found.value)))
        found = replace(found, value=value)
    if found and document.format in ("md", "docx", "txt"):
        found = _prefer_notice(found, blocks)
    return found


def without_decree_number(title: str) -> str:
    """某省人民政府令第321号 某省…办法 as a page's <title> has it: the number is a field of its own."""
    number = DECREE_NUMBER.match(plain(title))
    return title[number.end() :] if number and could_be_title(title[number.end() :]) else title


def close_up(title: str) -> str:
    """关 于 开 展 … spread over the line for looks reads as one title; bodies side by side keep their space."""
    gaps = len(SPACED_OUT.findall(title))
    return SPACED_OUT.sub("", title) if gaps >= 4 and gaps * 3 >= len(title) - gaps else title


def _subject(block: Block) -> Found:
    """主旨 of a Taiwan letter: its subject, without the closing formula."""
    text = block.text.strip()
    line = plain(text)
    lead, closing = SUBJECT.match(line), SUBJECT_END.search(line)
    text = text[lead.end() if lead else 0 : closing.start() if closing else len(text)]
    return Found(text.strip(), "主旨", block.text.strip(), 0.92)


def _prefer_notice(found: Found, blocks: Sequence[Block]) -> Found:
    """Where a converter's heading names the plan, the notice that issues it (关于印发《…》的通知) is the title."""
    key = title_key(found.value)
    for block in blocks[:HEAD_LINES]:
        text = block.text.strip()
        inner = re.search(r"《(.+)》", text) if could_be_title(text) else None
        if inner and title_key(inner.group(1)) == key and GENRE_END.search(squeeze(text)):
            return Found(text, "正文开头的通知标题", text, 0.9)
    return found


def repair_lost_first(title: Found, body: str | None) -> Found:
    """海市人民政府办公厅关于… signed by 上海市人民政府办公厅: the first character was lost in copying."""
    if body and title.value.startswith(body[1:]) and not title.value.startswith(body) and len(body) > 4:
        return Found(body[0] + title.value, f"{title.where}，缺的首字据落款补", title.quote, 0.8)
    return title


def title_lines(blocks: Sequence[Block], title: str) -> frozenset[int]:
    """Blocks near the head that print the title once more, whole or over up to three lines."""
    wanted = title_key(title)
    found: set[int] = set()
    for start in range(min(len(blocks), 12)):
        alike = 0
        for count in range(1, MOST_LINES + 1):
            lines = blocks[start : start + count]
            if len(lines) < count or any(b.kind not in ("paragraph", "heading") for b in lines):
                break
            key = title_key("".join(b.text for b in lines))
            if len(key) > len(wanted) + 12:
                break
            if key == wanted:
                alike = count
                break
            if not alike and len(key) > 10 and SequenceMatcher(None, key, wanted).ratio() >= 0.93:
                alike = count
        found.update(range(start, start + alike))
    return frozenset(found)
