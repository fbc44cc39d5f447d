"""A batch as CSV with Chinese headings, from its records (导入报告)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from ingest.document import FIELDS
from ingest.models import ImportRecord
from ingest.presentation import KIND_NAMES, STATE_NAMES, planned_title, rule_name, shown_line
from ingest.report import COLUMNS, FURTHER_COLUMNS, safe_cell


def batch_csv(records: Iterable[ImportRecord]) -> str:
    """The columns of the command's report, with the mark by which Excel reads Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, *FURTHER_COLUMNS])
    for record in records:
        writer.writerow([safe_cell(cell) for cell in _row(record)])
    return "\ufeff" + out.getvalue()


def _row(record: ImportRecord) -> Iterator[object]:
    yield record.file_name
    yield STATE_NAMES[record.state]
    yield shown_line(record)["said"]
    yield KIND_NAMES.get(record.kind, "")
    yield from (record.fields.get(name, {}).get("value", "") for name in FIELDS)
    yield "；".join(
        f"{rule_name(removal['rule'])} {removal['count']}（{removal['reason']}）" for removal in record.removals
    )
    yield "；".join(finding["message"] for finding in record.findings)
    pages = [f"{page.draft_title or page.title} {page.pk}" for page in record.pages]
    yield "；".join(pages) or planned_title(record)
    yield record.old_address.removeprefix("//")
    yield record.old_column
