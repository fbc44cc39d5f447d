"""Anchors of headings: 二、 → s2, its （三） → s2-3, below that 4. → s2-3-4; stable as long as the numbering is."""

from collections.abc import Iterable, Sequence
from typing import Any

from zhtext.numerals import parse_numeral

_BRACKETS = str.maketrans("", "", "（）()、.．　 第章节条")


def number_of(number_text: str) -> int | None:
    """The value of a printed heading number: 二、 → 2, （十一） → 11, 3. → 3; None where there is none."""
    digits = number_text.translate(_BRACKETS)
    return parse_numeral(digits) if digits else None


def anchors_for(headings: Sequence[tuple[str, int]]) -> list[str]:
    """An anchor for each heading (number_text, level), none twice; headings without a number are counted as u1, u2, …"""
    path: dict[int, str] = {}
    result: list[str] = []
    for number_text, level in headings:
        path = {at: part for at, part in path.items() if at < level}
        number = number_of(number_text)
        path[level] = str(number) if number is not None else f"u{1 + sum('u' in anchor for anchor in result)}"
        base = "s" + "-".join(path[at] for at in sorted(path))
        anchor, copy = base, 1
        while anchor in result:
            copy += 1
            anchor = f"{base}-again-{copy}"
        result.append(anchor)
    return result


def fill_anchors(body: Iterable[Any]) -> None:
    """Give every heading block of a body an anchor where it has none; those it has are never changed."""
    headings = [block.value for block in body if block.block_type == "heading"]
    if all(heading.get("anchor") for heading in headings):
        return
    made = anchors_for([(heading.get("number_text") or "", int(heading["level"] or 1)) for heading in headings])
    taken = {heading["anchor"] for heading in headings if heading.get("anchor")}
    for heading, anchor in zip(headings, made, strict=True):
        if heading.get("anchor"):
            continue
        free, copy = anchor, 1
        while free in taken:
            copy += 1
            free = f"{anchor}-again-{copy}"
        heading["anchor"] = free
        taken.add(free)
