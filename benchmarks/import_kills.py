"""Imports of some 500 files that are killed at random moments, by hand and by worker, and what the last run leaves.

    .venv/bin/python benchmarks/import_kills.py [--files 500] [--kills 20] [--seed 1] [--way command|worker|both] [--database FILE]

The same files are imported once undisturbed and once with SIGKILLs; drafts, texts, citations, attachments, pictures,
records and files on disk must be the same. How far it is goes to standard error; one JSON line to standard output; exit 1
where they are not the same. FILE is a migrated SQLite database to begin with (made where none is named).
Each way takes about two minutes at 500 files with 20 kills.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "manage.py"]
BEGUN = time.monotonic()
UPLOAD = """
import sys
from pathlib import Path
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from ingest.models import ImportBatch
from ingest.queue import control
from ingest.queue.receiving import receive
from ingest.queue.tasks import go_on
user = get_user_model().objects.create_superuser("kills", "kills@example.org", "long enough 2031")
batch = ImportBatch.objects.create(created_by=user)
for path in sorted(Path({folder!r}).iterdir()):
    receive(batch, SimpleUploadedFile(path.name, path.read_bytes()))
control.received(batch)
go_on(batch.pk)
"""


def write_files(folder: Path, count: int) -> None:
    """Notices of an invented district, as txt, html, md, docx with a picture, and a zip; each tenth is a copy of another."""
    import docx
    from PIL import Image

    folder.mkdir()
    for number in range(count):
        lines = notice(number - 1 if number % 10 == 9 else number)
        kind = ("txt", "html", "md", "docx", "txt")[number % 5]
        path = folder / f"{number:04}.{kind}"
        if kind == "docx":
            document = docx.Document()
            for line in lines:
                document.add_paragraph(line)
            picture = BytesIO()
            Image.new("RGB", (30, 20), (number % 256, number // 256, 90)).save(picture, "PNG")
            document.add_picture(BytesIO(picture.getvalue()))
            document.save(str(path))
        elif kind == "html":
            title, *rest = lines
            paragraphs = "".join(f"<p>{line}</p>" for line in rest)
            path.write_text(f"<html><body><h1>{title}</h1><div id='zoom'>{paragraphs}</div></body></html>", "utf-8")
        else:
            path.write_text("\n".join(lines), encoding="utf-8")
    with zipfile.ZipFile(folder / "9999.zip", "w") as archive:
        for number in range(count, count + max(count // 20, 2)):
            archive.writestr(f"旧站/{number}.txt", "\n".join(notice(number)))
        archive.writestr("旧站/坏.docx", b"broken")


def notice(number: int) -> list[str]:
    before = f"依据《关于报送第{number // 2}批研修材料的通知》（澄教发〔2031〕{number // 2 + 1}号），"
    return [
        f"关于报送第{number}批研修材料的通知",
        f"澄教发〔2031〕{number + 1}号",
        "各中小学、幼儿园：",
        f"{before}请各校按时报送研修材料，逾期不再受理。本次为第{number}批，材料编号由{number * 37}起，联系人分机{number * 101}。",
        f"一、报送第{number}批材料的要求",
        f"每校报送教学设计{number % 7 + 2}份、课堂实录{number % 5 + 1}节，编号{number * 53}，用于第{number}次交流。",
        "澄湖区教育局",
        "2031年5月6日",
    ]


class Place:
    """A var/ of its own with a migrated database."""

    def __init__(self, folder: Path, database: Path, worker: bool) -> None:
        self.folder = folder
        folder.mkdir()
        shutil.copy(database, folder / "shixun.sqlite3")
        unwanted = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        self.environment = {name: value for name, value in os.environ.items() if name not in unwanted}
        self.environment |= {
            "SHIXUN_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.test", "OUTBOX_DRAIN": "worker",
            "IMPORT_QUEUE": "worker" if worker else "inline", "LOG_LEVEL": "CRITICAL",
        }  # fmt: skip

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "said.txt").open("wb") as said:  # a pipe that nobody empties would stop it
            return subprocess.Popen(
                [*PROGRAM, *arguments], cwd=ROOT, env=self.environment, stdout=said, stderr=subprocess.DEVNULL
            )

    def run(self, *arguments: str, text: str | None = None) -> str:
        done = subprocess.run(
            [*PROGRAM, *arguments],
            cwd=ROOT,
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout

    def result(self) -> dict[str, Any]:
        """What an import has left, without ids and times."""
        base = sqlite3.connect(self.folder / "shixun.sqlite3")
        ask = lambda query: sorted(map(list, base.execute(query).fetchall()), key=repr)  # noqa: E731
        media, private = self.folder / "media", self.folder / "private"
        found = {
            "pages": ask("SELECT p.title, p.draft_title, p.slug, p.url_path, p.live, p.numchild, c.model FROM wagtailcore_page p"
                         " JOIN django_content_type c ON c.id = p.content_type_id"),
            "revisions": ask("SELECT p.url_path, COUNT(*) FROM wagtailcore_revision r JOIN wagtailcore_page p"
                             " ON p.id = CAST(r.object_id AS INTEGER) GROUP BY p.id"),
            "records": ask("SELECT r.file_name, r.sha256, r.status, r.error_code, r.kind, r.fields, r.removals, r.findings, p.url_path"
                           " FROM ingest_importrecord r LEFT JOIN wagtailcore_page p ON p.id = r.page_id"),
            "batches": ask("SELECT COUNT(*), COUNT(finished_at) FROM ingest_importbatch"),
            "relations": ask("SELECT f.url_path, t.url_path, r.to_title, r.to_number, r.kind, r.\"order\" FROM publications_relation r"
                             " JOIN wagtailcore_page f ON f.translation_key = r.from_key"
                             " LEFT JOIN wagtailcore_page t ON t.translation_key = r.to_key"),
            "pictures": ask("SELECT file, file_hash FROM wagtailimages_image"),
            "files": sorted(str(file.relative_to(self.folder)) for top in (media, private) for file in top.rglob("*") if file.is_file()),
        }  # fmt: skip
        base.close()
        return found


def timed(place: Place, arguments: list[str]) -> tuple[str, float]:
    """What an undisturbed run says, and the seconds from its first file on."""
    process = place.start(*arguments)
    wait_for_work(place, process, files_done(place))
    begun = time.monotonic()
    process.wait()
    return (place.folder / "said.txt").read_text("utf-8"), time.monotonic() - begun


def tell(words: str) -> None:
    print(f"{time.monotonic() - BEGUN:6.0f} s  {words}", file=sys.stderr, flush=True)


def wait_for_work(place: Place, process: subprocess.Popen[bytes], before: int) -> None:
    """Most of a short run is Python's start: until the first file is begun."""
    while process.poll() is None and files_done(place) == before:
        time.sleep(0.05)


