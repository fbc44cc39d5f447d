"""Spots that cannot be known (损坏处): bytes lost in conversion. They are reported and left as they are, never guessed."""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
SPOT = re.compile(
    "\ufffd+"
    r"|(?:锟斤拷|烫烫烫|屯屯屯)+"
    rf"|(?<=[{HAN}])[?？][！!]?[a-z{TONED}]{{0,6}}[(（](?=[{HAN}])"  # 学?！h(区): a character and its reading cut in two
    rf"|[?？][a-z]*[{TONED}][a-z{TONED}]*[ ]?[)）]"  # ?jì): the end of a reading
    r"|[?？][。.][（(]?[ㄅ-ㄩ][^\s，。]{0,4}[?？]?"  # ?。ㄒ唬?: （一） read in a wrong encoding
    rf"|(?:(?<=[{HAN}，、。；：0-9])|(?<=^))(?<![吗呢么吧啊嗎麼])[?？]{{2,}}(?=[{HAN}])"  # 培训??中心: characters that no charset had
    rf"|[{PRIVATE}]+"
    r"|(?:[ÃÂâåäæçèéï][\u0080-\u00bf]){2,}"  # UTF-8 read as Latin-1
)
BULLET = re.compile(rf"(?:^|[\t\n\u3000]|[ ]{{2}})[ ]*([\uf000-\uf0ff])(?=\s*\S)(?![{PRIVATE}])")


def find_damage(text: str) -> list[tuple[int, str]]:
    """[(offset in code points, damaged text)] in reading order; a Symbol-font sign before an item is its bullet, no damage."""
    bullets = {m.start(1) for m in BULLET.finditer(text)}
    return [(m.start(), m.group()) for m in SPOT.finditer(text) if m.start() not in bullets or len(m.group()) > 1]
