"""Copies with machine-swapped words (伪原创): 管理 -> 治理, 基础 -> 根底. Points by words seen; nothing is rewritten.

Measured on 11 spun and 1,396 genuine texts: 0 false alarms, 2 of 5 unseen spun texts found. Simplified text only.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import NamedTuple

from proofing.finding import Finding

DATA = Path(__file__).parent / "data" / "spun_words.tsv"
LEAST_POINTS = 2.0
LEAST_PER_THOUSAND = 1.0
POINTS_A_WORD = 2
HAN = re.compile(r"[\u4e00-\u9fff]")


class Swap(NamedTuple):
    """`original` became `spun`; seen in `context`, or `anywhere` where good Chinese hardly ever has the word."""

    original: str
    spun: str
    context: str
    anywhere: bool


@functools.cache
def swaps() -> tuple[Swap, ...]:
    lines = DATA.read_text(encoding="utf-8").splitlines()
    return tuple(Swap(o, s, c, flag == "yes") for o, s, c, flag in (line.split("\t") for line in lines if line))


def find_spun_copy(text: str) -> list[Finding]:
    """One finding for the document where its swapped words weigh enough; the message lists them with their originals."""
    characters = len(HAN.findall(text))
    if not characters:
        return []
    anywhere = {swap.spun: swap.original for swap in swaps() if swap.anywhere}
    counts = {word: text.count(word) for word in anywhere}
    points = float(sum(min(count, POINTS_A_WORD) for count in counts.values()))
    seen = [(swap.context, swap) for swap in swaps() if not swap.anywhere and swap.context in text]
    points += len({context for context, _swap in seen})
    if points < LEAST_POINTS or points * 1000 / characters < LEAST_PER_THOUSAND:
        return []
    pairs = {word: anywhere[word] for word, count in counts.items() if count}
    pairs |= {swap.spun: swap.original for _context, swap in seen}
    words = "、".join(f"{spun}（原应为{original}）" for spun, original in list(pairs.items())[:12])
    first = min(text.find(word) for word in pairs if word in text)
    quote = next(word for word in pairs if text.startswith(word, first))
    message = f"像是被软件换过近义词的文章，请找原文核对：{words}"
    return [Finding("spun_copy", "warning", message, quote, first, first + len(quote), "body")]
