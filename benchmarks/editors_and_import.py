#!/usr/bin/env python3
"""Ten editors autosave while 200 files are imported: how many saves and files get through, and how long a save takes.

    .venv/bin/python benchmarks/editors_and_import.py [--editors 10] [--files 200]

The portal runs as users run it (two gunicorn workers, SQLite, tantivy, everything in a temporary folder); the saves are
the requests of Wagtail's own autosave. The baseline is the same editors in the same run without the import. Prints one
JSON line; exits with 1 where anything was locked, refused or lost.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import requests
from lxml import html

ROOT = Path(__file__).resolve().parents[1]
PREPARE = """
import json, sys
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from news.models import NoticeIndexPage, NoticePage
password, count = sys.argv[1], int(sys.argv[2])
column, drafters = NoticeIndexPage.objects.first(), Group.objects.get(name="起草")
pages = []
for number in range(count):
    user = get_user_model().objects.create_user(f"drafter{number}", password=password)
    user.groups.add(drafters)
    page = column.add_child(instance=NoticePage(title=f"第{number}号草稿", live=False, owner=user))
    page.save_revision(user=user)
    pages.append(page.pk)
print(json.dumps(pages))
"""


class Portal:
    """The portal on a free port with a var/ of its own."""

    def __init__(self, folder: Path, editors: int) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "SHIXUN_VAR": str(folder), "BASE_URL": self.address}
        self.environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.development"
        self.log = (folder / "server.log").open("w+", encoding="utf-8")
        self.manage("migrate", "-v0")
        self.password = secrets.token_urlsafe(12)
        code = f"import sys; sys.argv = ['', {self.password!r}, {str(editors)!r}]\n{PREPARE}"
        self.pages: list[int] = json.loads(self.manage("shell", "-v0", "-c", code).stdout.strip().splitlines()[-1])
        gunicorn = [str(Path(sys.executable).parent / "gunicorn"), "portal.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        gunicorn += ["--workers", "2", "--threads", "4", "--timeout", "120"]
        self.server = subprocess.Popen(gunicorn, env=self.environment, stdout=self.log, stderr=self.log, cwd=ROOT)
        for _ in range(240):
            try:
                requests.get(f"{self.address}/admin/login/", timeout=30)
                return
            except requests.ConnectionError:
                time.sleep(0.25)
        raise SystemExit("the server did not start")

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(command, env=self.environment, text=True, capture_output=True, check=check)

    def end(self) -> str:
        self.server.terminate()
        self.server.wait(30)
        self.log.seek(0)
        return self.log.read()


class Editor(threading.Thread):
    """One drafter with one draft open, whose form is saved again and again until told to stop."""

    def __init__(self, portal: Portal, number: int, stop: threading.Event) -> None:
        super().__init__()
        self.portal, self.stop, self.seconds, self.failures = portal, stop, [], []
        self.session = requests.Session()
        self.edit = f"{portal.address}/admin/pages/{portal.pages[number]}/edit/"
        login = f"{portal.address}/admin/login/"
        self.session.get(login, timeout=60)
        form = {"username": f"drafter{number}", "password": portal.password, "next": "/admin/"}
        form["csrfmiddlewaretoken"] = self.session.cookies["csrftoken"]
        self.session.post(login, form, headers={"Referer": login}, timeout=60)

    def form(self) -> dict[str, str]:
        """The edit form as the browser would send it; the body's stream is empty and made by JavaScript."""
        page = html.fromstring(self.session.get(self.edit, timeout=60).text)
        fields = dict(page.get_element_by_id("page-edit-form").form_values())
        fields.pop("action-submit", None)
        return {**fields, "body-count": "0"}

    def run(self) -> None:
        fields, turn = self.form(), 0
        while not self.stop.is_set():
            turn += 1
            fields["title"] = f"第{turn}次自动保存"
            began = time.perf_counter()
            headers = {"Referer": self.edit, "Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
            try:
                answer = self.session.post(self.edit, fields, headers=headers, timeout=120)
            except requests.RequestException as error:
                self.failures.append(repr(error))
                continue
            self.seconds.append(time.perf_counter() - began)
            said = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
            if answer.status_code != 200 or not said.get("success"):
                self.failures.append(f"{answer.status_code} {answer.text[:200]}")
                self.session.get(self.edit, timeout=60)
            if said.get("revision_id"):
                fields["loaded_revision_id"] = fields["overwrite_revision_id"] = str(said["revision_id"])
            time.sleep(0.5)  # Wagtail's autosave waits as long after a change


def write_files(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        body = f"# 关于做好第{number}期研修班报名的通知\n\n各中小学：\n\n现将第{number}期研修班有关事项通知如下。\n\n## 一、时间\n\n"
        body += f"2026年{number % 12 + 1}月{number % 28 + 1}日，共{number % 5 + 1}天。\n\n云岫区教师发展中心\n\n2026年1月{number % 28 + 1}日\n"
        (folder / f"{number:03d}.md").write_text(body, encoding="utf-8")


def save_for(portal: Portal, editors: int, work: object) -> tuple[list[float], list[str], object]:
    """Seconds of every save and the failures while `work()` runs, and what it returned."""
    stop = threading.Event()
    people = [Editor(portal, number, stop) for number in range(editors)]
    for person in people:
        person.start()
    try:
        result = work()
    finally:
        stop.set()
        for person in people:
            person.join()
    return [s for p in people for s in p.seconds], [f for p in people for f in p.failures], result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--editors", type=int, default=10)
    parser.add_argument("--files", type=int, default=200)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="shixun-editors-"))
    try:
        portal = Portal(folder, options.editors)
        write_files(folder / "files", options.files)
        alone, failures_alone, _ = save_for(portal, options.editors, lambda: time.sleep(20))
        command = ("import_documents", "--json", str(folder / "files"))
        began = time.perf_counter()
        saves, failures, done = save_for(portal, options.editors, lambda: portal.manage(*command, check=False))
        seconds = time.perf_counter() - began
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        log = portal.end() + done.stderr
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    drafts = sum(line["status"] == "draft" for line in lines)
    report = {
        "editors": options.editors,
        "saves": len(saves),
        "failed_saves": len(failures) + len(failures_alone),
        "save_p50_s": round(statistics.median(saves), 3),
        "save_p95_s": round(statistics.quantiles(saves, n=20)[-1], 3),
        "ratio_to_saves_alone_p50": round(statistics.median(saves) / statistics.median(alone), 2),
        "files": len(lines),
        "drafts": drafts,
        "import_s": round(seconds, 1),
        "database_is_locked": log.count("database is locked"),
    }
    print(json.dumps(report))
    for failure in (failures_alone + failures)[:5]:
        print(failure, file=sys.stderr)
    return int(bool(report["failed_saves"] or report["database_is_locked"] or drafts != options.files))


if __name__ == "__main__":
    sys.exit(main())
