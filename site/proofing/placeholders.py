"""Places left to be filled in (占位符): xx年, XX市, 20__年, ×××学校."""

from __future__ import annotations

import re

from proofing.finding import Finding

PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])(?:19|20)?(?:[xX×ＸｘＸ✕╳]{2,4}|[_＿]{2,8})(?=\s?[年月日市县縣区區省镇鎮乡鄉村校局厅廳院所部处處科室园園班级級人号號期届屆第个個名街路镇同老主小中大高幼学學公单單])"
    r"|[XxＸ×]{3,8}(?![A-Za-z0-9])(?<![A-Za-z0-9]{9})|(?:某某|○○|〇〇)(?=[市县区省镇校局年月])"
)
WORD = re.compile(r"[A-Za-z0-9]")


def find_placeholders(text: str) -> list[Finding]:
    """One finding for each spot; the sign with the word it stands for (XX市) is quoted."""
    found = []
    for match in PLACEHOLDER.finditer(text):
        if match.start() and WORD.match(text[match.start() - 1]):
            continue
        end = min(match.end() + 1, len(text))
        quote = text[match.start() : end].strip()
        found.append(
            Finding(
                "placeholder",
                "error",
                f"“{quote}”还没有填上实际内容",
                quote,
                match.start(),
                match.start() + len(quote),
                "body",
            )
        )
    return found