def disturbed(place: Place, arguments: list[str], kills: int, chance: random.Random, whole: float) -> int:
    """Run until it is through, killing `kills` runs that were at work; how many were killed."""
    done = 0
    while not is_finished(place):
        before = files_done(place)
        process = place.start(*arguments)
        if done == kills:
            process.wait()
            continue
        wait_for_work(place, process, before)
        time.sleep(chance.uniform(0.02, 1.4 * whole / (kills + 1)))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            done += 1
            tell(f"SIGKILL {done} of {kills}: {through(place)} files are through")
        process.wait()
    return done


def is_finished(place: Place) -> bool:
    base = sqlite3.connect(place.folder / "shixun.sqlite3", timeout=30)
    try:
        [[found, through]] = base.execute("SELECT COUNT(*), COUNT(finished_at) FROM ingest_importbatch")
        return bool(found and found == through)
    finally:
        base.close()


def through(place: Place) -> int:
    return _number(place, "SELECT COUNT(*) FROM ingest_importrecord WHERE status != 'waiting'")


def files_done(place: Place) -> int:
    """Grows with every file that is begun."""
    return _number(place, "SELECT COUNT(*) + COALESCE(SUM(attempts), 0) FROM ingest_importrecord")


def _number(place: Place, query: str) -> int:
    base = sqlite3.connect(place.folder / "shixun.sqlite3", timeout=30)
    try:
        [[found]] = base.execute(query)
        return int(found)
    finally:
        base.close()


def compare(way: str, files: Path, database: Path, work: Path, kills: int, chance: random.Random) -> dict[str, Any]:
    """Undisturbed against killed, for one way of importing."""
    worker = way == "worker"
    arguments = ["import_worker", "--once"] if worker else ["import_documents", "--json", str(files)]
    places = [Place(work / f"{way}-{name}", database, worker) for name in ("undisturbed", "killed")]
    for place in places if worker else ():
        place.run("shell", "-v0", text=UPLOAD.format(folder=str(files)))
    tell(f"{way}: undisturbed")
    said, whole = timed(places[0], arguments)
    tell(f"{way}: that took {whole:.1f} s from the first file on; now with {kills} kills")
    begun = time.monotonic()
    done = disturbed(places[1], arguments, kills, chance, whole)
    tell(f"{way}: through after {done} kills")
    expected, found = (place.result() for place in places)
    differing = [name for name in expected if expected[name] != found[name]]
    urls = [page[3] for page in found["pages"]]
    report = {
        "way": way, "kills": done, "seconds": round(whole, 1), "seconds_killed": round(time.monotonic() - begun, 1),
        "drafts": sum(r[2] == "draft" for r in found["records"]),
        "lines": len(said.splitlines()), "differing": differing, "twice": len(urls) - len(set(urls)),
    }  # fmt: skip
    if differing:
        report["example"] = {
            name: [row for row in found[name] if row not in expected[name]][:2]
            + [row for row in expected[name] if row not in found[name]][:2]
            for name in differing
        }
    report["good"] = not differing and not report["twice"] and done == kills
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", choices=("command", "worker", "both"), default="both")
    parser.add_argument("--database", type=Path)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="import-kills-") as folder:
        work = Path(folder)
        write_files(work / "files", options.files)
        database = options.database or _migrated(work)
        ways = ("command", "worker") if options.way == "both" else (options.way,)
        reports = [compare(way, work / "files", database, work, options.kills, chance) for way in ways]
    print(json.dumps(reports, ensure_ascii=False))
    return 0 if all(report["good"] for report in reports) else 1


def _migrated(work: Path) -> Path:
    folder = work / "migrated"
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"SHIXUN_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    subprocess.run([*PROGRAM, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return folder / "shixun.sqlite3"


if __name__ == "__main__":
    sys.exit(main())
