"""Anchors of headings: 二、 → s2, its （三） → s2-3, below that 4. → s2-3-4; stable as long as the numbering is."""

from collections.abc import Iterable, Sequence

from zhtext.numerals import parse_numeral

_BRACKETS = str.maketrans("", "", "（）()、.．　 第章节条")


def number_of(number_text: str) -> int | None:
    """The value of a printed heading number: 二、 → 2, （十一） → 11, 3. → 3; None where there is none."""
    digits = number_text.translate(_BRACKETS)
    return parse_numeral(digits) if digits else None


def anchors_for(headings: Sequence[tuple[str, int]], taken: Iterable[str] = ()) -> list[str]:
    """An anchor for each heading (number_text, level), unique among themselves and `taken`."""
    used = set(taken)
    path: dict[int, int] = {}
    result = []
    for number_text, level in headings:
        path = {at: value for at, value in path.items() if at < level}
        path[level] = number_of(number_text) or (_last_at(result, level) + 1)
        base = "s" + "-".join(str(path[at]) for at in sorted(path))
        anchor, copy = base, 1
        while anchor in used:
            copy += 1
            anchor = f"{base}-{chr(96 + copy)}" if copy < 27 else f"{base}-{copy}"
        used.add(anchor)
        result.append(anchor)
    return result


def _last_at(anchors: Sequence[str], level: int) -> int:
    """How many headings came before an unnumbered one: gives it a number that no numbered neighbour is likely to have."""
    return 100 + len(anchors) + level
