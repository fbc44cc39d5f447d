"""Characters of the other script (繁简混用): 學 in a simplified text, 学 in a traditional one. What is quoted may be so."""

from __future__ import annotations

import functools
import re
from itertools import groupby

from proofing.finding import Finding
from zhtext import scripts

QUOTED = re.compile(r"《[^《》\n]{1,120}》|“[^“”\n]{1,200}”|「[^「」\n]{1,200}」|『[^『』\n]{1,200}』|https?://\S+")
LEAST_NATIVE = 12  # fewer characters that tell the script say nothing about a text
MOST_FOREIGN = 0.4  # with more the text is of two scripts on purpose, or of neither
MOST_FINDINGS = 12
WHOLE_LINE = 4


@functools.cache
def _only() -> dict[scripts.Script, frozenset[str]]:
    hans, hant = scripts.markers()
    # 鍾, 祇, 囉 are in use on the mainland since 2013 and are names' own.
    return {"hans": hans, "hant": hant - frozenset("鍾喆淼昇堃琹甯頠昉")}


def find_mixed_scripts(text: str) -> list[Finding]:
    """One finding for each run of foreign characters, a whole line of them counting as one; at most twelve."""
    hans, hant = _only()["hans"], _only()["hant"]
    places = {
        "hans": [i for i, c in enumerate(text) if c in hans],
        "hant": [i for i, c in enumerate(text) if c in hant],
    }
    own: scripts.Script = "hant" if len(places["hant"]) > len(places["hans"]) else "hans"
    other: scripts.Script = "hans" if own == "hant" else "hant"
    foreign = places[other]
    if not foreign or len(places[own]) < LEAST_NATIVE or len(foreign) > MOST_FOREIGN * len(places[own]):
        return []
    quoted = [match.span() for match in QUOTED.finditer(text)]
    spots = [i for i in foreign if not any(start <= i < end for start, end in quoted)]
    return [
        _finding(text, start, end, own) for start, end in _runs(text, spots, _only()[own])[:MOST_FINDINGS]
    ]  # fmt: skip


def _runs(text: str, spots: list[int], native: frozenset[str]) -> list[tuple[int, int]]:
    """Neighbouring characters together; lines of the other script (an address, a translation) as one."""
    lines: dict[int, list[int]] = {}
    for spot in spots:
        lines.setdefault(text.rfind("\n", 0, spot) + 1, []).append(spot)
    runs = []
    for start, inside in lines.items():
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        if len(inside) >= WHOLE_LINE and native.isdisjoint(line):
            runs.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
            continue
        for _gap, group in groupby(enumerate(inside), lambda pair: pair[1] - pair[0]):
            together = [spot for _number, spot in group]
            runs.append((together[0], together[-1] + 1))
    return sorted(runs)


def _finding(text: str, start: int, end: int, own: scripts.Script) -> Finding:
    quote = text[start:end]
    if own == "hans":
        fix = scripts.convert(quote, "hans", "tw")
        message = f"“{quote}”是繁体字，全文是简体字"
        return Finding("mixed_script", "warning", message, quote, start, end, "body", fix if fix != quote else None)
    return Finding("mixed_script", "warning", f"“{quote}”是简体字，全文是繁体字", quote, start, end, "body")
