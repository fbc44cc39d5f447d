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
STAMPED = cue(r"\s*[(（]\s*(盖章|公章|印章?|章|代章)\s*[)）]$")
FRAMED = cue(r"^[(（].*[)）]$|^(抄送|抄报|主题词|分送|附\s*件|报|送)\s*[:：]|印发?$|^连附件$")
MOST_CELLS = 24
APART = re.compile(r"[\s:：]")
PROXY = cue(
    r"^(?P<body>.{2,16}(?:(?:局|署|处)(?=[局署处]长)|(?:学校|小学|中学|书院|学院|幼稚园|幼儿园)(?=[校园]长)))[局署处校园]长\s*$"
)
BY_PROXY = cue(r"^\s*[(（]?(?P<name>[\u4e00-\u9fff]{2,4}?)\s*(博士|女士|先生|太平绅士)?\s*(代行|谨启|谨上)\s*[)）]?$")
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
        if blocks[first - 1].kind == "image":  # a seal
            first -= 1
            continue
        text = _unstamped(blocks[first - 1].text)
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


def _unstamped(text: str) -> str:
    """A body's name without （盖章） behind it."""
    stamp = STAMPED.search(plain(text.strip()))
    return text.strip()[: stamp.start()] if stamp else text.strip()


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
        if block.kind == "table":
            signed = _signed_table(block, index)
            yield from [signed] if signed else []
            continue
        if len(block.text) > 80:
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


def _signed_table(block: Block, index: int) -> SignOff | None:
    """A table of nothing but the names of bodies and one day, in which several sign side by side."""
    texts = [line.strip() for row in block.rows for cell in row for line in cell.text.split("\n") if line.strip()]
    days = [text for text in texts if is_date_line(text)]
    names = [split_bodies(_unstamped(text)) for text in texts if text not in days]
    if len(texts) > MOST_CELLS or len(set(days)) != 1 or not names or not all(names):
        return None
    bodies = tuple(dict.fromkeys(name for line in names for name in line))
    return SignOff(bodies, iso_date(days[0]), index, index + 1, " ".join(texts), days[0])


def find_lone_date(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """(ISO date, quote) of the day under a text whose signature is a picture or missing: the last line, copies and remarks apart."""
    end = next((i for i, b in enumerate(blocks) if i > 2 and ANNEX.match(plain(b.text.strip()))), len(blocks))
    for block in reversed(blocks[3:end]):
        text = block.text.strip()
        if block.kind == "image" or not text or FRAMED.search(plain(text)):
            continue
        date = iso_date(text) if block.kind == "paragraph" and is_date_line(text) else None
        return (date, text) if date else None
    return None


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
