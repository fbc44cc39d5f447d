"""`make test`: lint and the stages of tests/conftest.py, each in a process of its own; one line of totals ends it.

Three processes run side by side (a third fills what two leave idle while they wait for a browser or a server), the long
ones first, and each one's output appears when it ends. The longest stages come in parts. One stage alone runs in one
process, writes as it goes, and leaves nothing out: together, PostgreSQL is not asked again what is marked `once`.

tests/stages.py                 everything this machine can run
tests/stages.py NAME...         lint, pure, database, postgres, engines, elasticsearch, opensearch, browser
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import search_servers

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
REPORTS = ROOT / "var" / "test-reports"
GROUPS = {"engines": ["elasticsearch", "opensearch"]}
STAGES = ["lint", "postgres", "database", "browser", "pure", "elasticsearch", "opensearch"]
PARTS = {"postgres": 2, "database": 3, "browser": 2}
AT_ONCE = 3
LINTERS = [
    [str(BIN / "ruff"), "check", "--output-format", "concise", "."],
    [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."],
    [str(BIN / "djhtml"), "--check", "templates"],
    [str(BIN / "mypy")],
    [str(BIN / "lint-imports")],
]
NO_TESTS = 5  # pytest's exit code when a stage has no test
BROKEN = (2, 3, 4)  # interrupted, crashed, refused: what follows would say the same
printing = threading.Lock()
broken = threading.Event()


@dataclass
class Result:
    """What one stage gave: counts of tests, reasons of skips, and the process's exit code."""

    stage: str
    part: str = "1/1"
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    code: int = 0
    seconds: float = 0.0
    output: str = ""


def names_postgres(url: str) -> bool:
    return urlsplit(url).scheme in {"postgres", "postgresql", "psql", "pgsql"}


def lint() -> Result:
    result = Result("lint")
    for command in LINTERS:
        shown = " ".join([Path(command[0]).name, *command[1:]])
        done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
        result.output += f"{'FAIL' if done.returncode else 'ok  '} {shown}\n"
        if done.returncode:
            result.output += done.stdout + done.stderr + "\n"
            result.failed += 1
            result.code = 1
    return result


def environment(stage: str, var: str) -> dict[str, str]:
    """The stage's environment: PostgreSQL only where the stage is about it, and a var/ of its own."""
    env = {**os.environ, "SHIXUN_VAR": var}
    if stage != "postgres":
        env.pop("DATABASE_URL", None)
        env["REQUIRE"] = ",".join(name for name in required() if name != "postgres")
    return env


def required() -> list[str]:
    return os.environ.get("REQUIRE", "").replace(",", " ").split()


def run_pytest(stage: str, part: str, alone: bool) -> Result:
    report = REPORTS / f"{stage}-{part[0]}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "--stage", stage, "--part", part, "--junitxml", str(report)]
    command += ["-o", "junit_family=xunit2", *([] if alone else ["--not-again"])]
    pipe, both = (None, None) if alone else (subprocess.PIPE, subprocess.STDOUT)
    with tempfile.TemporaryDirectory(prefix="shixun-test-", ignore_cleanup_errors=True) as var:
        done = subprocess.run(
            command, cwd=ROOT, env=environment(stage, var), text=True, stdout=pipe, stderr=both, check=False
        )
    result = Result(stage, code=0 if done.returncode == NO_TESTS else done.returncode, output=done.stdout or "")
    if report.exists():
        count(ElementTree.parse(report).getroot(), result)
    if result.code and not result.failed:
        result.failed = 1
    return result


def count(root: ElementTree.Element, result: Result) -> None:
    for suite in root.iter("testsuite"):
        result.failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        result.skipped += int(suite.get("skipped", 0))
        result.passed += int(suite.get("tests", 0))
    result.passed -= result.failed + result.skipped
    for skip in root.iter("skipped"):
        result.reasons[skip.get("message") or skip.get("type") or ""] += 1


