"""Documents a second: each kind read, cleaned and understood, beside the bare library that only reads it; and Word to a draft.

    .venv/bin/python benchmarks/import.py [--seconds 3] [--drafts 60] [--database FILE]

One process, one core; parsers work in the warm child as they do for editors. `cpu` counts this process and its child,
`wall` what somebody waits. One JSON line: {kind: {files, per_second, bare_per_second, ratio}}, drafts apart. The
documents are the demonstration's Word files and those of SHARED_DIR; the same words are written in the other formats.
Exit 1 where a bar is missed: 20 Word files a second, 8 to a saved draft.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("SHARED_DIR") or ROOT.parent / "shared")
READ_BAR, DRAFT_BAR = 20.0, 8.0
sys.path[0] = str(ROOT)  # beside this file lie programs that are called like packages of the portal


def bare_docx(data: bytes) -> object:
    import docx

    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def bare_pdf(data: bytes) -> object:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def bare_html(data: bytes) -> object:
    import lxml.html

    return lxml.html.fromstring(data).text_content()


def bare_markdown(data: bytes) -> object:
    from markdown_it import MarkdownIt

    return MarkdownIt().enable("table").parse(data.decode("utf-8", "replace"))


def bare_text(data: bytes) -> object:
    return data.decode("utf-8", "replace").splitlines()


def bare_eml(data: bytes) -> object:
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    return body.get_content() if body else ""


def bare_xlsx(data: bytes) -> object:
    """There is no library for it among ours: the sheet's XML is parsed."""
    import zipfile

    import lxml.etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [lxml.etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]


BARE: dict[str, Callable[[bytes], object]] = {
    "docx": bare_docx, "pdf": bare_pdf, "html": bare_html, "md": bare_markdown, "txt": bare_text, "eml": bare_eml,
    "xlsx": bare_xlsx,
}  # fmt: skip


def sheet_of(lines: list[str]) -> bytes:
    """A workbook of one sheet, two cells a row."""
    import zipfile
    from xml.sax.saxutils import escape

    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="n"><v>{at}</v></c><c r="B{at}" t="inlineStr"><is><t>{escape(line)}</t></is></c></row>'
        for at, line in enumerate(lines, start=1)
    )
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1"'
        f' Type="{office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}/officeDocument/2006/relationships"><sheets>'
        '<sheet name="清单" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1"'
        f' Type="{office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def documents() -> dict[str, list[tuple[str, bytes]]]:
    """{kind: [(name, bytes)]}: real files, and the words of the Word files in the formats that anybody can write."""
    found: dict[str, list[tuple[str, bytes]]] = {kind: [] for kind in BARE}
    folders = [ROOT / "site" / "portal" / "demo" / "documents", SHARED / "import-samples", SHARED / "seeds"]
    for file in sorted(file for folder in folders if folder.is_dir() for file in folder.iterdir()):
        kind = file.suffix.removeprefix(".")
        if kind in found and file.name != "README.md":
            found[kind].append((file.name, file.read_bytes()))
    for name, data in found["docx"]:
        lines = [str(line) for line in bare_docx(data) if str(line).strip()]  # type: ignore[attr-defined]
        stem = name.removesuffix(".docx")
        found["txt"].append((f"{stem}.txt", "\n".join(lines).encode()))
        found["md"].append((f"{stem}.md", ("# " + "\n\n".join(lines)).encode()))
        markup = "".join(f"<p>{line}</p>" for line in lines[1:])
        found["html"].append(
            (f"{stem}.html", f"<html><body><h1>{lines[0]}</h1><div>{markup}</div></body></html>".encode())
        )
        found["xlsx"].append((f"{stem}.xlsx", sheet_of(lines)))
        message = EmailMessage()
        message["Subject"] = lines[0][:60].replace("\n", " ")
        message.set_content("\n".join(lines))
        found["eml"].append((f"{stem}.eml", message.as_bytes()))
    return {kind: files for kind, files in found.items() if files}


