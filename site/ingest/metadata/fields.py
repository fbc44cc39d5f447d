"""Every field with its surest evidence (字段提取), from labels, tags, signature, title and bylines."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.metadata.bodies import JOINT, is_body_name, is_vague, split_bodies
from ingest.metadata.byline import find_byline, find_source, is_account, split_names, usable_source
from ingest.metadata.dates import is_date_line, iso_date, stamped_date
from ingest.metadata.evidence import Found, best
from ingest.metadata.labels import Label, values
from ingest.metadata.number import FILE_REFERENCE, decree_body
from ingest.metadata.signoff import SignOff, find_lone_date, find_lone_name, find_printing_line
from ingest.readers.source import Block, SourceDocument
from ingest.wording import cue, ends_sentence, plain

PUBLISHED_META = ("pubdate", "publishdate", "publishtime", "article:published_time", "firstpublishedtime", "datepublished",
                  "pub_date", "发布日期", "date", "dc.date")  # fmt: skip
SOURCE_META = ("contentsource", "来源", "source")
AUTHOR_META = ("author", "authors", "作者", "article:author")
DATE_HOOK = re.compile(r"date|time|pub|fabu|riqi|shijian|info|attr|meta|source", re.I)
RED_HEAD = cue(r"^(?P<body>[\u4e00-\u9fff]{3,40}?)\s*(文\s*件|\s+函|书函|\s+(公告|通告|令))$")
PASSED = cue(r"^[(（](?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日).{0,60}(通过|公布|发布|印发|修订|修正)")
# A line that was copied from WeChat with the text: 原创 … 2031-05-06 07:00 发表于四湖.
COPIED = cue(r"^原创[\s:：]|\d{2}:\d{2} {1,3}发表于[\u4e00-\u9fff]{2,8}$")
UNDER = re.compile(r"[（(]\s*(?P<date>(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*[)）]")
PLACEHOLDER = re.compile(r"(?:^|[/\-])(?:none|null|nan|undefined)$|^(?:none|null|nan|undefined)\b", re.I)
NEAR_TITLE, NEAR_TITLE_LINE, UNDER_TITLE, UNDER_FRAME = 16, 80, 4, 12
DAY_LABEL = re.compile(r"^日\s{0,4}期\s{0,2}[:：]\s{0,4}")


@dataclass(frozen=True)
class Surroundings:
    """All that the rules look at for one document."""

    source: SourceDocument
    labels: Sequence[Label]
    main: Sequence[Block]
    title: str
    sign_off: SignOff | None
    number: Found | None


def document_date(s: Surroundings) -> Found | None:
    """成文日期: its label, the signature, the decree's or the 印发 date as a last resort."""
    found = _labelled_date(s.labels, "document_date", 0.95)
    if s.sign_off and s.sign_off.date:
        found.append(Found(s.sign_off.date, "落款", s.sign_off.date_quote, 0.9))
    for block in s.main[:6]:
        match = PASSED.match(plain(block.text.strip())) or UNDER.fullmatch(block.text.strip())
        if match:
            date = iso_date(match["date"])
            found += [Found(date, "题注", block.text.strip(), 0.7)] if date else []
    found += _labelled_date(s.labels, "issued_on", 0.6)
    lone = None if s.sign_off and s.sign_off.date else find_lone_date(s.main)
    found += [Found(lone[0], "文末日期", lone[1], 0.65)] if lone else []
    found += _date_in_frame(s)
    printing = find_printing_line(s.main)
    if printing:
        found.append(Found(printing[1], "印发行", printing[2], 0.5))
    return best(found)


def _date_in_frame(s: Surroundings) -> list[Found]:
    """The one day that stands alone in the frame of a circular, which is nowhere else dated: below 檔號：, 分發名單：."""
    head = s.main[:UNDER_FRAME]
    framed = any(FILE_REFERENCE.match(plain(b.text.strip())) for b in head)
    texts = [DAY_LABEL.sub("", b.text.strip()) for b in head if b.kind == "paragraph"] if framed else []
    lines = [text for text in texts if is_date_line(text)]
    date = iso_date(lines[0]) if len(lines) == 1 else None
    return [Found(date, "版头", lines[0], 0.6)] if date else []


def _labelled_date(labels: Iterable[Label], field: str, confidence: float) -> list[Found]:
    dated = [(label, iso_date(label.value)) for label in values(labels, field)]
    return [Found(date, label.where, label.quote, confidence) for label, date in dated if date]


def publish_date(s: Surroundings) -> Found | None:
    """发布日期: tag or label; on a page also the date that stands by the title."""
    found = _labelled_date(s.labels, "publish_date", 0.95)
    for name, value in s.source.meta:
        if name.lower() in PUBLISHED_META:
            date = iso_date(value.replace("/", "-"))
            sure = 0.96 if name.lower() == "pubdate" else 0.85
            found += [Found(date, f"网页标签 {name}", value, sure)] if date else []
    if s.source.format == "html":
        found += _labelled_date(s.labels, "weak_date", 0.8)
        for block in s.source.before[-NEAR_TITLE:]:
            text = block.text.strip()
            date = iso_date(text) if len(text) <= 32 else stamped_date(text) if len(text) <= NEAR_TITLE_LINE else None
            if date and len(date) == 10:
                found.append(Found(date, "标题旁的日期", text, 0.75 if DATE_HOOK.search(block.hint) else 0.55))
    stamped = [s.main[index].text.strip() for index in sorted(stamped_lines(s.main))]
    if s.source.format != "html":
        stamped = [text for text in stamped if COPIED.search(plain(text))]
    found += [Found(stamped_date(text) or "", "题下的日期和钟点", text, 0.7) for text in stamped]
    return best(found)


