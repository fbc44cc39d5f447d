"""The signature (落款): who signed and when, at the end of a notice or under a decree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.metadata.bodies import split_bodies
from ingest.metadata.dates import is_date_line, iso_date
from ingest.readers.source import Block
from ingest.wording import cue, plain
from zhtext.dates import find_dates

MAX_BODIES = 12
ANNEX = cue(r"^附\s*件?\s*[一二三四五六七八九十\d]*\s*[:：]?$")
SIGNATORY = cue(
    r"^(?P<post>(局|市|区|县|省|厅|校|院|部|主|署|州|镇|乡)\s*(长|任|席)|主\s*任|教育局局长|校\s*监)\s*[:：]?\s*(?P<name>[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,3})$"
)
APART = re.compile(r"[\s:：]")
PROXY = cue(r"^(?P<body>.{2,16}(局|署|处))(局|署|处)长\s*$")
BY_PROXY = cue(r"^\s*[(（]?(?P<name>[\u4e00-\u9fff]{2,4})\s*代行\s*[)）]?$")
PRINTED = cue(r"^(?P<body>.{3,40}?)\s*(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印发$")
BOTH = re.compile(
    r"^(?P<body>\D{3,40}?)[\s\u3000]{1,}(?P<date>[0-9一二三四五六七八九〇○零]{4}\s*年.{3,16}|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2})$"
)


@dataclass(frozen=True)
class SignOff:
    """Bodies in order, the date (ISO, month at least), blocks [start, end) that hold it, the signing person."""

    bodies: tuple[str, ...]
    date: str | None
    start: int
    end: int
    quote: str
    date_quote: str
    signatory: str = ""


def _bodies_above(blocks: Sequence[Block], index: int) -> tuple[list[str], int, str]:
    """(bodies, first block, signing person) of the lines right above a date."""
    bodies: list[str] = []
    signatory = ""
    first = index
    while first > 0 and index - first < MAX_BODIES:
        text = blocks[first - 1].text.strip()
        person = SIGNATORY.match(plain(text)) or BY_PROXY.match(plain(text))
        proxy = PROXY.match(plain(text))
        names = split_bodies(text) if blocks[first - 1].kind != "table" else []
        if person and names and not APART.search(text):  # 校长办公室 is an office, 校长 王会 a person
            person = None
        if person and not signatory and not bodies:
            signatory = re.sub(r"\s+", "", text[person.start("name") : person.end("name")])
        elif proxy and signatory:
            bodies = [re.sub(r"\s+", "", text[: proxy.end("body")]), *bodies]
        elif names:
            bodies = [*names, *bodies]
        else:
            break
        first -= 1
    return bodies, first, signatory


def find_sign_off(blocks: Sequence[Block], named: Sequence[str] = ()) -> SignOff | None:
    """The document's signature: of the bodies that its title names, else the last before its annexes, else the last.

    A forwarded notice or an annex behind it has a signature of its own. None where nobody signed."""
    signed = list(_sign_offs(blocks))
    own = [s for s in signed if any(_same_body(body, name) for body in s.bodies for name in named)]
    annex = next((i for i, b in enumerate(blocks) if ANNEX.match(plain(b.text.strip()))), len(blocks))
    return next(iter([*own, *(s for s in signed if s.end <= annex), *signed]), None)


def _same_body(one: str, other: str) -> bool:
    """省教育厅 is short for 浙江省教育厅."""
    return one.endswith(other) or other.endswith(one)


def _sign_offs(blocks: Sequence[Block]) -> Iterator[SignOff]:
    """Every date line under at least one name, the last first."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block.kind == "table" or len(block.text) > 80:
            continue
        text = block.text.strip()
        both = BOTH.match(plain(text))
        if both and split_bodies(text[: both.end("body")]) and is_date_line(text[both.start("date") :]):
            date = text[both.start("date") :]
            yield SignOff(tuple(split_bodies(text[: both.end("body")])), iso_date(date), index, index + 1, text, date)
            continue
        if not is_date_line(text):
            continue
        bodies, first, signatory = _bodies_above(blocks, index)
        if bodies or signatory:
            quote = " ".join(b.text.strip() for b in blocks[first : index + 1])
            yield SignOff(tuple(bodies), iso_date(text.strip("()（） ")), first, index + 1, quote, text, signatory)
            continue
        after = _body_below(blocks, index)
        if after:
            quote = f"{text} {blocks[index + 1].text.strip()}"
            yield SignOff(tuple(after), iso_date(text), index, index + 2, quote, text)


def _body_below(blocks: Sequence[Block], index: int) -> list[str]:
    """Some sign below the date; only at the very end."""
    if index + 2 == len(blocks):
        return split_bodies(blocks[index + 1].text)
    return []


def find_lone_name(blocks: Sequence[Block]) -> tuple[list[str], str]:
    """(bodies, quote) of a signature without a date: the last line, when it is nothing but a name."""
    for block in reversed(blocks[-3:]):
        names = split_bodies(block.text) if block.kind != "table" and len(block.text) <= 60 else []
        if names and (block.align == "right" or block is blocks[-1]):
            return names, block.text.strip()
    return [], ""


def find_printing_line(blocks: Sequence[Block]) -> tuple[str, str, str] | None:
    """(body, ISO date, quote) of the 印发 line at the foot: 广州市人民政府办公厅 2021年2月7日印发."""
    for block in reversed(blocks[-8:]):
        match = PRINTED.match(plain(block.text.strip()))
        if match:
            text = block.text.strip()
            body = re.sub(r"\s+", "", text[: match.end("body")])
            date = iso_date(text[match.start("date") : match.end("date")])
            if date and find_dates(text):
                return body, date, text
    return None
