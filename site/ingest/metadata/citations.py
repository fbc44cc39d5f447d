"""Documents that the text cites (引用文件): 《title》 with the number that follows, each once, its own title apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.wording import cue, plain, title_key
from zhtext import document_numbers

QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》){2,120})》")
NUMBER_AFTER = re.compile(r"[（(]([^（）()]{4,40})[)）]")
GENRE = cue(
    r"(计划|方案|规划|要点|意见|办法|规定|条例|法|细则|规则|规程|通知|通告|公告|决定|标准|指南|指引|纲要|规范|目录|清单|制度|章程|措施|报告|决议|批复|函|令|解释"
    r"|准则|守则|大纲|公约|宣言|协议|框架|政策|安排|行动|草案|讲话|汇编|概览|宪法|法典|通则|须知|工程|若干问题|总则|分工|一览表)([(（][^)）]*[)）]|[0-9.()（）年版修订试行]*)*$"
)
SHORT_NAME = cue(r"(简称|统称|称为|以下称)[“\"]?$")
FILE_NAME = re.compile(r"\.(docx?|pdf|wps|xlsx?|txt|pptx?)$", re.I)


@dataclass(frozen=True)
class Citation:
    title: str
    document_number: str | None


def find_citations(text: str, own_titles: list[str]) -> list[Citation]:
    """Cited documents in reading order; books, songs and films, whose titles name no kind of document, are left out."""
    own = {title_key(title) for title in own_titles if title}
    short: set[str] = set()
    found: dict[str, Citation] = {}
    for match in QUOTED.finditer(text):
        title = (
            re.sub(r"\s+", "", match.group(1))
            if re.search(r"[\u3400-\u9fff]\s", match.group(1))
            else match.group(1).strip()
        )
        number = _number_after(text, match.end())
        key = title_key(title)
        if SHORT_NAME.search(plain(text[max(match.start() - 8, 0) : match.start()])):
            short.add(key)
        if key in own or key in short or FILE_NAME.search(title) or not (GENRE.search(plain(title)) or number):
            continue
        if key not in found or (number and not found[key].document_number):
            found[key] = Citation(title, number)
    return list(found.values())


def _number_after(text: str, at: int) -> str | None:
    match = NUMBER_AFTER.match(text, at)
    if not match:
        return None
    numbers = document_numbers.find(match.group(1))
    return numbers[0][2].printed if numbers else None
