"""Imports every hostile file of tests/ingest/hostile.py in one batch, twice: as a folder and one archive of some of them.

    .venv/bin/python benchmarks/import_hostile.py [--quick] [--keep FOLDER]

Held: each file ends as a draft or with a Chinese message, as expected; no traceback; the process and all its children stay below
500 MB together; nothing is left in the temporary folder, no process lives on. Exit status 1 where one of them does not hold."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "ingest"))
import hostile  # noqa: E402

MOST = 500 * 1024 * 1024
PAUSE = 0.03
CHINESE = re.compile("[\u4e00-\u9fff]{4}")


class Watch(threading.Thread):
    """The most memory that a process and all below it held at once, and the most of any one of them, in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.together = 0
        self.most: dict[str, int] = {}
        self.over = False
        self.seen: set[int] = set()

    def run(self) -> None:
        while not self.over:
            sizes = {pid: self._resident(pid) for pid in self._family()}
            self.together = max(self.together, sum(sizes.values()))
            for pid, size in sizes.items():
                kind = "portal" if pid == self._pid else self._command(pid)
                self.most[kind] = max(self.most.get(kind, 0), size)
            time.sleep(PAUSE)

    def _family(self) -> list[int]:
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text(errors="replace").rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError, ValueError):
                continue
        family = [self._pid]
        for pid in family:
            family += [child for child, parent in parents.items() if parent == pid and child not in family]
        self.seen.update(family)
        return family

    def _command(self, pid: int) -> str:
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return "gone"
        return "child" if "worker.serve" in words else "office"

    def _resident(self, pid: int) -> int:
        try:
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError, ValueError):
            return 0


def run(paths: list[str], temporary: Path) -> tuple[list[dict[str, object]], str, Watch, float, int]:
    command = [sys.executable, str(ROOT / "manage.py"), "import_documents", "--dry-run", "--json", *paths]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=err, env=environment, cwd=ROOT)
        watch = Watch(process.pid)
        watch.start()
        status = process.wait()
        seconds = time.monotonic() - begun
        watch.over = True
        watch.join()
        out.seek(0)
        err.seek(0)
        lines = [json.loads(line) for line in out.read().decode().splitlines()]
        return lines, err.read().decode("utf-8", "replace"), watch, seconds, status


def objections(lines: list[dict[str, object]], expected: dict[str, hostile.Hostile]) -> list[str]:
    """What is wrong with the lines of the report."""
    by_name = {str(line["file"]): line for line in lines}
    wrong = []
    for name, file in expected.items():
        mine = [line for known, line in by_name.items() if known == name or known.startswith(f"{name}/")]
        if not mine:
            wrong.append(f"{name!r}: no line")
        for line in mine:
            error = line["error"]
            state = "failed" if line["status"] == "failed" else "draft"
            if state == "failed" and (not isinstance(error, dict) or not CHINESE.search(error["message"])):
                wrong.append(f"{name!r}: no Chinese message: {error}")
            if isinstance(error, dict) and error["code"] == "unexpected":
                wrong.append(f"{name!r}: nobody foresaw it")
            if file.outcome not in (hostile.EITHER, state):
                wrong.append(f"{name!r}: {state} instead of {file.outcome}: {error}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="without the slow ones")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="only these files")
    parser.add_argument("--keep", metavar="FOLDER", help="write the files there and keep them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hostile-") as made:
        folder, temporary = Path(options.keep or made) / "in", Path(made) / "tmp"
        folder.mkdir(parents=True)
        temporary.mkdir()
        expected = hostile.lay_out(folder, options.quick)
        for name in set(expected) - set(options.only or expected):
            (folder / name).unlink()
            del expected[name]
        lines, said, watch, seconds, status = run([str(folder)], temporary)
        wrong = objections(lines, expected)
        left = sorted(path.name for path in temporary.iterdir())
    alive = [pid for pid in watch.seen if Path(f"/proc/{pid}").exists()]
    wrong += [f"left in the temporary folder: {left}"] if left else []
    wrong += [f"still running: {alive}"] if alive else []
    wrong += ["a traceback"] if "Traceback" in said else []
    wrong += ["more than 500 MB"] if watch.together > MOST else []
    wrong += [f"exit status {status}"] if status != 1 else []
    codes = Counter(line["error"]["code"] if isinstance(line["error"], dict) else str(line["status"]) for line in lines)
    megabyte = 1024 * 1024
    print(f"{len(expected)} files, {len(lines)} lines, {seconds:.0f} s, exit status {status}")
    shares = ", ".join(f"{kind} {size // megabyte}" for kind, size in watch.most.items())
    print(f"peak {watch.together // megabyte} MB together ({shares})")
    print(", ".join(f"{code} {count}" for code, count in codes.most_common()))
    for objection in wrong:
        print("WRONG", objection)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
