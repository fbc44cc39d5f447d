"""Who wrote it and where it came from (作者、来源) as bylines in the text give it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata.bodies import is_body_name
from ingest.metadata.dates import is_date_line
from ingest.metadata.evidence import Found
from ingest.readers.source import Block
from ingest.wording import cue, plain

BYLINE = cue(
    r"^[(（\[【]?\s*(?:本报|本网|本刊)?(?:通讯员|记者|作者(?!系|为|是|单位|简介)|撰稿人?|供稿|撰文|(?:文字|图文|文|图\s*[/、]\s*文|文\s*[/、]\s*图)\s*[:：/|丨])\s*[:：/|丨]?\s*"
    r"(?P<names>[\u4e00-\u9fff·、,， ]{2,40}?)"
    r"\s*(?P<rest>(?:(?:通讯员|记者|摄影|摄|图|编辑|审核|供图|文)\s*[:：/／]?.{0,30})?)[)）\]】]?\s*$"
)
LEADING = cue(
    r"^(?:\S{2,12}讯|本报记者|记者|通讯员)\s*[(（]?(?:记者|通讯员)?\s*(?P<names>[\u4e00-\u9fff·、 ]{2,20}?)[)）]"
)
MORE = cue(r"^(?:通讯员|记者)")
SOURCE = cue(r"[(（]\s*(?:文章|信息|稿件)?(?:来源|转自|摘自|选自)\s*[:：]\s*(?P<source>[^()（）]{2,60}?)\s*[)）]\s*$")
# 文, 图 and 摄 are parts of names as well: roles only where a mark says so.
ROLES = cue(
    r"(?:(?:(?<=[\s、,，;；/])|^)[\u4e00-\u9fff]{2,10}[报网社台刊])?(?:通讯员|记者)\s*[:：/／]?"
    r"|(?:作者|撰稿人?|供稿|文字|摄影)\s*[:：/／]?|[文图摄]\s*[:：/／]"
)
ACCOUNTS = cue(
    r"^(admin(istrator)?|root|system|user|editor|管理员|系统管理员|超级管理员|发布员|本站|网站管理员|佚名|匿名|未知|test|web|guest)\w{0,4}$|^[a-z0-9_.-]+$",
    re.I,
)
# Those with which few other words begin: 方案 and 任务 are no persons.
SURNAMES = frozenset(
    plain(
        "王李张刘陈杨黄赵吴周徐孙朱胡郭林罗郑梁谢宋唐许韩邓冯曹彭曾肖董潘袁蔡蒋杜魏苏吕卢姚沈钟姜崔谭汪廖韦贾邹熊孟秦邱侯尹薛闫郝龚邵钱覃戴翁傅樊倪骆翟喻阮俞裴祁岳庞聂靳冉阎褚屠蒲甄闵詹霍颜邢凌柳葛"
    )
)
ROLE = cue(
    r"(?:^|(?<=[\s(（\[【,，;；|/、]))(?P<role>通讯员|记者|作者|撰稿人?|撰文|供稿人?|文字|图文|文|图片?|摄影|摄|供图|编辑|责编|责任编辑|编审|审核|校对|[初复终一二三]审|监制|排版|制作|来源)\s*[:：]"
)
WRITERS = cue(r"^(通讯员|记者|作者|撰稿人?|撰文|供稿人?|文字|图文|文)$")
# What ends so is an office or an account, 王 and 李 before it apart: 教务处, 县域教育.
OFFICE = cue(r"(办公室|科|处|室|股|部|组|中心|学校|小学|中学|教育|编辑|小编|局|厅|报|刊|网|台|社|团|园|校|站|幼)$")
POST = cue(r"([组校局科处园所班]长|主任|老师|教师|干事|助理|馆员)$")
LONGEST_VALUE = 24
MARKS = re.compile(
    r"(?<=[\u3400-\u9fff])[\d①-⑨*,，]{1,4}(?![\u3400-\u9fff])"
)  # of several writers' schools: 王某1,2　李某3
# 原创 王某 某公众号 2031-05-06 07:00, as copies from WeChat have it.
ORIGINAL = cue(r"^原创[:：]?\s{1,4}(?P<names>[\u4e00-\u9fff]{2,4})\s{1,4}\S.{0,50}\d$")
URL = re.compile(r"https?://|www\.|^[\w.-]+\.(com|cn|net|org)", re.I)
PERSON = re.compile(r"[\u3400-\u9fff]{2,4}$|(?=.*·)[\u3400-\u9fff·]{3,12}$")
MARKED = re.compile(
    r"[□■○◎◆◇▲△☆★]\s*(?P<names>[\u3400-\u9fff· \u3000]{2,30}?)(?:\s(?:文\s?[/／、]?\s?图|文|图|摄影?))?$"
)
AFFILIATION = cue(
    r"^[(（].{2,40}(学校|小学|中学|大学|学院|幼儿园|中心|研究院|研究所|教研室|教育局)[,，、 ].{0,20}[)）]$|^[(（].{2,160}\d{6}[)）]$"
)
PAPER = cue(
    r"^[(（]?\s*(?:原载|载于?|刊于|摘自|选自)?\s*《(?P<source>[^《》]{2,12}(?:报|刊|杂志|教育|研究|周刊))》\s*[,，(（]?\s*(?P<date>\d{4}年\d{1,2}月\d{1,2}日)?\s*(?:第?\d{1,3}版)?\s*[)）]?$"
)


ABOUT_WRITER = cue(r"^[(（]?\s*作者(系|为|是|单位|简介)")


def is_account(name: str) -> bool:
    """A system account, not a person."""
    return bool(ACCOUNTS.match(plain(name).strip()))


def usable_source(value: str) -> bool:
    """A name, not an address of a page."""
    return bool(value) and not URL.search(value) and len(value) <= 80


def split_names(text: str) -> list[str]:
    """曾理 兰建伟 -> two names; 王 芳 -> one; roles between names go."""
    for role in reversed(list(ROLES.finditer(plain(text)))):
        text = f"{text[: role.start()]}、{text[role.end() :]}"
    parts = [p for p in re.split(r"[、,，;；/]|\s+", text.strip()) if p]
    if len(parts) == 2 and all(len(p) == 1 for p in parts):
        return ["".join(parts)]
    merged: list[str] = []
    for part in parts:
        if merged and len(part) == 1 and len(merged[-1]) == 1:
            merged[-1] += part
        else:
            merged.append(part)
    return [m for m in merged if PERSON.match(m) and not _is_office(m)]


def _is_office(name: str) -> bool:
    line = plain(name)
    return bool(POST.search(line)) or (bool(OFFICE.search(line)) and (line[0] not in SURNAMES or len(line) > 3))


def _credited(text: str) -> list[str]:
    """The writers of a line of credits: （供稿：某校　通讯员：王某　摄影：李某）."""
    line = plain(text)
    roles = list(ROLE.finditer(line))
    if len(roles) < 2 or roles[0].start() > 1:
        return []
    ends = [*(role.start() for role in roles[1:]), len(text)]
    values = [
        (role["role"], text[role.end() : end].strip(" \u3000()（）[]【】|/,，;；、"))
        for role, end in zip(roles, ends, strict=True)
    ]
    if any(len(value) > LONGEST_VALUE for _role, value in values):
        return []
    named = (split_names(value) for role, value in values if WRITERS.match(role))
    return next((names for names in named if names), [])


def _is_name(match: re.Match[str]) -> bool:
    """Whether names follow the role: 记者 张某 and （记者张某） do, 通讯员名单 and 作者声明 are headings."""
    line, start = match.string, match.start("names")
    return line[:1] in "([【" or line[start - 1] in " :/|丨" or line[start] in SURNAMES


def find_byline(blocks: Sequence[Block]) -> tuple[Found | None, int | None]:
    """(names joined by commas, its block): a line in brackets at the end, or one under the title."""
    order = [*range(len(blocks) - 1, max(len(blocks) - 6, -1), -1), *range(min(4, len(blocks)))]
    for index in order:
        text = blocks[index].text.strip()
        if blocks[index].kind == "table" or len(text) > 60:
            continue
        credited = _credited(text)
        if credited:
            return Found(",".join(credited), "文末署名" if index > 4 else "题下署名", text, 0.85), index
        match = BYLINE.match(plain(text))
        if match and _is_name(match):
            names = split_names(text[match.start("names") : match.end("names")])
            if names and MORE.match(plain(match["rest"])):
                names += split_names(text[match.start("rest") : match.end("rest")].rstrip(")）]】 "))
            if names:
                return Found(",".join(names), "文末署名" if index > 4 else "题下署名", text, 0.85), index
    for index, block in enumerate(blocks[:5]):
        text = block.text.strip()
        match = MARKED.match(text)
        names = _marked(match) if match else _original(text)
        names = names or (_under_school(text) or _named_alone(blocks, index) if index > 0 else [])
        if not names and 0 < index < len(blocks) - 1 and AFFILIATION.match(plain(blocks[index + 1].text.strip())):
            names = split_names(MARKS.sub(" ", text)) if len(text) <= 32 and not is_date_line(text) else []
        if names:
            return Found(",".join(names), "题下署名", text, 0.85), index
    for block in blocks[:2]:
        match = LEADING.match(plain(block.text))
        if match:
            names = split_names(block.text[match.start("names") : match.end("names")])
            if names:
                return Found(",".join(names), "电头", block.text[: match.end()], 0.8), None
    return None, None


def _under_school(text: str) -> list[str]:
    """The writer behind the name of a school in a line of its own: 某某中学　语文组　王某."""
    parts = text.split()
    if not 2 <= len(parts) <= 4 or len(text) > 40 or not is_body_name(parts[0]) or plain(parts[-1])[0] not in SURNAMES:
        return []
    return split_names(parts[-1]) if len(parts[-1]) <= 3 and not is_body_name(parts[-1]) else []


def _named_alone(blocks: Sequence[Block], index: int) -> list[str]:
    """A person's name and nothing else below the title, where a paper is named below it or the text ends with （作者单位：…）."""
    name = re.sub(r"\s+", "", blocks[index].text)
    if not 2 <= len(name) <= 3 or plain(name)[0] not in SURNAMES or index + 1 >= len(blocks):
        return []
    noted = PAPER.match(plain(blocks[index + 1].text.strip())) or any(
        ABOUT_WRITER.match(plain(b.text.strip())) for b in blocks[-3:]
    )
    return split_names(name) if noted else []


