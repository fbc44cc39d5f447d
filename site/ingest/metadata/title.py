"""The title (标题): tags and labels first, then what is marked up as one, then the lines at the head of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ingest.metadata.bodies import is_body_name, split_bodies
from ingest.metadata.dates import is_date_line
from ingest.metadata.evidence import Found, best
from ingest.metadata.labels import Label, starts_with_label, values
from ingest.readers.source import Block, SourceDocument
from ingest.wording import HAN, cue, ends_sentence, plain, squeeze, title_key
from zhtext import document_numbers

META = {"articletitle": 0.97, "og:title": 0.7, "title": 0.75, "标题": 0.95, "dc.title": 0.8, "headline": 0.75}
GENRE_END = cue(
    r"(通知|公告|通告|公示|通报|意见|决定|批复|函|办法|规定|条例|细则|规则|方案|计划|规划|要点|总结|报告|令|纪要|公报|指南|标准|措施|请示|解读|回顾|案例|纲要|安排|行事历)([(（].{1,20}[)）])?$"
)
# An item, an article, who signs, a remark in brackets: parts of a text, and nothing that a site writes above one.
PART = cue(
    r"^[一二三四五六七八九十]{1,3}、|^[(（][一二三四五六七八九十]{1,3}[)）]|^\d{1,2}[.、](?!\d)|^第[一二三四五六七八九十百\d]{1,4}[章节条]|^.{0,3}[长席任]\s*[:：]"
    r"|^[(（][^()（）]*[)）]$"
)
BRACKETED_YEARS = re.compile(r"[（(][^（）()]{2,24}[)）]$")
NOT_TITLE = cue(
    r"当前位置|所在的?位置|搜索热词|首页|^(附件|附)\s*\d*\s*[:：]?$|^(基本信息|政策全文|正文|全文|文件全文|正文内容|内容|文件信息|信息公开|摘要|目录|相关(信息|新闻|阅读|文章|链接)|政策解读)$"
    r"|^(时间|日期|发布|来源|作者|索引)\s*[:：]|^文档\s*[:：]|^第.{1,4}号$|^文字号|分享到|^(主\s*题\s*词)"
)
SITE_SUFFIX = re.compile(r"\s*(?:[-_|｜–—>»]\s*|\s[-–—]+\s*)([^-_|｜–—>»]{2,30})$")
SITE_NAME = cue(
    r"(网|网站|门户|首页|平台|官网|政府|教育局|教育厅|教体局|在线|频道|信息港|委员会|学校|小学|中学|大学|办公室)\W*$"
)
SHARED_FILE = re.compile(r"《([^《》]{4,80})\.(?:docx?|pdf|wps|pptx?|txt)》")
ABOUT = cue(r"关于")
SUBJECT = cue(r"^\s*主\s*旨\s*[:：]")
SUBJECT_END = cue(r"[,，]\s*(请|敬请)(查照|照办|鉴核|核示|备查|转知|惠予).*$|。.*$")
LOST_FIRST = cue(r"关于")
SEPARATORS = re.compile(r"[:>»›|]")
SPACED_OUT = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
FRAME = cue(
    r"^(檔\s*號|档\s*号|分發名單|副本送|受文者|發文|速別|密等|附件|主\s*旨|說\s*明|地\s*址|聯\s*絡|電\s*話|主送|抄送)\s*[:：]|签\s*发\s*人?\s*[:：]|^.{3,30}(局|厅|部|委员会|政府|办公室|署|院)\s*(文\s*件|函|书函|令|公告)$"
)
MASTHEAD = cue(r"(简报|通讯|快报|动态|信息|专报|内参|参考|月报|周报|快讯)$")
ISSUE = cue(
    r"^[(（]?(\d{4}\s*年\s*)?第\s*[\d一二三四五六七八九十百〇]+\s*期\s*([(（]\s*总\s*第?\s*\d+\s*期\s*[)）])?[)）]?$"
)
QUOTED = re.compile(r"[「《“『][^「」《》“”『』]{4,60}[」》”』].{0,6}$")  # 邀請教師參加 over 「…計劃」
MOST_BEFORE_QUOTED = 24
FILE_ENDING = re.compile(r"\.(docx?|pdf|wps|pptx?|xlsx?|txt)$", re.I)
DECREE_NUMBER = cue(
    r"^[\u4e00-\u9fff]{3,30}令\s*(?:[(（](\d{4}年)?第\s*[\d一二三四五六七八九十百〇]+\s*号[)）]\s*"
    r"|(\d{4}年)?第\s*[\d一二三四五六七八九十百〇]+\s*号\s+)"
)
SIGNED_BY = cue(r"\s*签\s*发\s*人?\s*[:：].*$")
HEAD_WORD = re.compile(r"\s*文\s*件\s*$")
BROKEN_AFTER_DASH = re.compile(r"[\u3400-\u9fff”》）][—―─–－-]{1,2}$")  # no title ends so: the line was broken there
FEW = re.compile(r"[\u3400-\u9fff]{2,3}")
MAX_TITLE = 120
MOST_LINES = 5
HEAD_MORE, HEAD_AT_MOST = (
    {"html": 0.0, "eml": 0.2},
    {"html": 0.86, "eml": 0.95},
)  # a mail's subject is less than a title in it
HEAD_LINES = 8
MENU_LINES, MENU_WORD, MENU_ENTRIES, LEAST_TITLE = 60, 18, 3, 8
SEPARATE_FIRST = re.compile(r"^(.{6,50}?)[ \u3000]+(?=\S)")


def strip_site(text: str) -> str:
    """A <title> without the site's name at its end."""
    for _step in range(3):
        match = SITE_SUFFIX.search(text)
        if not match or not SITE_NAME.search(plain(match.group(1))):
            break
        text = text[: match.start()].strip()
    return text


