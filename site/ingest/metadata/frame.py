"""The frame of an official document: 主送 above the text; 抄送, 公开方式 and notes below the signature."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.metadata.evidence import Found
from ingest.metadata.kind import ADDRESS
from ingest.readers.source import Block
from ingest.wording import cue, plain

COPIES = cue(r"^\s*抄\s*[送报]\s*[:：]\s*")
DISCLOSURE = cue(
    r"^[(（]?\s*(此件|公开(方式|属性|形式)\s*[:：])?\s*(?P<how>主动公开|依申请公开|不予公开|公开发布|不公开)\s*[)）]?[。]?$"
)
HOW = {"公开发布": "主动公开", "不公开": "不予公开"}


def find_recipients(blocks: Sequence[Block]) -> tuple[Found | None, int | None]:
    """(主送机关 without its colon, its block)."""
    for index, block in enumerate(blocks[:8]):
        text = block.text.strip()
        if block.kind == "paragraph" and len(text) <= 300 and ADDRESS.search(plain(text)):
            return Found(text.rstrip("：: "), "主送机关", text, 0.9), index
        if len(text) > 120:
            break
    return None, None


def find_copies(blocks: Sequence[Block]) -> Found | None:
    for block in blocks[-8:]:
        match = COPIES.match(plain(block.text)) if block.kind == "paragraph" else None
        if match:
            return Found(block.text[match.end() :].strip().rstrip("。"), "版记", block.text.strip(), 0.9)
    return None


def find_disclosure(blocks: Sequence[Block]) -> Found | None:
    """主动公开, 依申请公开 or 不予公开."""
    for block in blocks[-10:]:
        text = block.text.strip()
        match = DISCLOSURE.match(plain(text)) if len(text) <= 30 else None
        if match:
            how = text[match.start("how") : match.end("how")]
            return Found(HOW.get(how, how), "文末", text, 0.9)
    return None
