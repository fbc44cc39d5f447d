"""Labelled values (信息公开字段): 索引号 发文机关 成文日期 … in table cells, lines and lists, with their spellings in use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.source import Block, paragraph
from ingest.wording import cue, plain

NAMES = {
    "title": (
        "标题 法规标题 法规名称 名称 信息名称 文件名称 公文名称 信息标题 文件标题 政策名称 文章标题 公告标题 公告主旨 案例名称 案例题目 案例标题 题目"
    ),
    "index_number": "索引号 信息索引号 信息索引 公开索引号 索取号 索引编号",
    "document_number": "文号 发文字号 文件编号 文件号 文件文号 发文文号 公文文号 发文编号 文件字号 发文号",
    "issuing_agency": (
        "发文机关 发文机构 发布机构 发布机关 发布单位 发文单位 发布部门 制发机关 制定机关 印发机关 发文部门 "
        "颁布机构 颁布单位 颁布机关 公告单位 公告机关 发布处室 公开主体 责任部门 公开责任部门 信息公开单位"
    ),
    "document_date": "成文日期 成文时间 生成日期 生成时间 制发日期 签发日期 签署日期",
    "issued_on": "发文日期 发文时间 印发日期 印发时间",
    "publish_date": (
        "发布日期 发布时间 发表时间 发表日期 公开日期 公开时间 公布日期 公布时间 颁布日期 颁布时间 上网时间 "
        "发稿时间 发布于 刊发时间 更新日期 更新时间 信息时间 添加时间 录入时间 上传时间 公告日期 张贴日期 刊登日期"
    ),
    "weak_date": "日期 时间",
    "source": "来源 转载自 转贴自 转载来源 转自 摘自 出处 文章出处 信息来源 文章来源 稿件来源 内容来源 新闻来源 稿源 资料来源 来源单位 文件来源",
    "author": "作者 撰稿 撰稿人 撰文 执笔 执笔人 案例作者 供稿人 文章作者",
    "publisher": "发表者 发布者 发布人 公告人 张贴人 上传者 录入 录入者",
    "responsible_editor": "责任编辑 编辑 责编 网络编辑 本期编辑",
    "effective_on": "实施日期 施行日期 生效日期 生效时间 实施时间",
    "expires_on": "失效日期 废止日期 废止时间 有效期至 失效时间",
    "validity": "有效性 文件状态 效力状态 时效性 是否有效",
    "signatory": "签发人",
    "topic": "主题分类 所属主题 信息分类 组配分类",
    "audience": "服务对象 适用对象 面向对象",
    "region": "地区 所在地区 所属地区 所属区域",
    "school": "学校 学校名称 报送单位 推荐单位 申报单位 案例单位 作者单位 所在学校",
    "subject": "学科 任教学科 所属学科",
    "stage": "学段 适用学段",
    "level": "级别 评选级别 获奖级别 案例级别",
    "other": (
        "主题词 关键词 分类 内容分类 体裁 体裁分类 公开方式 "
        "公开形式 公开属性 公开目录 公开类别 公开范围 公开程序 公开时限 信息类别 内容概述 "
        "摘要 统一编号 统一登记号 浏览次数 浏览量 点击量 点击数 阅读次数 阅读量 "
        "访问量 点击 浏览 阅读 字号 字体 字体大小 原文链接 链接 网址 文档类型 检索时间 "
        "检索关键词 采集时间 关键字 标签 审核 校对 摄影 图片 栏目 所属栏目 联系电话 "
        "有效期 文件类型 政策类型 主送 发文对象 层级 领域 行业 政策层级 发文类型 "
        "公文种类 最后更新日期 最后更新时间 点阅次数 点阅数 点阅率 浏览人次 效力级别 效力位阶 法规类别 文种 隶属关系 载体类型 记录形式"
    ),
}
SPACED = r"[ ]{0,4}"
BY_NAME = {re.sub(r"\s+", "", plain(word)): name for name, words in NAMES.items() for word in words.split()}
_WORDS = sorted({word for words in NAMES.values() for word in words.split()}, key=len, reverse=True)
LABEL = cue(
    r"(?<![\w])[【\[(（*]{0,3}[ ]?("
    + "|".join(SPACED.join(word) for word in _WORDS)
    + r")(?:[】\])）*]{0,3}[ ]{0,3}[:：]|[ ]?】)"
)
CELL = cue(r"^[【\[(*\s]*(" + "|".join(SPACED.join(word) for word in _WORDS) + r")[】\])*\s]*[:：]?\s*$")
# 索引号 and its value side by side in a list, without a colon.
BARE = cue(r"^\s*(" + "|".join(SPACED.join(word) for word in _WORDS) + r")(?P<value>[^:：。，]{2,160})$")
CORE = frozenset({"index_number", "document_number", "document_date", "issuing_agency"})
ORIGIN = frozenset({"author", "school", "region", "stage", "subject", "level"})
BARE_AT_LEAST = 3
LEAST_CONTENT = 20
NOTHING = cue(r"^[\W_]*(无|暂无|空|没有|略|null|none|n/?a|待定|见正文|未知|不详)?[\W_]*$", re.I)
UNKNOWN_LABEL = re.compile(r"[ |]{1,}[\u4e00-\u9fff ]{2,8}[:：]")
BULLETS = re.compile(r"^[\s•·\-*▪■◆●]+")
COUNTERS = cue(r"(点击|浏览|阅读|访问|点阅|人气)(次?数|量|率|人次)?$|字号$|字体(大小)?$")
# A day at the head of the line, below a repost's title behind the site's name.
STAMP = re.compile(
    r"^\s*(?:[\u4e00-\u9fff]{2,20}[\s|]{1,8})?(?:(?:https?://|www\.)[!-~]{3,60}[\s|]{1,8})?(\d{4}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}\s*日?)(\s*\d{1,2}:\d{2}(:\d{2})?)?[\s|]+"
)


BYLINES = frozenset({"source", "author", "publisher"})
LAST_STAMP = re.compile(
    r"[\s|]{1,8}((?:19|20)\d{2}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}\s*日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*$"
)

# What a site lets its readers do, behind the last value of the line: 来源：某报　收藏.
TOOLS = cue(
    r"(?:[\s|]{1,4}(?:收藏|打印|分享|纠错|朗读|关闭)(?:本页|此页)?){1,4}\s{0,9}$"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s{0,3}[:：]\s{0,3}\d{0,9}\s{0,3}次?\s{0,9}$"
)


WRITER = cue(r"[\s|]{1,4}(?:本报)?(?:记者|通讯员)\s*[:：/]?\s*([\u4e00-\u9fff·、 ]{2,30})$")  # 来源：某报 记者 王某


@dataclass(frozen=True)
class Label:
    """One labelled value; `value` is empty where the document leaves it so."""

    field: str
    name: str
    value: str
    where: str
    quote: str


def line_labels(text: str, where: str) -> list[Label]:
    """Every label of a line with its value, which runs to the next label."""
    line = plain(text)
    matches = list(LABEL.finditer(line))
    fields = {BY_NAME[re.sub(r"\s+", "", match.group(1))] for match in matches}
    beside_byline = bool(fields & BYLINES)  # 来源：… 时间：…
    beside_byline = beside_byline or any(COUNTERS.search(re.sub(r"\s+", "", m.group(1))) for m in matches)
    found = []
    stamp = STAMP.match(line)
    named = stamp is not None and not line[: stamp.start(1)].isspace() and stamp.start(1) > 0
    follows = stamp and matches and not line[stamp.end() : matches[0].start(1)].strip("【[(* ")
    if stamp and follows and (beside_byline or not named):
        day = text[stamp.start(1) : stamp.end(1)].strip()
        found.append(Label("publish_date", "日期", day, where, text[: stamp.end()].strip()))
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(line)
        value = text[match.end() : end]
        unknown = UNKNOWN_LABEL.search(plain(value))
        if unknown:
            value = value[: unknown.start()]
        value = value.split("】【")[0]
        tools = TOOLS.search(plain(value)) if BY_NAME[re.sub(r"\s+", "", match.group(1))] in BYLINES else None
        value = value[: tools.start()] if tools else value
        day = LAST_STAMP.search(plain(value)) if BY_NAME[re.sub(r"\s+", "", match.group(1))] in BYLINES else None
        if day:
            found.append(Label("publish_date", "日期", day.group(1), where, value[day.start() :].strip()))
            value = value[: day.start()]
        writer = WRITER.search(plain(value)) if BY_NAME[re.sub(r"\s+", "", match.group(1))] == "source" else None
        if writer:
            found.append(Label("author", "记者", value[writer.start(1) :].strip(), where, value.strip()))
            value = value[: writer.start()]
        value = value.strip(" \t\u3000\u2002\u2003\u2009|｜丨·•;；[]【】").strip()
        name = re.sub(r"\s+", "", match.group(1))
        quote = text[match.start() : end].strip()
        field = BY_NAME[name] if BY_NAME[name] != "weak_date" or not beside_byline else "publish_date"
        found.append(Label(field, name, "" if NOTHING.match(plain(value)) else value, where, quote))
    return found


def starts_with_label(text: str) -> bool:
    line = STAMP.sub("", BULLETS.sub("", plain(text)))
    return LABEL.match(line) is not None


def block_labels(blocks: Sequence[Block], where: str) -> list[Label]:
    """Labels of neighbouring lines; a label alone in its line or cell takes the next line as its value."""
    found: list[Label] = []
    bare = bare_labels(blocks, where)
    for index, block in enumerate(blocks):
        if block.kind == "table":
            found += table_labels(block, where)
            continue
        if index in bare:
            found.append(bare[index])
            continue
        labels = line_labels(block.text, where)
        if labels and not labels[-1].value and plain(block.text).rstrip().endswith(":") and index + 1 < len(blocks):
            following = blocks[index + 1].text.strip()
            if len(following) <= 120 and not LABEL.match(plain(following)) and not NOTHING.match(plain(following)):
                last = labels[-1]
                labels[-1] = Label(last.field, last.name, following, where, f"{last.quote} {following}")
        found += labels
    return found


def bare_labels(blocks: Sequence[Block], where: str) -> dict[int, Label]:
    """Labels without a colon by the index of their line: three neighbours at least, one of a number, body or date."""
    found = _alternating(blocks, where)
    run: dict[int, Label] = {}
    for index, block in enumerate([*blocks, Block()]):
        match = BARE.match(plain(block.text)) if block.kind == "paragraph" else None
        if match is not None:
            name = re.sub(r"\s+", "", match.group(1))
            value = block.text[match.start("value") :].strip()
            value = "" if NOTHING.match(plain(value)) else value
            run[index] = Label(BY_NAME[name], name, value, where, block.text.strip())
            continue
        fields = {label.field for label in run.values()}
        if len(fields) >= BARE_AT_LEAST and fields & CORE:
            found |= run
        run = {}
    return found


def _alternating(blocks: Sequence[Block], where: str) -> dict[int, Label]:
    """Labels each alone in its line over its value, as definition lists and copies of tables have them; both lines give it."""
    found: dict[int, Label] = {}
    run: dict[int, Label] = {}
    index = 0
    while index <= len(blocks):
        pair = blocks[index : index + 2]
        name, value = (b.text.strip() if b.kind == "paragraph" else "" for b in pair) if len(pair) == 2 else ("", "")
        match = CELL.match(plain(name)) if 0 < len(name) <= 16 and len(value) <= 120 else None
        if match is not None and value and not CELL.match(plain(value)):
            word = re.sub(r"\s+", "", match.group(1))
            label = Label(BY_NAME[word], word, "" if NOTHING.match(plain(value)) else value, where, f"{name} {value}")
            run |= {index: label, index + 1: label}
            index += 2
            continue
        fields = {label.field for label in run.values()}
        if len(fields) >= BARE_AT_LEAST and fields & CORE:
            found |= run
        run, index = {}, index + 1
    return found


def table_labels(block: Block, where: str) -> list[Label]:
    """Label cells of a table with the cell to their right."""
    found = []
    for row in block.rows:
        for left, right in pairwise(row):
            match = CELL.match(plain(left.text))
            if match and not CELL.match(plain(right.text)):
                name = re.sub(r"\s+", "", match.group(1))
                value = "" if NOTHING.match(plain(right.text)) else right.text.strip()
                found.append(Label(BY_NAME[name], name, value, where, f"{left.text.strip()} {right.text.strip()}"))
        for cell in row:
            found += line_labels(cell.text, where) if not CELL.match(plain(cell.text)) and len(cell.text) < 120 else []
    return found


def content_of_table(block: Block) -> list[Block]:
    """The paragraphs of the text that some sites put into the last row of a table of particulars (公告内容)."""
    found: list[Block] = []
    for row in block.rows:
        for index, cell in enumerate(row):
            labelled = index > 0 and CELL.match(plain(row[index - 1].text))
            if not labelled and len(cell.text) >= LEAST_CONTENT and ("。" in cell.text or "\n" in cell.text.strip()):
                found += [paragraph(line.strip()) for line in cell.text.split("\n") if line.strip()]
    return found


def is_label_table(block: Block) -> bool:
    """A table of document particulars, as against one of content: three labels or more (two where each row is a label and
    its value), at least one of a number, body or date."""
    if block.kind != "table":
        return False
    labels = table_labels(block, "")
    fields = [label.field for label in labels]
    if any(label.name.startswith("案例") and label.field == "title" and label.value for label in labels):
        return len(fields) >= BARE_AT_LEAST and not ORIGIN.isdisjoint(
            fields
        )  # a case's head: its name, school, writers
    least = 2 if len(block.rows) <= 6 and all(len(row) == 2 for row in block.rows) else 3
    return len(fields) >= least and not CORE.isdisjoint(fields)


def values(labels: Iterable[Label], field: str) -> list[Label]:
    """The labels of one field that have a value."""
    return [label for label in labels if label.field == field and label.value]
