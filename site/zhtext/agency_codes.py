"""Where the agency of a document number begins (机关代字) when the sentence before it runs straight into it.

根据临教体发〔2022〕5号 and 临淄区教育和体育局临教体发〔2022〕5号 both name 临教体发: nothing but words tells.
"""

import re

from zhtext.folding import fold

LONGEST = 24
# Words that lead to a number, or end the title that stands before it; none of them is part of an agency code.
_LEADING_WORDS = (
    "根据 按照 依据 依照 遵照 参照 印发 转发 下发 印送 执行 实施 废止 代替 替代 修改 修订 贯彻 落实 发布 公布 颁布 施行 详见 "
    "参见 参阅 请阅 号和 号与 号及 文号 字号 编号 文件 通知 意见 办法 决定 方案 规定 条例 细则 公告 批复 纲要 规划 计划 制度 标准 关于 以及 "
    "取代 引用 的 及 由"
)
_LEADING = re.compile("|".join(sorted(map(fold, _LEADING_WORDS.split()), key=len, reverse=True)))
_FIRST_CHARACTERS = frozenset(fold("依奉悉日号原见以据按将对在从经了是为即指"))
# A body's name in full before its code; 局 and 厅 are in codes too, so a code of two characters must be left after it.
_BODIES = re.compile(
    fold("委员会|人民政府|国务院|教育部|财政部|办公厅|办公室|总局|局|教育厅|中心|学校|学院|大学|协会|小组")
)
_SHORTEST_BODY = {"国务院": 3, "教育部": 3, "财政部": 3}


def run_start(folded: str, end: int) -> int:
    """Where the unbroken Han text that ends at ``end`` begins, at most 24 characters before."""
    start = end
    while start > 0 and end - start < LONGEST and _is_han(folded[start - 1]):
        start -= 1
    return start


def body_start(folded: str, end: int) -> int:
    """Where the name of a body that ends at ``end`` begins: behind the words that lead to it."""
    start = run_start(folded, end)
    for match in _LEADING.finditer(folded, start, end):
        # One character left is no code (规划字 is one); none left, and what stands before the number is no code either.
        if end - match.end() != 1:
            start = match.end()
    while end - start > 2 and folded[start] in _FIRST_CHARACTERS:
        start += 1
    return start


def agency_start(folded: str, end: int) -> int:
    """Where the agency code that ends at ``end`` begins: behind leading words and behind a body's full name."""
    start = body_start(folded, end)
    behind = start
    for match in _BODIES.finditer(folded, start, end):
        if end - match.end() >= 2 and match.end() - start >= _SHORTEST_BODY.get(match[0], 5):
            behind = match.end()
    return behind


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000" or character == "〇"
