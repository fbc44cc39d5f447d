"""The tasks of a plan (任务): rows of its table of tasks, and paragraphs that end with who does it by when."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.source import Block
from ingest.wording import cue, plain
from zhtext.dates import find_dates

MOST = 100
GOAL = cue(
    r"^(重点)?(工作)?(任务|目标|项目|事项|内容|重点|要点)(名称|内容|分解)?$|^(主要|重点|年度)(任务|工作|目标|内容)$|^工作(任务|内容|事项|项目|目标)$"
)
MEASURE = cue(r"措施|举措|要求|内容|做法|方式")
UNIT = cue(r"(责任|牵头|负责|承办|落实|主责)(单位|部门|科室|处室|人|股室)|^责任$")
DUE = cue(r"(完成|时间|办理|推进)?(时限|时间|节点|期限|安排|进度)|完成日期|月份")
BEHIND = cue(
    r"[(（](?P<said>[^()（）]*(?:责任|牵头|负责)(?:单位|部门|科室|处室|人)\s*[:：][^()（）]+)[)）]\s*[。；;]?$"
)
UNIT_SAID = cue(r"(?:责任|牵头|负责)(?:单位|部门|科室|处室|人)\s*[:：]\s*(?P<value>[^;；,，。]+)")
DUE_SAID = cue(r"(?:完成)?(?:时限|时间|期限)\s*[:：]\s*(?P<value>[^;；。]+)")
NUMBER = cue(r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、.．])\s*")
MONTH = cue(r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|[1-9])月(?:(?P<end>底)|(?P<tenth>[上中下])旬)?(?:前|之前|完成)?$")
LAST_DAY = {"上": 10, "中": 20}


@dataclass(frozen=True)
class Task:
    """`goal` as printed without its number; `due_on` is the last day of a month or a third of one where that is said."""

    goal: str
    measure: str = ""
    unit: str = ""
    due_on: datetime.date | None = None


def find_tasks(blocks: Sequence[Block], year: int | None) -> list[Task]:
    """Tasks in reading order, at most MOST; `year` is the plan's, for 6月底 without one."""
    found: list[Task] = []
    for block in blocks:
        found += _of_table(block, year) if block.kind == "table" else _of_paragraph(block, year)
    return found[:MOST]


def _of_table(block: Block, year: int | None) -> list[Task]:
    """The rows of a table whose head names tasks and who is responsible for them."""
    if not block.rows or any(cell.colspan > 1 or cell.rowspan > 1 for row in block.rows for cell in row):
        return []
    head = [re.sub(r"\s+", "", plain(cell.text)) for cell in block.rows[0]]
    goal, unit = _column(head, GOAL), _column(head, UNIT)
    if goal is None or unit is None:
        return []
    due = _column(head, DUE)
    measure = next((n for n, name in enumerate(head) if MEASURE.search(name) and n not in (goal, unit, due)), None)
    tasks = []
    for row in block.rows[1:]:
        cells = [" ".join(cell.text.split()) for cell in row]
        if len(cells) == len(head) and cells[goal]:
            words = [cells[n] if n is not None else "" for n in (measure, unit, due)]
            tasks.append(Task(_bare(cells[goal]), words[0], words[1], due_date(words[2], year)))
    return tasks


def _column(head: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((n for n, name in enumerate(head) if pattern.search(name)), None)


def _of_paragraph(block: Block, year: int | None) -> list[Task]:
    text = block.text.strip()
    said = BEHIND.search(plain(text))
    if said is None:
        return []
    behind = text[said.start("said") : said.end("said")]
    unit, due = UNIT_SAID.search(plain(behind)), DUE_SAID.search(plain(behind))
    sentences = _bare(text[: said.start()]).split("。", 1)
    return [
        Task(
            sentences[0].strip(),
            sentences[1].strip() if len(sentences) > 1 else "",
            behind[unit.start("value") : unit.end("value")].strip() if unit else "",
            due_date(behind[due.start("value") : due.end("value")], year) if due else None,
        )
    ]


def _bare(text: str) -> str:
    number = NUMBER.match(plain(text))
    return text[number.end() :].strip() if number else text.strip()


def due_date(text: str, year: int | None) -> datetime.date | None:
    """2026年6月30日前, 6月底前, 9月中旬; None for what names no one day or month (全年, 长期, 3—5月)."""
    line = re.sub(r"\s+", "", plain(text)).strip("。；;")
    mentions = [m for m in find_dates(line) if m.month]
    if len(mentions) == 1 and mentions[0].day:
        return datetime.date(mentions[0].year, mentions[0].month or 1, mentions[0].day)
    match = MONTH.match(line)
    named = int(match["year"]) if match and match["year"] else year
    if match is None or named is None:
        return None
    month = int(match["month"])
    last = calendar.monthrange(named, month)[1]
    return datetime.date(named, month, LAST_DAY.get(match["tenth"] or "", last))
