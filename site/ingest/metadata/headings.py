"""Headings (层次标题) and picture captions: 一、（一）1.（1）, chapters, run-in headings, and lines that head a section."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.readers.source import Block
from ingest.wording import cue, ends_sentence, plain

HANZI = "一二三四五六七八九十百〇零"
NUMBERED = (
    (1, cue(rf"(?P<number>第[{HANZI}\d]+[章编篇部]分?)\s*(?P<rest>.*)$")),
    (2, cue(rf"(?P<number>第[{HANZI}\d]+节)\s*(?P<rest>.*)$")),
    (1, cue(rf"(?P<number>案例\s*[{HANZI}\d]{{1,3}}(?:\s*[:.、]|\s))\s*(?P<rest>.*)$")),  # several cases in one file
    (1, cue(rf"(?P<number>[{HANZI}]{{1,4}}\s*[、.:：．])\s*(?P<rest>.*)$")),
    (2, cue(rf"(?P<number>[(（]\s*[{HANZI}]{{1,4}}\s*[)）])[、.]?\s*(?P<rest>.*)$")),
    (3, cue(r"(?P<number>\d{1,2}\s*[.、．](?!\d))\s*(?P<rest>.*)$")),
    (4, cue(r"(?P<number>[(（]\s*\d{1,2}\s*[)）])[、.]?\s*(?P<rest>.*)$")),
)
LIST_END = "；;，,、"
ALONE_AT_MOST = 50
RUN_IN_AT_MOST = 45
UNNUMBERED_AT_MOST = 40
CAPTION_AT_MOST = 20
CAPTION_LINE = 60
EVENT = cue(
    r"(研修|比赛|大赛|竞赛|开班|开班仪式|开幕式?|闭幕式?|仪式|活动|现场|合影|讲座|会议|培训|展示|交流|座谈|调研|演讲|授课|报告会|观摩|剪影|掠影|留影|颁奖|揭牌|签约|参观|访学|汇报|演出|图片?|一角|全景|风采)$"
)
CAPTION_MARK = cue(r"^(图|图片|照片|圖)\s*\d*\s*[:：]|[(（]?(摄影|图|供图|摄)\s*[:：/]|^[▲△↑▼]|资料图片?$")
NOT_HEADING = cue(
    r"^(附件|附|主送|抄送|联系人|联系电话|电话|地址|时间|地点|来源|作者|编辑)|[:：]$|^[(（].*[)）]$|^\W*$|^\d"
)
ATTACHED = cue(r"^附\s*件\s*[:：]\s*(1\s*[.、．]|$)")
LABELLED_TABLE = cue(r"^(附?表|表格)\s*[\d一二三四五六七八九十]+([-–—.．]\d+)*\s*[:：.、]?\s*\S")
NAMED_TABLE = cue(r"(表|一览|清单|统计|汇总)([(（][^()（）]{1,20}[)）])?$")
LABELLED_PICTURE = cue(r"^(图|圖)\s*[\d一二三四五六七八九十]+([-–—.．]\d+)*\s*[:：.、]?\s*\S")
PICTURE_CREDIT = cue(r"文\s*[/／、]\s*图|图\s*[/／]|摄影|供图|摄[)）]?$")


@dataclass(frozen=True)
class Heading:
    """`length` code points of the block are the heading; the rest of a run-in one is text."""

    index: int
    level: int
    number: str
    text: str
    length: int


def numbered(block: Block) -> tuple[int, str, str] | None:
    """(level, number as printed, rest) of a paragraph that begins with a number."""
    text = block.text
    line = plain(text)
    for level, pattern in NUMBERED:
        match = pattern.match(line)
        if match:
            return level, text[: match.end("number")].strip(), text[match.start("rest") :]
    return None


def numbered_heading(index: int, block: Block) -> Heading | None:
    """A numbered paragraph that is a heading: alone in its line, or run in up to the first 。 with text after it."""
    found = numbered(block)
    if found is None or not found[2].strip():
        return None
    level, number, rest = found
    text = block.text
    lead = len(text) - len(rest)
    bold = block.bold_lead
    if len(bold.strip()) > len(number) and bold.startswith(text[: min(lead, len(bold))]):
        shown = bold.rstrip("。：:. ")
        return Heading(index, level, number, shown, len(bold))
    stop = rest.find("。")
    if stop == -1:
        alone = len(rest) <= ALONE_AT_MOST and rest.rstrip()[-1:] not in LIST_END + "：:！？!?"
        return Heading(index, level, number, text.strip(), len(text)) if alone else None
    runs_on = bool(rest[stop + 1 :].strip())
    if stop <= RUN_IN_AT_MOST and (runs_on or (level == 1 and stop <= 20)) and not re.search(r"[；;]", rest[:stop]):
        return Heading(index, level, number, text[: lead + stop].strip(), lead + stop + 1)
    return None


def find_headings(blocks: list[Block], skip: frozenset[int]) -> tuple[list[Heading], list[int]]:
    """(headings, indices of captions); `skip` are the blocks of title, number, address and signature."""
    labels = _labels(blocks, skip)
    skip = skip | labels | _attachment_lists(blocks)
    headings: list[Heading] = []
    for index, block in enumerate(blocks):
        if index in skip or block.kind not in ("paragraph", "heading"):
            continue
        heading = numbered_heading(index, block)
        if heading is None and block.kind == "heading" and len(block.text) <= ALONE_AT_MOST * 2:
            heading = Heading(index, _marked_level(blocks, block, skip), "", block.text.strip(), len(block.text))
        if heading:
            headings.append(heading)
    taken = skip | {h.index for h in headings}
    plain_headings, captions = _unnumbered(blocks, taken, bool(headings))
    return sorted([*headings, *plain_headings], key=lambda h: h.index), sorted({*captions, *labels})


def _attachment_lists(blocks: list[Block]) -> frozenset[int]:
    """The lines that go on with 2. 3. … below 附件：1.…, which name files and head nothing."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if ATTACHED.match(plain(block.text.strip())) and block.kind != "table":
            for place in range(index + 1, len(blocks)):
                item = numbered(blocks[place]) if blocks[place].kind == "paragraph" else None
                if item is None or item[0] != 3 or len(blocks[place].text) > CAPTION_LINE or "。" in item[2]:
                    break
                found.add(place)
    return frozenset(found)


