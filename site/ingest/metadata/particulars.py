"""What a document says of its reach (主题、对象、地区) and a case of its origin (学校、学科、学段、级别), from labels and title."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.metadata.evidence import Found, best
from ingest.metadata.labels import Label, values
from ingest.wording import cue, plain

LABELLED = ("topic", "audience", "region", "school", "subject")
STAGES = (
    ("special", cue(r"特殊教育|特教|培智|盲校|聋校")),
    ("vocational", cue(r"中职|职业高中|职高|中等职业|职业学校")),
    ("preschool", cue(r"幼儿园|学前|幼教|幼稚园")),
    ("primary", cue(r"小学|国小")),
    ("junior", cue(r"初中|国中|初级中学")),
    ("senior", cue(r"高中|高级中学")),
)
LEVELS = (
    ("national", cue(r"国家级|全国")),
    ("provincial", cue(r"省级|全省|自治区级|直辖市级")),
    ("city", cue(r"市级|全市|地市级")),
    ("district", cue(r"区级|县级|区县级|县区级|全区|全县")),
    ("school", cue(r"校级")),
)
SUBTITLE = cue(r"^\s*[—–―─-]{2,}\s*(?P<words>\S.{3,80})$")


def particulars(labels: Sequence[Label], title: str, kind: str) -> dict[str, Found | None]:
    """topic, audience, region, school, subject as printed; stage and level as the codes of their choices."""
    found = {name: best(Found(v.value, v.where, v.quote, 0.9) for v in values(labels, name)) for name in LABELLED}
    found["stage"] = _coded(STAGES, labels, "stage", title if kind == "case" else "")
    found["level"] = _coded(LEVELS, labels, "level", "")
    return found


def _coded(choices: Sequence[tuple[str, object]], labels: Sequence[Label], name: str, title: str) -> Found | None:
    """The one choice that the label names, else the title; None where they name several."""
    for text, where, quote, sure in (
        *((label.value, label.where, label.quote, 0.9) for label in values(labels, name)),
        *([(title, "标题", title, 0.6)] if title else []),
    ):
        named = [code for code, pattern in choices if pattern.search(plain(text))]  # type: ignore[attr-defined]
        if len(named) == 1:
            return Found(named[0], where, quote, sure)
    return None


def subtitle(title: str, lines: Sequence[str]) -> Found | None:
    """副标题: what stands behind —— in the title, or on the line below it."""
    for text, where in (
        (title[title.find("——") :] if "——" in title else "", "标题"),
        *((line, "题下一行") for line in lines),
    ):
        match = SUBTITLE.match(plain(text))
        if match:
            return Found(text[match.start("words") :].strip(), where, text.strip(), 0.8)
    return None
