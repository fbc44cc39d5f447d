"""Which files belong to which notice (附件): the list that a notice prints, and the names of the files dropped beside it. Pure."""

from __future__ import annotations

import functools
import os
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.wording import cue, plain, squeeze, title_key
from zhtext.numerals import parse_numeral

NUMBER = r"[一二三四五六七八九十\d]{1,3}"
FILE = cue(rf"^附\s*[件表录]\s*(?P<number>{NUMBER})?\s*[-—_:.、,()\s]*(?P<title>.*)$")
LIST = cue(rf"^\s*附\s*[件表]\s*(?P<number>{NUMBER})?\s*[:.、](?P<rest>.*)$")
YEAR_OR_WORD = r"(?!\d{1,3}(?!\d))"  # 1.2026年…表 is the first of a list, 1.5 is not
ITEM = re.compile(rf"(?:^|(?<=[\s;。]))(?P<number>\d{{1,2}})\s*[.、]{YEAR_OR_WORD}\s*")
MENTION = cue(rf"附\s*[件表]\s*(?P<number>{NUMBER})")
NEXT = re.compile(rf"^\s*(?P<number>\d{{1,2}})\s*[.、]{YEAR_OR_WORD}\s*(?P<title>.{{2,80}})$")
ASIDE = re.compile(r"^[（(][^（）()]*[)）]$")
LONGEST, LEAST_ALIKE = 120, 4
# Of 500 notices each title is asked for 500 times.
key_of = functools.lru_cache(maxsize=16384)(title_key)
EXTENSION = re.compile(r"\.(docx?|xlsx?|pdf|wps|et|pptx?|ofd|zip|csv|txt)$", re.I)


@dataclass(frozen=True)
class Annex:
    """One attachment as a notice lists it; the number is None where there is but one."""

    number: int | None
    title: str

    @property
    def label(self) -> str:
        """附件1：申报表, as the block of the page is called."""
        return f"附件{self.number or ''}：{self.title}" if self.title else f"附件{self.number or ''}"


@dataclass(frozen=True)
class Notice:
    """What matching asks of a document: its file's name, the annexes that it lists, the numbers that it mentions."""

    key: int
    file_name: str
    annexes: tuple[Annex, ...]
    mentioned: frozenset[int] = frozenset()


def find_annexes(text: str) -> tuple[Annex, ...]:
    """附件：1.申报表 2.汇总表, 附件1：申报表, and the lines that go on with 2. 3. …; each once, in order."""
    found: list[Annex] = []
    for line in text.split("\n"):
        words = plain(line).strip()
        match = LIST.match(words)
        if match and len(words) <= LONGEST * 3:
            found += _listed(_number(match["number"]), line.strip()[match.start("rest") :])
            continue
        going_on = NEXT.match(words) if found and found[-1].number is not None else None
        if going_on and int(going_on["number"]) == (found[-1].number or 0) + 1 and not words.endswith("。"):
            found += _titled(int(going_on["number"]), line.strip()[going_on.start("title") :])
    return tuple({(a.number, title_key(a.title)): a for a in found}.values())


def mentioned_numbers(text: str) -> frozenset[int]:
    """见附件1, 附件2: which numbers the text speaks of."""
    return frozenset(n for match in MENTION.finditer(plain(text)) if (n := _number(match["number"])))


def _listed(number: int | None, rest: str) -> list[Annex]:
    """What stands behind 附件： in one line: one title, or several with numbers."""
    words = plain(rest)
    marks = list(ITEM.finditer(words))
    if not marks:
        return _titled(number, rest)
    ends = [mark.start() for mark in marks[1:]] + [len(rest)]
    return [
        annex
        for mark, end in zip(marks, ends, strict=True)
        for annex in _titled(int(mark["number"]), rest[mark.end() : end])
    ]


def _titled(number: int | None, title: str) -> list[Annex]:
    title = EXTENSION.sub("", title.strip().rstrip("；;。，,、 ")).strip("《》 ")
    return [Annex(number, title)] if 1 < len(title) <= LONGEST else []


def _number(numeral: str | None) -> int | None:
    return parse_numeral(numeral) if numeral else None


def file_annex(name: str) -> Annex | None:
    """附件1：申报表.xlsx -> number and title; None for a file that is not named as an attachment."""
    stem = os.path.splitext(posixpath.basename(name))[0].strip()
    match = FILE.match(plain(stem))
    if match is None:
        return None
    behind = stem[match.end("number") if match["number"] else match.start("title") :].strip(" :：-—_.、")
    title = "" if ASIDE.match(behind) else stem[match.start("title") :].strip(" )）】》")
    number = _number(match["number"])
    return Annex(number, title) if number or title or match.end("number") < 0 else None


def match_annex(name: str, notices: Sequence[Notice]) -> tuple[Notice, Annex] | None:
    """The notice that lists this file, and as what: by its title, by its number, or as the only one there is.

    Notices in the same folder of an archive go first. None where no notice or more than one may be meant.
    """
    folder = posixpath.dirname(name)
    near = [notice for notice in notices if folder and posixpath.dirname(notice.file_name) == folder]
    for among in (near, notices):
        found = _by_title(name, among) or _by_number(name, among)
        if found is not None:
            return found
    return None


def _by_title(name: str, notices: Sequence[Notice]) -> tuple[Notice, Annex] | None:
    own = file_annex(name)
    stem = own.title if own and own.title else os.path.splitext(posixpath.basename(name))[0]
    key = squeeze(title_key(stem))
    exact = [(n, a) for n in notices for a in n.annexes if key_of(a.title) == key]
    if not exact and len(key) >= LEAST_ALIKE:
        exact = [(n, a) for n in notices for a in n.annexes if _holds(key_of(a.title), key)]
    if len(exact) > 1 and own and own.number:
        exact = [pair for pair in exact if pair[1].number == own.number]
    return exact[0] if len(exact) == 1 else None


def _holds(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= LEAST_ALIKE and short in long and len(short) * 2 >= len(long)


def _by_number(name: str, notices: Sequence[Notice]) -> tuple[Notice, Annex] | None:
    own = file_annex(name)
    if own is None:
        return None
    listed = [(n, a) for n in notices for a in n.annexes if own.number is not None and a.number == own.number]
    if len(listed) == 1 and (not own.title or len(notices) == 1):
        return listed[0]
    speaking = [n for n in notices if own.number in n.mentioned] if own.number else []
    if not listed and len(speaking) == 1:
        return speaking[0], own
    if len(notices) == 1:
        only = notices[0]
        alone = own.number is None and len(only.annexes) == 1
        return only, only.annexes[0] if alone else own
    return None
