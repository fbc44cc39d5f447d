"""The title as it is printed at the head of a text (版头、标题): which lines could be one, which belong together, what frames them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.metadata.bodies import is_body_name, split_bodies
from ingest.metadata.dates import is_date_line
from ingest.metadata.frame import is_address
from ingest.metadata.labels import starts_with_label
from ingest.metadata.signoff import ANNEX
from ingest.readers.source import Block
from ingest.wording import HAN, cue, ends_sentence, plain, squeeze, title_key
from zhtext import document_numbers

GENRE_END = cue(
    r"(通知|公告|通告|公示|通报|意见|决定|批复|函|办法|规定|条例|细则|规则|方案|计划|规划|要点|总结|报告|令|纪要|公报|指南|标准|措施|请示|解读|回顾|案例|纲要|安排|行事历"
    r"|思路|选编|汇编|简章|须知|倡议书|慰问信|一封信|答复|章程|规范|制度|预案|指引|准则|声明)([(（].{1,20}[)）])?$"
)
# An item, an article, who signs, a remark in brackets: parts of a text, and nothing that a site writes above one.
PART = cue(
    r"^[◇◆●○■□★☆]|^[一二三四五六七八九十]{1,3}、|^[(（][一二三四五六七八九十]{1,3}[)）]|^\d{1,2}[.、](?!\d)|^第[一二三四五六七八九十百\d]{1,4}[章节条]|^.{0,3}[长席任]\s*[:：]"
    r"|^[(（][^()（）]*[)）]$"
)
BRACKETED_YEARS = re.compile(r"[（(][^（）()]{2,24}[)）]$")
NOT_TITLE = cue(
    r"当前位置|所在的?位置|搜索热词|首页|^(附件|附)\s*\d*\s*[:：]?$|^(基本信息|政策全文|正文|全文|文件全文|正文内容|内容|文件信息|信息公开|摘要|目录|相关(信息|新闻|阅读|文章|链接)|政策解读|(本期)?(要目|导读|看点)|本期(目录|内容)|新闻公报|新闻稿|新闻公告)$"
    r"|^(时间|日期|发布|来源|作者|索引)\s*[:：]|^文档\s*[:：]|^第.{1,4}号$|^文字号|分享到|^(主\s*题\s*词)"
)
ABOUT = cue(r"关于")
LOST_FIRST = cue(r"关于")
SEPARATORS = re.compile(r"[:>»›|]")
FRAME = cue(
    r"^((本(局|署|處|校))?檔\s*號|档\s*号|檔案編?號|[发收寄]件[人者]|发送(时间|日期)|主\s*题|From|To|Cc|Sent|Subject|分發名單|副本送|受文者|發文|速別|密等.{0,16}|附件|主\s*旨|說\s*明|地\s*址|聯\s*絡人?|電\s*話|主送|抄送|承辦(人|單位)|傳\s*真"
    r"|電子(信箱|郵件)|保存年限|正本|副本|密级|紧急程度|文件编号|版本号?)\s*[:：]|^(绝密|机密|秘密|内部)\s*(★.{0,8})?$|签\s*发\s*人?\s*[:：]|^.{3,30}(局|厅|部|委员会|政府|办公室|署|院)\s*(文\s*件|函|书函|令|公告)$"
)
MAIL = cue(r"^(发件[人者]|寄件[人者]|From)\s*[:：]")  # a mail that was saved as text
MASTHEAD = cue(r"(简报|通讯|快报|动态|信息|专报|内参|参考|月报|周报|快讯)$")
CONTENTS = cue(r"^(本期)?(要目|导读|目录)$")  # of an issue that is imported whole: its own name is the title
ISSUE = cue(
    r"^[(（]?(\d{4}\s*年\s*)?第\s*[\d一二三四五六七八九十百〇]+\s*[期号]\s*([(（]\s*总\s*第?\s*\d+\s*期\s*[)）])?[)）]?$"
)
# 家长通告 第 2031-32-5 号, 〔2031〕6号 below 某某局公告.
SERIAL = cue(
    r"^.{0,20}(通告|通函|通知|公告|编号)\s*[:：]?\s*([(（]\d{4}[-/]\d{2,4}[)）])?\s*第?\s*[\d/ -]{1,20}号$"
    r"|^[〔\[(（]\s*\d{4}\s*[〕\])）]\s*第?\s*\d{1,4}\s*号$"
)
ANNOUNCEMENT = cue(r"^[\u4e00-\u9fff]{3,30}(公告|通告)$")
PROMULGATED = re.compile(r"《([^《》]{4,60})》")
SPREAD = re.compile(r"\S(?:[ \u3000]+\S){1,5}$")  # 通　知
GENRE_ALONE = cue(
    r"的?(通知|公告|通告|公示|通报|意见|决定|批复|方案|计划|规划|要点|总结|报告|办法|规定|细则|案例|函)"
)  # a title's last line
UNFINISHED = cue(r"[及和与暨的之]$")
QUOTED = re.compile(r"[「《“『][^「」《》“”『』]{4,60}[」》”』].{0,6}$")  # 邀請教師參加 over 「…計劃」
MOST_BEFORE_QUOTED = 24
SIGNED_BY = cue(r"\s*签\s*发\s*人?\s*[:：].*$")
HEAD_WORD = re.compile(r"\s*文\s*件\s*$")
BROKEN_AFTER_DASH = re.compile(r"[\u3400-\u9fff”》）][—―─–－-]{1,2}$")  # no title ends so: the line was broken there
FEW = re.compile(r"[\u3400-\u9fff]{2,3}")
MAX_TITLE = 120
MOST_LINES = 5
HEAD_LINES, SUBJECT_LINES = 8, 30
MENU_LINES, MENU_WORD, MENU_ENTRIES, LEAST_TITLE = 60, 18, 3, 8


def is_number(text: str) -> bool:
    return document_numbers.parse(text.strip().strip("()（）")) is not None


def _is_numbering(text: str) -> bool:
    return is_number(text) or bool(SERIAL.match(plain(text).strip()))


def is_prompt_line(text: str) -> bool:
    """What a site writes above a text (正文, 当前位置：…); 关于网站首页改版的通知 only speaks of such things."""
    line = plain(text).strip()
    titled = ABOUT.search(line) and GENRE_END.search(squeeze(line)) and not SEPARATORS.search(line)
    return bool(NOT_TITLE.search(line)) and not titled


def could_be_title(text: str) -> bool:
    line = plain(text).strip()
    if (
        not 4 <= len(line) <= MAX_TITLE
        or not HAN.search(line)
        or is_prompt_line(text)
        or PART.search(line)
        or line[-1:] in ":,;；、，"
    ):
        return False
    if (ends_sentence(line) and not line.endswith(("?", "？", "！", "!"))) or "。" in line[:-1]:
        return False
    if is_date_line(line.rsplit(" ", 1)[-1]):  # 某某中心编　2025年4月18日
        return False
    return not (
        FRAME.search(line)
        or ISSUE.match(line)
        or SERIAL.match(line)
        or is_number(text)
        or is_date_line(text)
        or starts_with_label(text)
    )


def head_title(blocks: Sequence[Block]) -> tuple[str, tuple[int, ...]]:
    """(title, its blocks) printed at the head of the text: one line, or several that are set alike."""
    letterhead = letterhead_lines(blocks)
    is_mail = any(MAIL.match(plain(b.text.strip())) for b in blocks[:HEAD_LINES])
    lines = SUBJECT_LINES if is_mail else HEAD_LINES + len(letterhead)
    first = next(_heads(blocks, range(lines), letterhead), ("", ()))
    if first[0] and len(first[1]) == 1 and _could_be_menu(blocks[first[1][0]]):
        below = _heads(blocks, range(first[1][0] + MENU_ENTRIES, MENU_LINES), letterhead)
        return next((head for head in below if _stands_out(head[0], blocks[head[1][0]])), first)
    return first if first[0] else _promulgated(blocks) or _announcement(blocks)


def _promulgated(blocks: Sequence[Block]) -> tuple[str, tuple[int, ...]] | None:
    """The regulation (条例、办法) whose name a decree or announcement gives in 《》 and prints below."""
    if not any(FRAME.search(plain(b.text.strip())) for b in blocks[:HEAD_LINES]):
        return None
    text = next((b.text for b in blocks[:HEAD_LINES] if len(b.text) > 60), "")
    named = {title_key(name) for name in PROMULGATED.findall(text)}
    below = ((i, blocks[i].text.strip()) for i in range(min(len(blocks), SUBJECT_LINES)))
    return next(((line, (i,)) for i, line in below if line and title_key(line) in named), None)


def _announcement(blocks: Sequence[Block]) -> tuple[str, tuple[int, ...]]:
    """某某局公告 over 2031年第6号, where no other line could be the title."""
    named = (i for i, b in enumerate(blocks[:HEAD_LINES]) if ANNOUNCEMENT.match(squeeze(b.text)))
    return next(((blocks[i].text.strip(), (i,)) for i in named), ("", ()))


def _stands_out(title: str, block: Block) -> bool:
    """关于…的通知, or a line of some length that is set as a title."""
    is_set = block.kind == "heading" or block.align == "center"
    is_about = ABOUT.search(plain(title)) and GENRE_END.search(squeeze(title))
    is_long = len(title) >= 2 * LEAST_TITLE and GENRE_END.search(squeeze(title))
    return bool(is_about or is_long or (is_set and len(title) >= LEAST_TITLE))


def _could_be_menu(block: Block) -> bool:
    """A few words, set like the text: the menu of a page that was copied whole looks so."""
    text = block.text.strip()
    return len(text) <= MENU_WORD and block.kind != "heading" and not (block.align or GENRE_END.search(squeeze(text)))


def _heads(
    blocks: Sequence[Block], indices: Iterable[int], letterhead: frozenset[int]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every title that could begin at one of the lines, until the text has begun."""
    addressed = False  # below 各学校： only 关于…的通知 can still be a title, as mails have it
    for index, block in ((i, blocks[i]) for i in indices if i < len(blocks)):
        if index in letterhead:
            continue
        if ANNEX.match(plain(block.text.strip())) and index > 2:
            break
        addressed = addressed or (index > 0 and is_address(block.text))
        if block.kind not in ("paragraph", "heading") or not could_be_title(block.text):
            if len(block.text) > 60 and ends_sentence(block.text):
                break
            continue
        if index + 1 < len(blocks) and _is_letterhead(blocks, index):
            continue
        lines = [index]
        while len(lines) < MOST_LINES and lines[-1] + 1 < len(blocks) and _continues(blocks, lines):
            lines.append(lines[-1] + 1)
        title = _join([blocks[i].text.strip() for i in lines])
        if not addressed or (ABOUT.search(plain(title)) and GENRE_END.search(squeeze(title))):
            yield title, tuple(lines)


