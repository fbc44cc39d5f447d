"""Markdown, line by line: in official documents each line is a paragraph and 1. is text, not a list to be renumbered."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.readers.charset import decode
from ingest.readers.source import Block, Cell, Picture, Removal, Run, SourceDocument
from ingest.readers.text import text_lines

GAP = re.compile(r"[^\S\n]{40,}")
COMMENT = re.compile(r"<!--.*?-->", re.S)
HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
BULLET = re.compile(r"\s*[-*+]\s+(?=\S)")
TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
IMAGE = re.compile(r"!\[([^\]\[]{0,500})\]\(\s*<?([^)\s>]{1,900})>?[^)\n]{0,200}\)")
FRONT_END = re.compile(r"---\s*$")
FRONT_LINE = re.compile(r"([\w\u4e00-\u9fff .-]{1,30}?)\s*[:：]\s*(.*)$")
FRONT_ITEM, FRONT_LIST = re.compile(r"\s*-\s+(.*)$"), re.compile(r"\[([^\[\]]*)\]")
INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]{1,900}?)\*\*|__(?P<bold2>[^_\n]{1,900}?)__|(?<![*\w])\*(?P<italic>[^*\s][^*\n]{0,900}?)\*(?![*\w])"
    r"|`(?P<code>[^`\n]{1,900})`|(?<!!)\[(?P<link>[^\]\[\n]{0,500})\]\(\s*<?(?P<href>[^)\s>]{0,900})>?[^)\n]{0,200}\)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!|-])"
)
TAG = re.compile(
    r"</?(?:div|p|span|center|font|b|strong|i|em|u|sub|sup|small|section|table|t[rdh]|thead|tbody|details|summary|a)(?:\s[^<>\n]{0,300})?/?>",
    re.I,
)
LINE_BREAK, CELL_END = re.compile(r"<br\s*/?>", re.I), re.compile(r"</t[dh]>", re.I)
OPENED = re.compile(r"<(?:div|p|center)(?=[\s>])[^<>\n]{0,300}>", re.I)
CLOSED = re.compile(r"</(?:div|p|center)>", re.I)
SET = re.compile(r"<center|align\s*[=:]\s*[\"']?\s*(center|right)", re.I)
ABSOLUTE = re.compile(r"(?:https?://|mailto:)", re.I)


def inline_runs(text: str) -> tuple[tuple[Run, ...], int]:
    """Runs of one line and the number of marks taken away."""
    runs: list[Run] = []
    at = marks = 0
    for match in INLINE.finditer(text):
        if match.start() > at:
            runs.append(Run(text[at : match.start()]))
        found = match.groupdict()
        if found["bold"] or found["bold2"]:
            runs.append(Run(found["bold"] or found["bold2"], bold=True))
        elif found["italic"]:
            runs.append(Run(found["italic"], italic=True))
        elif found["link"] is not None:
            href = found["href"] if ABSOLUTE.match(found["href"] or "") else ""
            runs.append(Run(found["link"], href=href))
        else:
            runs.append(Run(found["code"] or found["escaped"]))
        at, marks = match.end(), marks + 1
    if at < len(text):
        runs.append(Run(text[at:]))
    return tuple(run for run in runs if run.text), marks


def _table(lines: list[str]) -> Block:
    rows = []
    for number, line in enumerate(lines):
        if number == 1:
            continue
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        rows.append(tuple(Cell("".join(r.text for r in inline_runs(c)[0]).strip(), header=number == 0) for c in cells))
    return Block(kind="table", rows=tuple(rows))


def read_markdown(data: bytes) -> SourceDocument:
    """bytes of a .md file -> SourceDocument; front matter becomes meta, comments go."""
    text, charset = decode(data)
    comments = COMMENT.findall(text)
    lines = text_lines(COMMENT.sub(lambda m: "\n" * m.group().count("\n"), text))
    lines = [GAP.sub(" ", line) for line in lines]  # patterns with two gaps stay linear
    meta, start = _front_matter(lines)
    blocks: list[Block] = []
    references: list[str] = []
    align = ""
    at = start
    while at < len(lines):
        line = lines[at]
        if "|" in line and at + 1 < len(lines) and "|" in lines[at + 1] and TABLE_RULE.match(lines[at + 1]):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            blocks.append(_table(lines[at:end]))
            at = end
            continue
        parts, set_to, align = _without_tags(line, align)
        blocks += [
            replace(b, align=b.align or set_to) for part in parts for b in _line_blocks(part, at + 1, references)
        ]
        at += 1
    removals: tuple[Removal, ...] = ()
    if comments:
        removals = (Removal("comments", "Markdown 注释不属于正文", len(comments), tuple(c[:80] for c in comments[:5])),)
    return SourceDocument(
        format="md", charset=charset, blocks=tuple(blocks), meta=meta, references=tuple(references), removals=removals
    )


def _without_tags(line: str, align: str) -> tuple[list[str], str, str]:
    """(the line's texts without HTML tags, how they are set, how the lines below are): converters write <div align="right">."""
    if "<" not in line:
        return [line], align, align
    opened = OPENED.findall(line)
    found = SET.search(opened[-1]) if opened else None
    if opened:
        align = (found.group(1) or "center").lower() if found else ""
    texts = [TAG.sub("", CELL_END.sub("\t", part)) for part in LINE_BREAK.split(line)]
    return texts, align, "" if len(CLOSED.findall(line)) >= max(len(opened), 1) else align


def _line_blocks(line: str, number: int, references: list[str]) -> list[Block]:
    """The blocks that one line makes: none for blanks and rules, pictures apart from their text."""
    if not line.strip() or RULE.match(line) or ("|" in line and TABLE_RULE.match(line)):
        return []
    blocks = []
    for alt, address in IMAGE.findall(line):
        references.append(address)
        blocks.append(
            Block(kind="image", picture=Picture(name=address.rsplit("/", 1)[-1], address=address, alt=alt), line=number)
        )
    line = IMAGE.sub("", line)
    heading = HEADING.match(line)
    if heading:
        return [
            *blocks,
            Block(kind="heading", runs=inline_runs(heading.group(2))[0], level=len(heading.group(1)), line=number),
        ]
    kind = "paragraph"
    if line.lstrip().startswith("> ") or line.strip() == ">":
        kind, line = "quote", re.sub(r"^\s*>\s?", "", line)
    bullet = BULLET.match(line)
    if bullet:
        line = line[bullet.end() :]
    if line.strip():
        runs = inline_runs(line)[0]
        hint = "bullet" if bullet else ""
        blocks.append(Block(kind=kind, runs=runs, line=number, hint=hint))  # type: ignore[arg-type]
    return blocks


def _front_matter(lines: list[str]) -> tuple[tuple[tuple[str, str], ...], int]:
    """YAML-like `key: value` lines between --- and ---, and the index of the first line after them."""
    if not lines or not FRONT_END.match(lines[0]):
        return (), 0
    for end in range(1, min(len(lines), 60)):
        if FRONT_END.match(lines[end]):
            pairs = _front_pairs(lines[1:end])
            return (pairs, end + 1) if pairs is not None else ((), 0)
    return (), 0


def _front_pairs(lines: list[str]) -> tuple[tuple[str, str], ...] | None:
    """(key, value) of each line; the items of a list are joined by commas. None where a line is neither."""
    pairs: list[tuple[str, list[str]]] = []
    for line in lines:
        item, pair = FRONT_ITEM.match(line), FRONT_LINE.match(line)
        if item and pairs:
            pairs[-1][1].append(item.group(1).strip().strip("\"'"))
        elif pair:
            inner = FRONT_LIST.fullmatch(pair.group(2).strip())
            values = inner.group(1).split(",") if inner and "," in inner.group(1) else [pair.group(2)]
            pairs.append((pair.group(1), [v.strip().strip("\"'") for v in values]))
        elif line.strip():
            return None
    return tuple((key, ",".join(v for v in values if v)) for key, values in pairs)