def without_postgres() -> Result:
    """DATABASE_URL names no PostgreSQL: a failure only where REQUIRE asks for it."""
    reason = "DATABASE_URL does not name a PostgreSQL database"
    if "postgres" in required():
        return Result("postgres", failed=1, code=1, output=f"REQUIRE=postgres: {reason}\n")
    return Result("postgres", reasons=Counter([reason]))


def without_server(stage: str) -> Result | None:
    """No search server answers: every test would be collected, 8 s long, only to skip those of this server."""
    if stage not in search_servers.ADDRESSES or "search" in required():
        return None
    reason = search_servers.lacking(stage)
    return Result(stage, reasons=Counter([reason])) if reason else None


def run(stage: str, part: str, alone: bool, among_others: bool) -> Result:
    if broken.is_set():
        return Result(stage, reasons=Counter([f"the stage {stage}: another one could not even start"]))
    began = time.monotonic()
    if alone:
        print(f"=== {stage} ===", flush=True)
    if stage == "lint":
        result = lint()
    elif stage == "postgres" and not names_postgres(os.environ.get("DATABASE_URL", "")):
        result = without_postgres()
    else:
        result = (among_others and without_server(stage)) or run_pytest(stage, part, alone)
    result.seconds, result.part = time.monotonic() - began, part
    if result.code in BROKEN:
        broken.set()
    with printing:
        if not alone:
            print(f"\n=== {stage} {part}, {result.seconds:.0f} s ===")
        print(result.output, end="", flush=True)
    return result


def summarise(results: list[Result]) -> None:
    print("\n=== 合计 / totals ===")
    for result in results:
        print(
            f"{result.stage:13} {result.part} {result.passed:6} passed {result.failed:4} failed {result.skipped:4} skipped"
            f" {result.seconds:7.1f} s"
        )
    skips = sum((result.reasons for result in results), Counter[str]())
    if skips:
        print("没有运行的 / not run here:")
        for reason, number in skips.most_common():
            print(f"  {number} × {reason}")
    passed, failed, skipped = (
        sum(getattr(result, name) for result in results) for name in ("passed", "failed", "skipped")
    )
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)


def main(names: list[str]) -> int:
    wanted = {stage for name in names or STAGES for stage in GROUPS.get(name, [name])}
    if unknown := wanted.difference(STAGES):
        print(f"Unknown stage: {', '.join(sorted(unknown))}. Known: {', '.join([*STAGES, *GROUPS])}.", file=sys.stderr)
        return 2
    REPORTS.mkdir(parents=True, exist_ok=True)
    # A clone has the catalogues' sources alone; without what is made of them the screens speak Wagtail's words.
    compile_catalogues = "from portal.catalogues import compile_catalogues; compile_catalogues()"
    subprocess.run([sys.executable, "-c", compile_catalogues], cwd=ROOT, check=True)
    stages = [stage for stage in STAGES if stage in wanted]
    alone = len(stages) == 1
    # Where search servers alone are asked for, each test that they lack is named.
    among_others = not wanted.issubset(GROUPS["engines"])
    jobs = [
        (stage, f"{k}/{n}") for stage in stages for n in [1 if alone else PARTS.get(stage, 1)] for k in range(1, n + 1)
    ]
    # The first parts of all stages come first: they make the databases that the others find. What is short ends it.
    jobs.sort(key=lambda job: not job[1].startswith("1/"))
    with (
        ThreadPoolExecutor(max_workers=AT_ONCE) as pool,
        tempfile.TemporaryDirectory(prefix="shixun-shared-") as shared,
    ):
        os.environ["SHIXUN_TEST_SHARED"] = shared  # the demonstration, loaded once for the browser's processes
        results = list(pool.map(lambda job: run(*job, alone=alone, among_others=among_others), jobs))
    summarise(results)
    nothing_ran = wanted != {"lint"} and not any(result.passed + result.skipped for result in results)
    return 1 if nothing_ran or any(result.code for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