def _is_letterhead(blocks: Sequence[Block], index: int) -> bool:
    """A body's name above the title; centred above 关于… it is the title's first line instead. A bulletin's name above 第3期."""
    block, following = blocks[index], blocks[index + 1]
    if MASTHEAD.search(squeeze(block.text)) and ISSUE.match(plain(following.text.strip())):
        return not any(CONTENTS.match(squeeze(b.text)) for b in blocks[index + 2 : index + 5])
    if not is_body_name(block.text):
        return False
    if is_body_name(following.text) or is_date_line(following.text) or _is_numbering(following.text):
        return True
    if not could_be_title(following.text):
        return False
    set_alike = block.align == "center" and block.is_bold == following.is_bold
    begins_title = set_alike or _has_number_apart(blocks, index)
    return not (begins_title and _begins_about(blocks, index + 1))


def _has_number_apart(blocks: Sequence[Block], index: int) -> bool:
    """Whether the number stands above the body's name or below 关于…, and so the name is no letterhead over it."""
    near = (*blocks[max(index - 2, 0) : index], *blocks[index + 2 : index + 5])
    return any(is_number(SIGNED_BY.sub("", b.text)) for b in near if len(b.text) <= MAX_TITLE)


def _begins_about(blocks: Sequence[Block], index: int) -> bool:
    """Whether 关于…的通知 begins here: over up to three lines, or whatever else ends as a title does."""
    if GENRE_END.search(squeeze(blocks[index].text)):
        return True
    lines = [b.text for b in blocks[index : index + 3]]
    return bool(ABOUT.match(plain(lines[0].strip()))) and any(
        GENRE_END.search(squeeze(line)) for line in lines[1:] if could_be_title(line)
    )