def _from_markup(document: SourceDocument, site_names: frozenset[str]) -> list[Found]:
    """Headings and elements named title, nearest to the article first; h1 h2 h3 in a row are one title."""
    found: list[Found] = []
    usable = [
        (where, text)
        for where, text in document.titles
        if not NOT_TITLE.search(plain(text)) and squeeze(text) not in site_names and not _is_number(text)
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


def _is_number(text: str) -> bool:
    return document_numbers.parse(text.strip().strip("()（）")) is not None


def is_prompt_line(text: str) -> bool:
    """What a site writes above a text (正文, 当前位置：…); 关于网站首页改版的通知 only speaks of such things."""
    line = plain(text).strip()
    titled = ABOUT.search(line) and GENRE_END.search(squeeze(line)) and not SEPARATORS.search(line)
    return bool(NOT_TITLE.search(line)) and not titled


def could_be_title(text: str) -> bool:
    line = plain(text).strip()
    if (
        not 4 <= len(line) <= MAX_TITLE
        or not HAN.search(line)
        or is_prompt_line(text)
        or PART.search(line)
        or line[-1:] in ":,;；、，"
    ):
        return False
    if (ends_sentence(line) and not line.endswith(("?", "？", "！", "!"))) or "。" in line[:-1]:
        return False
    if is_date_line(line.rsplit(" ", 1)[-1]):  # 某某中心编　2025年4月18日
        return False
    return not (
        FRAME.search(line) or ISSUE.match(line) or _is_number(text) or is_date_line(text) or starts_with_label(text)
    )


def head_title(blocks: Sequence[Block]) -> tuple[str, tuple[int, ...]]:
    """(title, its blocks) printed at the head of the text: one line, or several that are set alike."""
    letterhead = letterhead_lines(blocks)
    first = next(_heads(blocks, range(HEAD_LINES + len(letterhead)), letterhead), ("", ()))
    if first[0] and len(first[1]) == 1 and _could_be_menu(blocks[first[1][0]]):
        below = _heads(blocks, range(first[1][0] + MENU_ENTRIES, MENU_LINES), letterhead)
        return next((head for head in below if _stands_out(head[0], blocks[head[1][0]])), first)
    return first


def _stands_out(title: str, block: Block) -> bool:
    """关于…的通知, or a line of some length that is set as a title."""
    is_set = block.kind == "heading" or block.align == "center"
    is_about = ABOUT.search(plain(title)) and GENRE_END.search(squeeze(title))
    return bool(is_about or (is_set and len(title) >= LEAST_TITLE))


def _could_be_menu(block: Block) -> bool:
    """A few words, set like the text: the menu of a page that was copied whole looks so."""
    text = block.text.strip()
    return len(text) <= MENU_WORD and block.kind != "heading" and not (block.align or GENRE_END.search(squeeze(text)))


def _heads(
    blocks: Sequence[Block], indices: Iterable[int], letterhead: frozenset[int]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every title that could begin at one of the lines, until the text has begun."""
    for index, block in ((i, blocks[i]) for i in indices if i < len(blocks)):
        if index in letterhead:
            continue
        if block.kind not in ("paragraph", "heading") or not could_be_title(block.text):
            if len(block.text) > 60 and ends_sentence(block.text):
                break
            continue
        if index + 1 < len(blocks) and _is_letterhead(blocks, index):
            continue
        lines = [index]
        while len(lines) < MOST_LINES and lines[-1] + 1 < len(blocks) and _continues(blocks, lines):
            lines.append(lines[-1] + 1)
        texts = [blocks[i].text.strip() for i in lines]
        yield _join(texts), tuple(lines)


def _is_letterhead(blocks: Sequence[Block], index: int) -> bool:
    """A body's name above the title; centred above 关于… it is the title's first line instead. A bulletin's name above 第3期."""
    block, following = blocks[index], blocks[index + 1]
    if MASTHEAD.search(squeeze(block.text)) and ISSUE.match(plain(following.text.strip())):
        return True
    if not is_body_name(block.text):
        return False
    if is_body_name(following.text) or _is_number(following.text) or is_date_line(following.text):
        return True
    if not could_be_title(following.text):
        return False
    return block.align != "center" or not _begins_about(blocks, index + 1)


def _begins_about(blocks: Sequence[Block], index: int) -> bool:
    """Whether 关于…的通知 begins here: over up to three lines, or whatever else ends as a title does."""
    if GENRE_END.search(squeeze(blocks[index].text)):
        return True
    lines = [b.text for b in blocks[index : index + 3]]
    return bool(ABOUT.match(plain(lines[0].strip()))) and any(
        GENRE_END.search(squeeze(line)) for line in lines[1:] if could_be_title(line)
    )


def letterhead_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The red head (红头) above the document's number: names of bodies, one or more a line, and 文件."""
    for index, block in enumerate(blocks[:HEAD_LINES]):
        text = block.text.strip()
        if document_numbers.parse(SIGNED_BY.sub("", plain(text)).strip("()（） ")) is not None:
            return frozenset(range(index))
        named = split_bodies(HEAD_WORD.sub("", text)) or HEAD_WORD.fullmatch(text) or is_body_name(f"某{text}")
        if not (named or FRAME.search(plain(text))):
            break
    return frozenset()


def frame_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines at the head that frame a document and belong to no text: 某某局文件 over its number, 檔號：, 分發名單：."""
    head = blocks[:HEAD_LINES]
    framed = {index for index, block in enumerate(head) if FRAME.search(plain(block.text.strip()))}
    return frozenset(framed) | letterhead_lines(blocks)


def _join(texts: list[str]) -> str:
    """Lines of one title: Chinese joins without a space, bodies that issue together keep one."""
    out = texts[0]
    for text in texts[1:]:
        between = " " if split_bodies(out) and not ABOUT.match(plain(text)) else ""
        out += between + text
    return out


def _continues(blocks: Sequence[Block], lines: list[int]) -> bool:
    """Whether the next line belongs to the title: bracketed years, or a break inside a title set in the same way."""
    so_far = "".join(blocks[i].text.strip() for i in lines)
    last, following = blocks[lines[-1]], blocks[lines[-1] + 1]
    text = following.text.strip()
    if BRACKETED_YEARS.fullmatch(text):
        return document_numbers.parse(text.strip("（）()")) is None and not is_body_name(text.strip("（）()"))
    if split_bodies(so_far) and ABOUT.match(plain(text)) and last.align == following.align:
        return _begins_about(blocks, lines[-1] + 1)
    if QUOTED.match(text) and len(so_far) <= MOST_BEFORE_QUOTED and not GENRE_END.search(squeeze(so_far)):
        return True
    set_alike = last.kind == following.kind and last.level == following.level and last.align == following.align
    if set_alike and BROKEN_AFTER_DASH.search(so_far) and _may_follow_dash(text):
        return len(so_far) + len(text) <= MAX_TITLE
    if not could_be_title(text) or len(so_far) + len(text) > MAX_TITLE or GENRE_END.search(squeeze(so_far)):
        return False
    set_apart = last.align == following.align == "center" or (
        last.kind == following.kind == "heading" and last.level == following.level
    )
    if set_apart and last.is_bold == following.is_bold:
        return bool(GENRE_END.search(squeeze(text))) or text.startswith(("—", "－", "-"))
    unfinished = so_far.count("《") > so_far.count("》") or (
        LOST_FIRST.search(plain(so_far)) and GENRE_END.search(squeeze(text))
    )
    return bool(unfinished)


def _may_follow_dash(text: str) -> bool:
    """What a title may end with behind its dash: two characters are enough (开幕), whoever is named there."""
    return could_be_title(text) or bool(FEW.fullmatch(text))


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
    for block in document.before:
        shared = SHARED_FILE.search(block.text)
        if shared:
            candidates.append(Found(shared.group(1), "文库网站的文件名", shared.group(), 0.85))
    candidates += [_subject(block) for block in blocks[:10] if SUBJECT.match(plain(block.text))]
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
