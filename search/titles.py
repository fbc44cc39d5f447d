"""How a title (标题) is found by whoever knows it: as it stands without its punctuation, and without its frame.

The frame is what a notice says around the name that people know it by: 某局关于印发《某办法》的通知 is looked for as 某办法,
as 关于印发某办法的通知 and as it stands. Titles and queries are cut alike, in folded text.
"""

from __future__ import annotations

import re

from zhtext.folding import fold

TITLE = "title_key"  # the column

# Shorter, and a name is a word: 关于印发《通讯录》的通知.
SHORTEST_NAME = 6
# A longer query is no title; Taiwan's longest law has 84 characters.
LONGEST_TITLE = 160
# A plus sign and a hash belong to names: C++, C#, 3+X.
_SIGNS = re.compile(r"(?:[^\w+#]|_)+")
_GENRES = "通知|公告|通告|决定|意见|函|批复|请示|报告|说明|办法|方案"
_HANDED_ON = "印发|转发|发布|公布|颁布|下发|批转|实施|施行|修订|修改|废止"
# Folding makes <> of 《》 and () of （）.
_FROM_ABOUT = re.compile(r"^[^<]{0,60}?(关于.+)$", re.DOTALL)
_HANDED_ON_WITH_MARKS = re.compile(rf"关于(?:{_HANDED_ON})[^<]{{0,30}}<(.+)>[^<>]{{0,20}}(?:{_GENRES})$", re.DOTALL)
_HANDED_ON_WITHOUT = re.compile(rf"关于(?:{_HANDED_ON})(.+)的(?:{_GENRES})$", re.DOTALL)
_NOTE_AT_THE_END = re.compile(r"\([^()]{1,20}\)$")


def title_keys(title: str) -> tuple[str, ...]:
    """The keys of a title, whole title first, marked as such (=); none for a title of signs alone."""
    folded = fold(title).strip()
    if not (whole := _bare(folded)) or len(folded) > 4 * LONGEST_TITLE:
        return ()
    names = [whole, *(name for form in _forms(folded) if len(name := _bare(form)) >= SHORTEST_NAME)]
    return ("=" + whole, *dict.fromkeys(names))


def asked_keys(query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the key of the title that a query is, the keys of what it may be without its frame): none where it is too long."""
    keys = title_keys(query) if len(query) <= LONGEST_TITLE else ()
    return keys[:1], tuple(key for key in keys[1:] if len(key) >= SHORTEST_NAME)


def _forms(folded: str) -> list[str]:
    """The title without the body before 关于, the name that a notice hands on, and each without its （试行）."""
    found = [folded]
    if about := _FROM_ABOUT.match(folded):
        found.append(about[1])
        if name := _HANDED_ON_WITH_MARKS.search(about[1]) or _HANDED_ON_WITHOUT.search(about[1]):
            found.append(name[1])
    return [*found, *(cut for form in found if (cut := _NOTE_AT_THE_END.sub("", form.rstrip(">"))) != form)]


def _bare(folded: str) -> str:
    return _SIGNS.sub("", folded)