def letterhead_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The red head (红头) above the document's number: names of bodies, one or more a line, and 文件."""
    for index, block in enumerate(blocks[:HEAD_LINES]):
        text = block.text.strip()
        if document_numbers.parse(SIGNED_BY.sub("", plain(text)).strip("()（） ")) is not None:
            return frozenset(range(index))
        named = split_bodies(HEAD_WORD.sub("", text)) or HEAD_WORD.fullmatch(text) or is_body_name(f"某{text}")
        if not (named or FRAME.search(plain(text))):
            break
    return frozenset()


def frame_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines at the head that frame a document and belong to no text: 某某局文件 over its number, 檔號：, 分發名單：."""
    head = blocks[:HEAD_LINES]
    framed = {index for index, block in enumerate(head) if FRAME.search(plain(block.text.strip()))}
    return frozenset(framed) | letterhead_lines(blocks)


def _names_bodies(text: str) -> bool:
    """Whether a title's line begins with the name of a body: those that issue together are kept apart."""
    return bool(split_bodies(text)) or bool(split_bodies(ABOUT.split(plain(text), maxsplit=1)[0]))


def _join(texts: list[str]) -> str:
    """Lines of one title: Chinese joins without a space, bodies that issue together keep one."""
    out = texts[0]
    for line in texts[1:]:
        text = re.sub(r"\s+", "", line) if SPREAD.match(line) else line
        between = " " if split_bodies(out) and _names_bodies(text) else ""
        out += between + text
    return out


