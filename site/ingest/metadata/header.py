"""Take the labelled lines at both ends of the text (信息公开表头) out of it: they become fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.metadata.bodies import is_body_name
from ingest.metadata.frame import is_address
from ingest.metadata.labels import (
    Label,
    bare_labels,
    block_labels,
    content_of_table,
    is_label_table,
    line_labels,
    starts_with_label,
    table_labels,
)
from ingest.metadata.printed_title import is_prompt_line
from ingest.readers.source import Block, Removal, whole_blocks
from ingest.wording import cue, ends_sentence, plain

HEAD_LINES = 20
LONG = 60
VALUED = cue(r"^(时间|日期|发布|来源|作者|索引)\s*[:：]\s*\S")  # a meeting's time is the text's, not a site's
OWN_HEADING = cue(
    r"^(摘\s*要|目\s*录|内容摘要|(本期)?(要目|导读|看点)|本期(目录|内容))$"
)  # of circulars and reports, hardly of a site
ABSTRACT = cue(r"^\W{0,2}(内容)?摘\s*要")
STRONG = frozenset({"title", "index_number", "document_number", "issuing_agency", "document_date", "issued_on", "publish_date",
                    "source", "author", "publisher", "responsible_editor", "effective_on", "expires_on", "validity"})  # fmt: skip
TAIL = frozenset({"source", "author", "publisher", "responsible_editor", "publish_date"})


@dataclass(frozen=True)
class Header:
    labels: tuple[Label, ...]
    blocks: tuple[Block, ...]
    removals: tuple[Removal, ...]


def take_header(blocks: Sequence[Block]) -> Header:
    """The labels at head and foot, and the blocks without them."""
    gone, labels = _head(blocks)
    for index in range(max(len(blocks) - 6, HEAD_LINES if gone else 0), len(blocks)):
        text = blocks[index].text
        found = line_labels(text, "文末") if len(text) <= LONG and starts_with_label(text) and index not in gone else []
        if found and all(label.field in TAIL for label in found):
            labels += found
            gone.add(index)
    noise = _noise_above(blocks, gone)
    removals = []
    if gone:
        quotes = tuple(blocks[i].text.strip()[:160] for i in sorted(gone))
        removals.append(
            Removal(
                "metadata_header",
                "表头里的字段已填入稿件的字段，不再留在正文",
                len(gone),
                quotes,
                whole_blocks(blocks[i] for i in sorted(gone)),
            )
        )
    if noise:
        quotes = tuple(blocks[i].text.strip()[:120] for i in sorted(noise))
        removals.append(
            Removal(
                "section_labels",
                "表头上方的栏目名和“正文”一类的提示",
                len(noise),
                quotes,
                whole_blocks(blocks[i] for i in sorted(noise)),
            )
        )
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        if index not in gone | noise:
            kept.append(block)
        elif block.kind == "table":
            kept += content_of_table(block)
    return Header(tuple(labels), tuple(kept), tuple(removals))


def _head(blocks: Sequence[Block]) -> tuple[set[int], list[Label]]:
    """(indices of label lines, labels): weak labels (时间：) count only beside strong ones."""
    lines: list[int] = []
    bare = bare_labels(blocks[:HEAD_LINES], "文首字段")
    for index, block in enumerate(blocks[:HEAD_LINES]):
        if is_label_table(block) or index in bare:
            lines.append(index)
            continue
        text = block.text
        if len(text) > LONG and ABSTRACT.match(plain(text)):  # of a paper, below its writers
            break
        if block.kind == "table" or (len(text) > LONG and ends_sentence(text) and not starts_with_label(text)):
            break
        if is_address(text) and not starts_with_label(text):  # below it 标题：二号宋体 says how papers are to be set
            break
        is_value = lines[-1:] == [index - 1] and _awaits_value(blocks[index - 1]) and len(text) <= LONG
        if is_value or (starts_with_label(text) and len(text) <= 400):
            lines.append(index)
    gone: set[int] = set()
    labels: list[Label] = []
    for group in _neighbours(lines):
        found: list[Label] = []
        for index in group:
            block, following = blocks[index], [blocks[i] for i in group if i == index + 1]
            if index in bare:
                found.append(bare[index])
            elif block.kind == "table":
                found += table_labels(block, "文首表格")
            else:
                labelled = block_labels([block, *following], "文首字段")
                found += labelled[: len(line_labels(block.text, ""))]
        if any(label.field in STRONG for label in found):
            gone.update(group)
            labels += found
    return gone, labels


def _awaits_value(block: Block) -> bool:
    """发文机关： alone in its line, as definition lists have it."""
    labels = line_labels(block.text, "") if block.kind != "table" else []
    return len(labels) == 1 and not labels[0].value and plain(block.text).rstrip().endswith(":")


def _neighbours(indices: list[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for index in indices:
        if groups and index - groups[-1][-1] <= 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _noise_above(blocks: Sequence[Block], gone: set[int]) -> set[int]:
    """Names of site or column above the first label line, and words like 正文 around it."""
    first = min(gone, default=0)
    noise = set()
    for index, block in enumerate(blocks[: max(first, 6)]):
        text = block.text.strip()
        if index in gone or len(text) > 40 or block.kind == "table":
            continue
        if OWN_HEADING.match(plain(text)):
            continue
        is_prompt = is_prompt_line(text) and not VALUED.match(plain(text)) and not text.startswith(("附件", "第"))
        if is_prompt or (index < first and is_body_name(text)):
            noise.add(index)
    return noise