def cpu() -> float:
    """Seconds of this process and of the children that have not ended yet."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    total = own.ru_utime + own.ru_stime
    ticks = os.sysconf("SC_CLK_TCK")
    for child in _children(os.getpid()):
        fields = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / ticks
    return total


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="utf-8").split():
            found += [int(child), *_children(int(child))]
    return found


def kinds() -> dict[str, list[tuple[str, bytes]]]:
    """Those that the portal reads today."""
    from ingest.readers import READERS

    return {kind: files for kind, files in documents().items() if f".{kind}" in READERS}


def rate(work: Callable[[str, bytes], object], files: list[tuple[str, bytes]], seconds: float) -> dict[str, float]:
    """Whole rounds over the files for at least so long, after one to warm up."""
    for name, data in files:
        work(name, data)
    number, begun, spent = 0, time.monotonic(), cpu()
    while time.monotonic() - begun < seconds or cpu() - spent < 0.2:
        for name, data in files:
            work(name, data)
        number += len(files)
    return {"wall": number / (time.monotonic() - begun), "cpu": number / max(cpu() - spent, 0.001)}


def measure(kind: str, files: list[tuple[str, bytes]], seconds: float) -> dict[str, Any]:
    from ingest.pipeline import import_document

    failures = {name: found.error for name, data in files if (found := import_document(data, name)).error}
    if failures:
        return {"files": len(files), "failed": {name: error[1] for name, error in failures.items() if error}}
    bare = BARE[kind]
    ours = rate(lambda name, data: import_document(data, name), files, seconds)
    alone = rate(lambda _name, data: bare(data), files, seconds / 2)
    return {
        "files": len(files), "kilobytes": round(sum(len(data) for _name, data in files) / len(files) / 1024, 1),
        "per_second": round(ours["cpu"], 1), "wall": round(ours["wall"], 1), "bare_per_second": round(alone["cpu"], 1),
        "ratio": round(alone["cpu"] / ours["cpu"], 2),
    }  # fmt: skip


def drafts(files: list[tuple[str, bytes]], number: int, database: Path | None) -> dict[str, float]:
    """Word files to saved drafts, as the command does it; each is changed a little so that none is a duplicate."""
    from contextlib import ExitStack

    with tempfile.TemporaryDirectory(prefix="import-bench-") as folder:
        var = Path(folder)
        if database is not None:
            shutil.copy(database, var / "shixun.sqlite3")
        os.environ |= {"SHIXUN_VAR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "OUTBOX_DRAIN": "worker"}
        os.environ.pop("DATABASE_URL", None)
        if database is None:
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
        import django

        django.setup()
        from ingest.batch import Batch
        from ingest.column_maps import ColumnMap
        from ingest.paths import Item
        from ingest.queue.command_run import begin

        with ExitStack() as stack:
            run, batch = begin(stack, [folder], None, ColumnMap(), {}), Batch()
            items = [
                Item(f"{at}-{name}", lambda data=data, at=at: changed(data, at))
                for at, (name, data) in _many(files, number)
            ]
            _save(run, batch, items[0])
            spent, begun = cpu(), time.monotonic()
            made = sum(_save(run, batch, item) for item in items[1:])
            found = {"cpu": made / (cpu() - spent), "wall": made / (time.monotonic() - begun), "made": made}
    return {name: round(value, 1) for name, value in found.items()}


def _many(files: list[tuple[str, bytes]], number: int) -> list[tuple[int, tuple[str, bytes]]]:
    return [(at, files[at % len(files)]) for at in range(number + 1)]


def _save(run: Any, batch: Any, item: Any) -> bool:
    document, data = batch.read(item)
    saved = run.save(document, data, item.beside)
    if saved.document.error:
        raise RuntimeError(f"{item.name}: {saved.document.error[1]}")
    return bool(saved.page_ids)


def changed(data: bytes, number: int) -> bytes:
    """The Word file with another comment in its archive: other bytes, the same words."""
    import zipfile

    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = f"copy {number}".encode()
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--drafts", type=int, default=60)
    parser.add_argument("--database", type=Path, help="a migrated SQLite database to begin with")
    options = parser.parse_args()
    found = kinds()
    report: dict[str, Any] = {kind: measure(kind, files, options.seconds) for kind, files in found.items()}
    report["draft"] = drafts(found["docx"], options.drafts, options.database)
    report["load"] = round(os.getloadavg()[0], 1)
    print(json.dumps(report, ensure_ascii=False))
    good = report["docx"].get("per_second", 0) >= READ_BAR and report["draft"]["cpu"] >= DRAFT_BAR
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
