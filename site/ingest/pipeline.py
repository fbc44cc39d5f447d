"""bytes and a name -> ImportedDocument: reader, cleaning, fields, enclosed plan, findings. Pure: no database, no network."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.cleaning import clean
from ingest.cleaning.damage import find_damage
from ingest.cleaning.decisions import NONE, Decisions
from ingest.cleaning.numbers import BRACKETS
from ingest.cleaning.readings import RULE as INJECTED_READINGS
from ingest.document import ImportedDocument, Part
from ingest.enclosure import Enclosure, find_enclosure
from ingest.memory import give_back_memory
from ingest.metadata import fields as rules
from ingest.metadata.byline import byline_line, spent_byline
from ingest.metadata.citations import find_citations
from ingest.metadata.evidence import Found
from ingest.metadata.figures import find_figures
from ingest.metadata.frame import find_copies, find_disclosure, find_recipients
from ingest.metadata.header import take_header
from ingest.metadata.headings import find_headings
from ingest.metadata.kind import classify
from ingest.metadata.labels import Label, block_labels, line_labels
from ingest.metadata.number import find_number
from ingest.metadata.particulars import particulars, subtitle
from ingest.metadata.printed_title import frame_lines
from ingest.metadata.signoff import SignOff, find_sign_off
from ingest.metadata.tasks import find_tasks
from ingest.metadata.title import FILE_ENDING, find_title, repair_lost_first, title_lines
from ingest.putting_back import put_back
from ingest.readers import ReadError, read
from ingest.readers.source import Block, Removal, SourceDocument, trim_block, whole_blocks
from ingest.wording import cue, plain, title_key
from proofing.finding import Finding
from proofing.numbers import check_document_number, check_index_number
from proofing.text import proof_text
from zhtext import scripts
from zhtext.dates import find_dates

logger = logging.getLogger(__name__)
CIRCULAR = cue(r"通函|通告|便函|字第\d")
NEWS_COLUMN = cue(r"新闻|动态|要闻|快讯|简讯|资讯|工作信息$")
WHERE, CRUMB = cue(r"位置\s*[:：]"), re.compile(r"[>＞»›/→]+")
REPEATED = Removal("repeated_title", "标题重复印出", 1)


@dataclass(frozen=True)
class _Cut:
    """The document's blocks, main and enclosed, and what the frame of the main part is."""

    main: tuple[Block, ...]
    enclosed: tuple[Block, ...]
    enclosure: Enclosure | None
    sign_off: SignOff | None


