"""An import as one JSON line and as a CSV for the editor; keys as the import contract has them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ingest.cleaning import RULES
from ingest.document import FIELDS, ImportedDocument

COLUMNS = (
    "文件",
    "状态",
    "说明",
    "文种",
    "标题",
    "发文字号",
    "索引号",
    "发文机关",
    "成文日期",
    "发布日期",
    "来源",
    "作者",
    "清除",
    "提示",
    "草稿",
)
FURTHER_COLUMNS = ("旧网址", "旧栏目")
SHOWN = frozenset({"file", "status", "error", "kind", *FIELDS, "removed", "findings", "drafts"})
REASONS = {rule.name: rule.reason for rule in RULES}
STATUS = {"draft": "已建草稿", "failed": "失败", "duplicate": "重复"}


def as_line(
    document: ImportedDocument, page_ids: dict[str, int] | None = None, page_types: dict[str, str] | None = None
) -> dict[str, Any]:
    """The JSON object of one file; `page_ids` and `page_types` by role."""
    ids, types = page_ids or {}, page_types or {}
    drafts = [
        {
            "type": types.get(part.role, part.page_type),
            "role": part.role,
            "title": part.title,
            "page_id": ids.get(part.role),
        }
        for part in document.parts
    ]
    headings = [[h.level, h.text] for part in document.parts for h in part.headings]
    captions = [part.blocks[i].text.strip() for part in document.parts for i in part.captions]
    return {
        "file": document.file, "sha256": document.sha256, "status": document.status,
        "error": {"code": document.error[0], "message": document.error[1]} if document.error else None,
        "drafts": [] if document.status == "duplicate" else drafts,
        "kind": document.kind, **{name: document.value(name) for name in FIELDS},
        "script": document.script, "polluted": document.polluted, "evidence": document.evidence(), "text": document.text,
        "removed": document.removed_counts(),
        "damaged": [{"offset": offset, "text": text} for offset, text in document.damaged],
        "findings": [{"code": f.code, "offset": f.start, "quote": f.quote, "message": f.message} for f in document.findings],
        "figures": [
            {"value": f.value, "unit": f.unit, "approximate": f.approximate, "name": f.name, "year": f.year, "sentence": f.sentence}
            for f in document.figures
        ],
        "cited": [{"title": c.title, "document_number": c.document_number} for c in document.cited],
        "headings": headings, "captions": captions,
    }  # fmt: skip


def for_table(line: dict[str, Any]) -> dict[str, Any]:
    """What `write_csv` shows of a line: a run over ten thousand files keeps no texts until its end."""
    return {key: value for key, value in line.items() if key in SHOWN}


def json_line(line: dict[str, Any]) -> str:
    """UTF-8 safe: lone surrogates from hostile files become U+FFFD."""
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def safe_cell(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _counted(rule: str, count: int) -> str:
    """nbsp 3（不换行空格改为普通空格）; rules of the readers have their reasons in the record."""
    reason = REASONS.get(rule)
    return f"{rule} {count}（{reason}）" if reason else f"{rule} {count}"


def write_csv(path: Path, lines: Iterable[dict[str, Any]], origins: dict[str, tuple[str, str]] | None = None) -> None:
    """A CSV that Excel opens with Chinese intact. `origins`: {file: (address, column) at the old site}."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, *FURTHER_COLUMNS])
        for line in lines:
            removed = "；".join(_counted(rule, count) for rule, count in line["removed"].items())
            findings = "；".join(f["message"] for f in line["findings"])
            drafts = "；".join(f"{d['type']} {d['title']} {d['page_id'] or ''}".strip() for d in line["drafts"])
            error = line["error"]["message"] if line["error"] else ""
            row = [
                line["file"],
                STATUS[line["status"]],
                error,
                line["kind"],
                *(line[name] for name in FIELDS),
                removed,
                findings,
                drafts,
                *(origins or {}).get(line["file"], ("", "")),
            ]
            writer.writerow([safe_cell(cell) for cell in row])