def stamped_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines under the title that give a day with its hour: 原创 苏某 2025年11月07日 18:30 重庆."""
    lines = [(i, b.text) for i, b in enumerate(blocks[:UNDER_TITLE]) if len(b.text) <= NEAR_TITLE_LINE]
    return frozenset(i for i, text in lines if not ends_sentence(text) and stamped_date(text))


def further_dates(s: Surroundings) -> dict[str, Found | None]:
    return {field: best(_labelled_date(s.labels, field, 0.9)) for field in ("issued_on", "effective_on", "expires_on")}


def issuing_agency(s: Surroundings) -> Found | None:
    """发文机关: label, signature, decree, red head, title. Joint bodies are joined by 、."""
    found: list[Found] = []
    for label in values(s.labels, "issuing_agency"):
        if not is_vague(label.value):
            bodies = split_bodies(label.value)
            found.append(Found("、".join(bodies) or label.value, label.where, label.quote, 0.95 if bodies else 0.5))
    if s.sign_off and s.sign_off.bodies:
        found.append(Found("、".join(s.sign_off.bodies), "落款", s.sign_off.quote, 0.9))
    body = decree_body(s.number)
    if body and s.number:
        found.append(Found(body, "令号", s.number.quote, 0.92))
    for block in s.main[:4]:
        match = RED_HEAD.match(plain(block.text.strip()))
        if match and is_body_name(match["body"]):
            found.append(Found(block.text.strip()[: match.end("body")].strip(), "红头", block.text.strip(), 0.85))
    bodies = title_bodies(s.title)
    if bodies:
        found.append(Found("、".join(bodies), "标题", s.title, 0.75))
    found += [_from_circular(s.number)] if s.number and _from_circular(s.number) else []  # type: ignore[list-item]
    if s.number and not found:
        names, quote = find_lone_name(s.main)
        found += [Found("、".join(names), "落款", quote, 0.6)] if names else []
    return best(found)


def _from_circular(number: Found) -> Found | None:
    """教育局通函第31/2026號 names its body."""
    match = re.match(cue(r"^([\u4e00-\u9fff]{2,12}(局|署|处|会))(通函|通告|便函)"), plain(number.value))
    return Found(number.value[: match.end(1)], "文号", number.quote, 0.85) if match else None


def title_bodies(title: str) -> list[str]:
    """The bodies before 关于 or 转发 in a title."""
    match = re.match(cue(r"^(.{4,80}?)\s*(?:关于|转发|批转)"), plain(title))
    if not match:
        return []
    head = title[: match.end(1)].strip()
    bodies = split_bodies(head)
    return (
        bodies
        if bodies
        else [part for part in JOINT.split(head) if part]
        if all(map(is_body_name, JOINT.split(head)))
        else []
    )


def source_name(s: Surroundings) -> Found | None:
    """来源 as the page itself calls it; an address is none."""
    found = [Found(" ".join(v.split()), f"网页标签 {n}", v, 0.95) for n, v in s.source.meta
             if n.lower() in SOURCE_META and usable_source(v)]  # fmt: skip
    found += [
        Found(label.value, label.where, label.quote, 0.94)
        for label in values(s.labels, "source")
        if usable_source(label.value)
    ]
    return best([*found, find_source(s.main)])


def author(s: Surroundings, parts: Sequence[Block]) -> Found | None:
    """Persons, joined by commas; accounts such as admin are none."""
    found: list[Found | None] = []
    for field, confidence in (("author", 0.92), ("publisher", 0.5)):
        for label in values(s.labels, field):
            if (
                not is_account(label.value)
                and usable_source(label.value)
                and (field == "author" or split_names(label.value))
            ):
                names = split_names(label.value) or [label.value]
                found.append(Found(",".join(names), label.where, label.quote, confidence))
    tags = {name.lower() for name, _value in s.source.meta}
    has_tags = s.source.format == "md" or "articletitle" in tags
    for name, value in s.source.meta:
        if name.lower() not in AUTHOR_META or is_account(value) or not usable_source(value):
            continue
        if has_tags or ("og:title" in tags and split_names(value) and not is_body_name(value)):
            found.append(Found(",".join(split_names(value) or [value]), f"网页标签 {name}", value, 0.85))
    found.append(find_byline(parts)[0])
    return best(found)


def index_number(labels: Sequence[Label]) -> tuple[Found | None, Label | None]:
    """(索引号, the label whose value is a system's placeholder such as …/2022-None)."""
    broken = None
    for label in values(labels, "index_number"):
        if PLACEHOLDER.search(label.value.strip()):
            broken = label
        elif re.search(r"\d", label.value):
            return Found(label.value, label.where, label.quote, 0.95), broken
    return None, broken


def first_value(labels: Sequence[Label], field: str) -> Found | None:
    return best(Found(label.value, label.where, label.quote, 0.9) for label in values(labels, field))


def responsible_editor(labels: Sequence[Label]) -> Found | None:
    return first_value([label for label in labels if not is_account(label.value)], "responsible_editor")


def written_on(date: Found | None) -> datetime.date | None:
    """The whole date, for checks that need one."""
    if date is None or len(date.value) != 10:
        return None
    return datetime.date.fromisoformat(date.value)


def date_only(block: Block) -> bool:
    return is_date_line(block.text)