def _marked(match: re.Match[str]) -> list[str]:
    """The writers behind □; other marks head entries of a contents list as well (◇ 工作动态), and need a surname."""
    sure = match.string[0] in "□■"
    return [n for n in split_names(match["names"]) if sure or (len(n) <= 3 and plain(n)[0] in SURNAMES)]


def _original(text: str) -> list[str]:
    """The writer of a line below the title that says 原创, a day at its end."""
    match = ORIGINAL.match(plain(text))
    if match is None or match["names"][0] not in SURNAMES or len(match["names"]) > 3:
        return []
    return split_names(text[match.start("names") : match.end("names")])


def byline_line(blocks: Sequence[Block]) -> frozenset[int]:
    """The line that names the writers, which heads no section."""
    index = find_byline(blocks)[1]
    return frozenset() if index is None else frozenset({index})


def spent_byline(blocks: Sequence[Block], author: Found | None) -> frozenset[int]:
    """The line that says nothing but the author's name, which has become a field."""
    found, index = find_byline(blocks)
    if author is None or found is None or index is None or author.value != found.value:
        return frozenset()
    if MARKED.match(blocks[index].text.strip()):
        return frozenset({index})
    match = BYLINE.match(plain(blocks[index].text.strip()))
    return frozenset({index}) if match and not match["rest"] else frozenset()


def find_source(blocks: Sequence[Block]) -> Found | None:
    """（来源：…） at the end of the text."""
    for block in reversed(blocks[-6:]):
        line = plain(block.text.strip())
        match = (SOURCE.search(plain(block.text)) or PAPER.match(line)) if block.kind != "table" else None
        if match:
            value = block.text[match.start("source") : match.end("source")].strip()
            if usable_source(value):
                return Found(value, "文末括注", block.text[match.start() :].strip(), 0.85)
    return None
