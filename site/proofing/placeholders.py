"""Places left to be filled in (占位符): xx年, 202X年, XX市, 20__年, ×××学校, 某某局, 时间待定, 单击此处添加标题."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofing.finding import Finding, Level

PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])(?:19|20)?(?:[xX×ＸｘＸ✕╳]{2,4}|[_＿]{2,8})(?=\s?[年月日市县縣区區省镇鎮乡鄉村校局厅廳院所部处處科室园園班级級人号號期届屆第个個名街路镇同老主小中大高幼学學公单單])"
    r"|[XxＸ×]{3,8}(?![A-Za-z0-9])(?<![A-Za-z0-9]{9})|(?:某某|○○|〇〇)(?=[市县区省镇校局年月])"
    r"|(?<![A-Za-z0-9])(?:19|20)\d[xX×ＸｘＸ](?=\s?[年学學])"
    r"|(?:19|20)(?:[*＊□]{2}|[○◯]{2})(?=\s?年)|[*＊]{2,4}(?=[市县縣区區省镇鎮校局年月])"
    r"|(?<![A-Za-z])(?:YYYY|yyyy)(?=[年\-/.])|(?<![A-Za-z])MM(?=月)|(?<![A-Za-z])(?:DD|dd)(?=日)"
)
# 李某某 is a name withheld; 某某 at a word's start stands for one that is missing.
SOMEBODY = re.compile(
    r"(?:(?<![\u3400-\u9fff])|(?<=[由在为為是和与與及对對向从從到经經请請的]))某某(?=同志|老师|老師|学校|學校|小学|小學|中学|中學|单位|單位|公司|部门|部門|教育)"
)
# 时间待定, （待定）, 联系人：待补充; 有待完善 and 尚待确认 are prose.
LATER = re.compile(
    r"(?:(?<=[（(【\[：:\s])|(?<=^)|(?<=时间)|(?<=時間)|(?<=地点)|(?<=地點)|(?<=人员)|(?<=人員)|(?<=名单)|(?<=名單)|(?<=文号)|(?<=标题)|(?<=金额)|(?<=日期))"
    r"(?:暂|暫)?待(?:定|补充?|補充?|填写?|填寫?|完善|确认|確認|核实|核實|更新)(?=[）)】\]。，,；;、\s]|$)",
    re.M,
)
PROMPT = re.compile(
    r"(?:[单點点單][击擊]|请)?在?此[处處](?:添加|键入|输入|插入|编辑|填写)[^\s，。]{0,8}|(?:单击|点击|双击)此处[^\s，。]{0,10}|\[(?:此处|请)[^\[\]\n]{1,20}\]"
    r"|[【<＜](?:单位|学校|部门|姓名|标题|日期|文号|发文机关)(?:名称|全称)?[】>＞]|[Ll]orem ipsum|\bTBD\b|\bTODO\b|#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!)"
)
WORD = re.compile(r"[A-Za-z0-9]")


def find_placeholders(text: str) -> list[Finding]:
    """One finding for each spot; the sign with the word it stands for (XX市) is quoted."""
    found = list(_signs(text))
    taken = {i for finding in found for i in range(finding.start or 0, finding.end or 0)}
    for pattern, level in ((SOMEBODY, "error"), (LATER, "warning"), (PROMPT, "error")):
        for match in pattern.finditer(text):
            end = match.end() + 2 * (pattern is SOMEBODY)
            if taken.isdisjoint(range(match.start(), end)):
                found.append(_finding(text, match.start(), end, level))  # type: ignore[arg-type]
                taken.update(range(match.start(), end))
    return sorted(found, key=lambda finding: finding.start or 0)


def _signs(text: str) -> Iterator[Finding]:
    for match in PLACEHOLDER.finditer(text):
        if match.start() and WORD.match(text[match.start() - 1]):
            continue
        quote = text[match.start() : min(match.end() + 1, len(text))].strip()
        yield _finding(text, match.start(), match.start() + len(quote), "error")


def _finding(text: str, start: int, end: int, level: Level) -> Finding:
    quote = text[start:end]
    return Finding("placeholder", level, f"“{quote}”还没有填上实际内容", quote, start, end, "body")