def _labels(blocks: list[Block], skip: frozenset[int]) -> frozenset[int]:
    """Captions that say so: 表1 … or a centred name ending in 表 right above a table, 图1 … beside a picture."""
    found = set()
    for index, block in enumerate(blocks):
        text = plain(block.text.strip())
        if index in skip or block.kind not in ("paragraph", "heading") or not 2 <= len(text) <= CAPTION_LINE:
            continue
        if ends_sentence(text):
            continue
        before, after = (blocks[i].kind if 0 <= i < len(blocks) else "" for i in (index - 1, index + 1))
        set_apart = block.align == "center" or block.is_bold or block.kind == "heading"
        if (
            after == "table"
            and (LABELLED_TABLE.match(text) or (set_apart and NAMED_TABLE.search(text) and numbered(block) is None))
        ) or ("image" in (before, after) and LABELLED_PICTURE.match(text)):
            found.add(index)
    return frozenset(found)


def _marked_level(blocks: list[Block], block: Block, skip: frozenset[int]) -> int:
    """Levels of marked-up headings count from the highest that the body uses."""
    levels = sorted({b.level for i, b in enumerate(blocks) if i not in skip and b.kind == "heading" and b.level})
    return min(levels.index(block.level) + 1, 4) if block.level in levels else 1


def _candidate(blocks: list[Block], index: int) -> bool:
    block = blocks[index]
    text = block.text.strip()
    if block.kind != "paragraph" or not 2 <= len(text) <= UNNUMBERED_AT_MOST or ends_sentence(text):
        return False
    if NOT_HEADING.search(plain(text)) or text[-1:] in "，,、—…”" or "。" in text or block.hint == "bullet":
        return False
    return index + 1 < len(blocks)


def _unnumbered(
    blocks: list[Block], taken: frozenset[int] | set[int], has_headings: bool
) -> tuple[list[Heading], list[int]]:
    """Short lines between paragraphs: those that head a section, and captions that lost their picture."""
    picks = [i for i in range(len(blocks)) if i not in taken and _candidate(blocks, i)]
    picks = [i for i in picks if _stands_alone(blocks, i)]
    pictured = any(b.kind == "image" or PICTURE_CREDIT.search(plain(b.text)) for b in blocks)
    odd = pictured or _mostly_two_clauses([plain(blocks[i].text.strip()) for i in picks])
    captions = [i for i in picks if _is_caption(blocks, i, odd)]
    shown = set(captions)
    rest = [i for i in picks if i not in shown]
    if has_headings:
        rest = [i for i in rest if blocks[i].is_bold or blocks[i].align == "center"]
    level = 2 if has_headings else 1
    return [Heading(i, level, "", blocks[i].text.strip(), len(blocks[i].text)) for i in rest], captions


def _stands_alone(blocks: list[Block], index: int) -> bool:
    """Followed by a paragraph of text, a heading or a picture, not one line of a list of short lines."""
    following = blocks[index + 1]
    if following.kind != "paragraph":
        return True
    return len(following.text) >= 40 or ends_sentence(following.text) or index == 0


def _is_caption(blocks: list[Block], index: int, events_are_pictured: bool) -> bool:
    text = plain(blocks[index].text.strip())
    if CAPTION_MARK.search(text):
        return True
    beside = [blocks[i].kind for i in (index - 1, index + 1) if 0 <= i < len(blocks)]
    if beside and beside[0] == "image" and len(text) <= UNNUMBERED_AT_MOST and not blocks[index].is_bold:
        return True
    if len(text) > CAPTION_AT_MOST or re.search(r"[,，]", text) or not EVENT.search(text):
        return False
    return events_are_pictured


def _mostly_two_clauses(lines: list[str]) -> bool:
    """Whether most of the short lines have two clauses: then one that names an event is no heading among them."""
    shapes = Counter(bool(re.search(r"[,，]", line)) for line in lines)
    return shapes[True] >= 3 and shapes[True] > shapes[False]
