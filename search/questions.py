"""Words that only ask (疑问词): left out of long questions, in which they say nothing of what is looked for."""

from __future__ import annotations

import re

from search.backends import text
from zhtext.folding import fold

# 何时, 多少 and 谁 are words of rules as well (何时缴费, 谁主张谁举证) and stay; so does 吧, which is in 网吧.
WORDS = """
请问一下 请问 想问一下 想问 问一下 想咨询一下 想咨询 咨询一下 想了解一下 想了解 想知道 我想 麻烦问
怎么样 怎么办 怎么做 怎么回事 怎样才能 怎样 怎么 怎 如何才能 如何 该如何 应如何 为什么 为何
有哪些 有什么 是什么 是哪些 什么样的 什么样 什么是 什么 哪些 哪个 哪种 哪里 哪儿
是不是 能不能 可不可以 可否 能否 是否 有没有 会不会 要不要 算不算 行不行 对不对
谢谢 您好 你好 大家好 应该 吗 呢 呀 啊
"""
# The longest first; 吗啡 is no question.
_PATTERN = re.compile(f"(?:{'|'.join(sorted(map(fold, WORDS.split()), key=len, reverse=True))})(?!啡)")
# Fewer characters left, and what was left out is what was meant (什么是什么).
LEAST = 2


def without_question_words(question: str) -> str:
    """A question without the words that only ask; the question itself where hardly anything would be left."""
    folded = fold(question)
    if not _PATTERN.search(folded):
        return question
    pieces = [piece.strip() for piece in _PATTERN.split(folded)]
    rest = " ".join(piece for piece in pieces if piece)
    return rest if len(text.query_tokens(rest)) >= LEAST else question
