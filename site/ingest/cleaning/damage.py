"""Spots that cannot be known (损坏处): bytes lost in conversion. They are reported and left as they are, never guessed."""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
SPOT = re.compile(
    "\ufffd+"
    r"|(?:锟斤拷|烫烫烫|屯屯屯)+"
    rf"|(?<=[{HAN}])[?？][！!]?[a-z{TONED}]{{0,6}}[(（](?=[{HAN}])"  # 学?！h(区): a character and its reading cut in two
    rf"|[?？][a-z]*[{TONED}][a-z{TONED}]*[ ]?[)）]"  # ?jì): the end of a reading
    r"|[?？][。.][（(]?[ㄅ-ㄩ][^\s，。]{0,4}[?？]?"  # ?。ㄒ唬?: （一） read in a wrong encoding
    "|[\ue000-\uf8ff]+"
)


def find_damage(text: str) -> list[tuple[int, str]]:
    """[(offset in code points, damaged text)] in reading order."""
    return [(m.start(), m.group()) for m in SPOT.finditer(text)]