def import_document(data: bytes, name: str, decisions: Decisions = NONE) -> ImportedDocument:
    """Never raises: what cannot be read is a document with status failed and a Chinese message.

    `decisions` are an editor's on an earlier import of the same bytes: what they refuse stays as it was."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        return _build(read(data, name), name, digest, len(data), decisions)
    except ReadError as error:
        return failed(name, error.code, error.message, digest, len(data))
    except Exception:  # whatever a hostile file provokes, the rest of the batch goes on
        logger.exception("import of %s failed", name)
        return failed(
            name, "unexpected", "读取时出现意外错误，文件没有导入。请把文件交给系统管理员查看。", digest, len(data)
        )
    finally:
        plain.cache_clear()  # paragraphs of up to a million characters, which the next file does not ask for
        give_back_memory(len(data))


def failed(name: str, code: str, message: str, digest: str | None = None, size: int = 0) -> ImportedDocument:
    return ImportedDocument(file=name, sha256=digest, status="failed", error=(code, message), size=size)


def _build(source: SourceDocument, name: str, digest: str, size: int, decisions: Decisions = NONE) -> ImportedDocument:
    as_read = {b.origin: b for b in (*source.before, *source.blocks, *source.after)} if decisions != NONE else {}
    source, removals = clean(source, decisions)
    polluted = any(r.rule == INJECTED_READINGS for r in removals)
    around = [*block_labels(source.before, "标题旁的字段"), *block_labels(source.after, "页脚")]
    header = take_header([trim_block(b) for b in source.blocks])
    labels = [*header.labels, *_meta_labels(source), *around]
    blocks, repeated = _without_echo(header.blocks, find_title(source, labels, header.blocks))
    title = find_title(source, labels, blocks)
    cut = _cut(title.value if title else "", blocks)
    surroundings = rules.Surroundings(source, labels, cut.main, title.value if title else "", cut.sign_off, None)
    date = rules.document_date(surroundings)
    number, number_lines = find_number(labels, cut.main, title.value if title else "", rules.written_on(date))
    number = _as_printed(number, removals, source)
    surroundings = replace(surroundings, number=number)
    agency = rules.issuing_agency(surroundings)
    if title and agency:
        title = repair_lost_first(title, agency.value.split("、")[0])
    index, broken_index = rules.index_number(labels)
    recipients, address_line = find_recipients(cut.main)
    found = {
        "title": title, "document_number": number, "index_number": index, "issuing_agency": agency, "document_date": date,
        "recipients": recipients, **_further_fields(surroundings, labels, cut, blocks),
    }  # fmt: skip
    kind = _kind(source, labels, title, cut, number)
    found["kind"] = kind
    found |= particulars(labels, title.value if title else "", kind.value)
    main_lines = title_lines(cut.main, title.value) if title else frozenset()
    red_head = frame_lines(cut.main)
    field_lines = main_lines | number_lines | spent_byline(cut.main, found["author"])
    below = [cut.main[i].text.strip() for i in range(len(cut.main)) if i - 1 in main_lines]
    found["subtitle"] = subtitle(title.value if title else "", below)
    above = frozenset(range(min(main_lines, default=0))) | byline_line(cut.main)
    parts = _parts(cut, kind.value, title, field_lines, red_head, address_line, above | rules.stamped_lines(cut.main))
    removals = [*removals, *header.removals, *repeated]
    parts, removals = put_back(parts, removals, as_read, decisions)
    text = "\n".join(block.text for part in parts for block in part.blocks if block.kind != "image")
    damaged, repaired = _remarks(removals, text)
    findings = [*_notes(source), *_field_findings(broken_index, number, date), *repaired, *proof_text(text)]
    return ImportedDocument(
        file=name, sha256=digest, status="draft", format=source.format, charset=source.charset, kind=kind.value,
        script=scripts.detect(text), polluted=polluted, fields=found,
        joint_bodies=cut.sign_off.bodies if cut.sign_off else (), parts=parts, text=text,
        removals=tuple(removals), damaged=tuple(sorted({*find_damage(text), *damaged})),
        findings=tuple(findings), figures=tuple(find_figures(text, _document_year(title, date))),
        tasks=tuple(find_tasks(_plan_blocks(parts), _document_year(title, date))),
        cited=tuple(find_citations(text, [p.title for p in parts])), references=source.references, size=size,
        originals=source.originals,
    )  # fmt: skip


def _plan_blocks(parts: Sequence[Part]) -> Sequence[Block]:
    return next((part.blocks for part in parts if part.kind == "plan"), ())


def _further_fields(
    s: rules.Surroundings, labels: list[Label], cut: _Cut, blocks: Sequence[Block]
) -> dict[str, Found | None]:
    """The fields on which no other depends."""
    signed = cut.sign_off
    signatory = Found(signed.signatory, "落款", signed.quote, 0.85) if signed and signed.signatory else None
    return {
        "publish_date": rules.publish_date(s), "source": rules.source_name(s), "author": rules.author(s, blocks),
        **rules.further_dates(s), "responsible_editor": rules.responsible_editor(labels),
        "signatory": signatory, "copies_to": find_copies(cut.main), "disclosure": find_disclosure(cut.main),
        "validity": rules.first_value(labels, "validity"),
    }  # fmt: skip


def _meta_labels(source: SourceDocument) -> list[Label]:
    """Front matter with Chinese keys reads like labelled lines."""
    return [
        label
        for name, value in source.meta
        if not name.isascii()
        for label in line_labels(f"{name}：{value}", "文首字段")
    ]


def _without_echo(blocks: Sequence[Block], title: Found | None) -> tuple[tuple[Block, ...], list[Removal]]:
    """The title printed twice in a row, or once more in 【】 at the end, is kept once."""
    if title is None:
        return tuple(blocks), []
    wanted = title_key(title.value)
    out = list(blocks)
    quotes = []
    printed = [i for i, b in enumerate(out[:6]) if title_key(FILE_ENDING.sub("", b.text.strip())) == wanted]
    enclosed = [
        i
        for i, b in enumerate(out[:3])
        if f"《{b.text.strip()}》" in title.value or title_key(f"《{b.text}》") in wanted
    ]
    drop = set(printed[:-1]) | ({enclosed[0]} if enclosed and printed and enclosed[0] < printed[-1] else set())
    if out and out[-1].text.strip()[:1] in "【[" and _alike(out[-1].text.strip("【】[] "), title.value):
        drop.add(len(out) - 1)
    first = out[0].text if out else ""
    if (
        title_key(first).startswith(wanted)
        and len(first) > len(title.value) + 20
        and first[len(title.value) : len(title.value) + 1].isspace()
    ):
        out[0] = trim_block(replace(out[0], runs=(replace(out[0].runs[0], text=first[len(title.value) :]),)))
        quotes.append(title.value)
    quotes += [out[i].text.strip()[:120] for i in sorted(drop)]
    places = whole_blocks(out[i] for i in sorted(drop))
    kept = tuple(b for i, b in enumerate(out) if i not in drop)
    return kept, [replace(REPEATED, count=len(quotes), quotes=tuple(quotes), places=places)] if quotes else []


def _alike(one: str, other: str) -> bool:
    a, b = set(title_key(one)), set(title_key(other))
    return bool(a and b) and len(a & b) >= 0.8 * max(len(a), len(b))


def _cut(title: str, blocks: tuple[Block, ...]) -> _Cut:
    enclosure = find_enclosure(title, blocks)
    main = blocks[: enclosure.start] if enclosure else blocks
    return _Cut(
        main, blocks[enclosure.start :] if enclosure else (), enclosure, find_sign_off(main, rules.title_bodies(title))
    )


def _kind(
    source: SourceDocument, labels: Sequence[Label], title: Found | None, cut: _Cut, number: Found | None
) -> Found:
    if number and CIRCULAR.search(plain(number.value)):
        return Found("notice", "发文字号", number.quote, 0.95)
    if case := next((label for label in labels if label.field == "title" and label.name.startswith("案例")), None):
        return Found("case", "字段名", case.quote, 0.9)
    if cut.enclosure:
        return Found("notice", "正文另附计划", cut.enclosure.quote, 0.95)
    columns = [v for n, v in source.meta if n.lower() in ("columnname", "columntype")]
    columns += [step for b in source.before if WHERE.search(plain(b.text)) for step in CRUMB.split(b.text)[1:]]
    news = any(NEWS_COLUMN.search(plain(v)) for v in columns)
    texts = [b.text for b in cut.main if b.kind != "image"]
    return classify(title.value if title else "", texts, number is not None, cut.sign_off is not None, news)


def _parts(
    cut: _Cut,
    kind: str,
    title: Found | None,
    field_lines: frozenset[int],
    frame: frozenset[int],
    address: int | None,
    other: frozenset[int],
) -> tuple[Part, ...]:
    """The main page and, where there is one, the enclosed plan. `frame`: 文件 above, 檔號：, 分發名單： and the like;
    `other`: lines that are shown, but head no section."""
    sign_off = frozenset(range(cut.sign_off.start, cut.sign_off.end)) if cut.sign_off else frozenset()
    addressed = frozenset({address}) if address is not None else frozenset()
    issued = f"《{cut.enclosure.title}》" if cut.enclosure else title.value if title else ""
    named = frozenset(i for i, b in enumerate(cut.main) if b.text.strip() and f"《{b.text.strip()}》" in issued)
    headings, captions = find_headings(list(cut.main), field_lines | sign_off | addressed | frame | named | other)
    letterhead = frozenset(i for i in frame if ":" not in plain(cut.main[i].text))
    hidden = field_lines | addressed | letterhead
    main = Part("main", kind, title.value if title else "", cut.main, hidden, tuple(headings), tuple(captions))
    if cut.enclosure is None:
        return (main,)
    lines = frozenset(range(cut.enclosure.title_end - cut.enclosure.start))
    headings, captions = find_headings(list(cut.enclosed), lines)
    plan = Part("enclosed", "plan", cut.enclosure.title, cut.enclosed, lines, tuple(headings), tuple(captions))
    return main, plan


def _field_findings(broken_index: Label | None, number: Found | None, date: Found | None) -> list[Finding]:
    found = check_index_number(broken_index.value) if broken_index else []
    if number:
        quoted = number.quote if number.where.startswith("标题附近") else number.value
        found += check_document_number(quoted, rules.written_on(date))
    return [replace(f, start=None, end=None) for f in found]


def _as_printed(number: Found | None, removals: Sequence[Removal], source: SourceDocument) -> Found | None:
    """The evidence of a number whose brackets a rule repaired: what the document prints."""
    if number is None:
        return None
    for place in (p for r in removals if r.rule == BRACKETS.name for p in r.places):
        if number.quote.endswith(place.new):
            printed = number.quote[: -len(place.new)] + source.originals[place.origin][place.start : place.end]
            where = f"{number.where}，方括号已补"
            return replace(number, quote=printed, where=where, confidence=min(number.confidence, 0.85))
    return number


REPAIRED = {"date_incomplete": "日期缺“日”字，已补为“{quote}”，请核对"}


def _remarks(removals: Sequence[Removal], text: str) -> tuple[list[tuple[int, str]], list[Finding]]:
    """(damaged spots, findings) that the cleaning rules left for the editor, led to their places in the cleaned text."""
    damaged, findings = [], []
    reached: dict[str, int] = {}
    for code, quote in (remark for removal in removals for remark in removal.remarks):
        start = text.find(quote, reached.get(quote, 0))
        if start < 0:
            continue
        reached[quote] = start + len(quote)
        if code == "damaged":
            damaged.append((start, quote))
        else:
            message = REPAIRED[code].format(quote=quote)
            findings.append(Finding(code, "warning", message, quote, start, start + len(quote), "body"))
    return damaged, findings


def _notes(source: SourceDocument) -> list[Finding]:
    """What the reader could not take over, for the editor to look at."""
    return [Finding(note.code, "warning", note.message) for note in source.notes]


def _document_year(title: Found | None, date: Found | None) -> int | None:
    years = {d.year for d in find_dates(title.value)} if title else set()
    if len(years) == 1:
        return years.pop()
    return int(date.value[:4]) if date else None
