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
# 主办单位： and 二、参加学校： head a list in the text, they address nobody.
NOT_ADDRESSED = cue(
    r"^\s*[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]"
    r"|(主办|承办|协办|牵头|责任|参加|参与|参赛|参会|支持|指导|配合|实施|组织|推荐|申报|获奖|试点|培训|授课|联系|所在|工作|主管|报送|填报)"
    r"(单位|部门|学校|机构|科室|中心|老师|教师|同志|家长)\s*[:：]$"
)
HOW = {"公开发布": "主动公开", "不公开": "不予公开"}


def is_address(text: str) -> bool:
    """Whether a line names those to whom a document goes: 各区教育局，各直属学校："""
    line = plain(text.strip())
    return len(line) <= 300 and bool(ADDRESS.search(line)) and not NOT_ADDRESSED.search(line)


def find_recipients(blocks: Sequence[Block]) -> tuple[Found | None, int | None]:
    """(主送机关 without its colon, its block)."""
    for index, block in enumerate(blocks[:8]):
        text = block.text.strip()
        if block.kind == "paragraph" and is_address(text):
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
