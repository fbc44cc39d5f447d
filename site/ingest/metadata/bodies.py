"""What the name of an issuing body (发文机关) looks like."""

from __future__ import annotations

import re

from ingest.wording import cue, plain

SUFFIX = cue(
    r"(政府|委员会|办公厅|办公室|厅|局|部|委|署|院|处|科|室|中心|学校|大学|中学|小学|幼儿园|党组|党委|党总支|党支部|总支|支部|工会|妇联|协会|学会"
    r"|基金会|联合会|联席会议|联盟|馆|站|所|集团|公司|银行|小组|指挥部|总队|支队|大队|公署|司|股|[^承主举协开兴合创督申经]办|(秘书|教研|工作|专家|课题|调研|督导|检查|年级|学科|备课)组|团|专班|工作室|共同体|联合体|政协|人大|人大常委会|本部|总会|分会|校|园|社|会)$"
)
NOT_NAME = cue(
    r"[,，。；;：:！!？?《》“”、—]|^(附件|附|抄送|主送|各|以上|联系|特此|此致|第.{1,3}[章节条款项]|本|该|[一二三四五六七八九十]是|关于)|(的|了|在|是|和|与|及|对|向|为|有关单位|有关部门|相关部门)$"
)
VAGUE = cue(r"(相关|有关|各|上级|主管)(部门|单位|机构|机关)$|^(本站|本网|网络|互联网|未知|佚名|管理员|无|不详)$")
GAP = re.compile(r"\s{2,}|[\t\u3000]+|、")
JOINT = re.compile(r"\s+|、")


def is_body_name(text: str) -> bool:
    """Whether the text is nothing but the name of one body."""
    name = plain(text).strip()
    compact = re.sub(r"\s+", "", name)
    return 3 <= len(compact) <= 40 and bool(SUFFIX.search(compact)) and not NOT_NAME.search(compact)


def is_vague(text: str) -> bool:
    """A value that names nobody: 相关部门, 本站, 无."""
    return bool(VAGUE.search(re.sub(r"\s+", "", plain(text))))


def split_bodies(text: str) -> list[str]:
    """The bodies that a line names, [] where any part is no name: 市民政局　　市财政局 -> two."""
    text = text.strip()
    for gap in (GAP, JOINT):
        parts = [re.sub(r"\s+", "", part) for part in gap.split(text) if part.strip()]
        if len(parts) > 1 and all(is_body_name(part) for part in parts):
            return parts
    compact = re.sub(r"\s+", "", text)
    return [compact] if is_body_name(compact) else []