def _continues(blocks: Sequence[Block], lines: list[int]) -> bool:
    """Whether the next line belongs to the title: bracketed years, or a break inside a title set in the same way."""
    so_far = "".join(blocks[i].text.strip() for i in lines)
    last, following = blocks[lines[-1]], blocks[lines[-1] + 1]
    text = following.text.strip()
    if BRACKETED_YEARS.fullmatch(text):
        inner = text.strip("（）()")
        return document_numbers.parse(inner) is None and not is_body_name(inner) and not is_date_line(inner)
    if split_bodies(so_far) and ABOUT.match(plain(text)) and last.align == following.align:
        return _begins_about(blocks, lines[-1] + 1)
    if QUOTED.match(text) and len(so_far) <= MOST_BEFORE_QUOTED and not GENRE_END.search(squeeze(so_far)):
        return True
    set_alike = last.kind == following.kind and last.level == following.level and last.align == following.align
    if set_alike and BROKEN_AFTER_DASH.search(so_far) and _may_follow_dash(text):
        return len(so_far) + len(text) <= MAX_TITLE
    if set_alike and GENRE_ALONE.fullmatch(squeeze(text)) and not GENRE_END.search(squeeze(so_far)):
        return True
    if not could_be_title(text) or len(so_far) + len(text) > MAX_TITLE or GENRE_END.search(squeeze(so_far)):
        return False
    if (set_alike and _goes_on(blocks, lines, so_far)) or so_far.count("《") > so_far.count("》"):
        return True
    set_apart = last.align == following.align == "center" or (
        last.kind == following.kind == "heading" and last.level == following.level
    )
    if set_apart and last.is_bold == following.is_bold:
        return bool(GENRE_END.search(squeeze(text))) or text.startswith(("—", "－", "-"))
    return bool(LOST_FIRST.search(plain(so_far)) and GENRE_END.search(squeeze(text)))


def _goes_on(blocks: Sequence[Block], lines: list[int], so_far: str) -> bool:
    """A line that ends in 及 or 的; or 关于…, whose 通知 comes within the next lines, none of them a text's."""
    if UNFINISHED.search(plain(so_far)):
        return True
    if not ABOUT.search(plain(so_far)):
        return False
    for block in blocks[lines[-1] + 1 : lines[-1] + MOST_LINES - len(lines) + 1]:
        if not could_be_title(block.text) or block.align != blocks[lines[-1]].align:
            return False
        if GENRE_END.search(squeeze(block.text)):
            return True
    return False


def _may_follow_dash(text: str) -> bool:
    """What a title may end with behind its dash: two characters are enough (开幕), whoever is named there."""
    return could_be_title(text) or bool(FEW.fullmatch(text))
