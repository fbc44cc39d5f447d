"""`make test`: lint, then the stages of tests/conftest.py, each in a process of its own; one line of totals ends it.

tests/stages.py                 everything this machine can run
tests/stages.py NAME...         lint, pure, database, postgres, engines, elasticsearch, opensearch, browser
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
REPORTS = ROOT / "var" / "test-reports"
GROUPS = {"engines": ["elasticsearch", "opensearch"]}
ALL = ["lint", "pure", "database", "postgres", "elasticsearch", "opensearch", "browser"]
LINTERS = [
    [str(BIN / "ruff"), "check", "--output-format", "concise", "."],
    [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."],
    [str(BIN / "djhtml"), "--check", "templates"],
    [str(BIN / "mypy")],
    [str(BIN / "lint-imports")],
]
NO_TESTS = 5  # pytest's exit code when a stage has no test
BROKEN = (2, 3, 4)  # interrupted, crashed, refused: what follows would say the same


@dataclass
class Result:
    """What one stage gave: counts of tests, reasons of skips, and the process's exit code."""

    stage: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    code: int = 0
    seconds: float = 0.0


def names_postgres(url: str) -> bool:
    return urlsplit(url).scheme in {"postgres", "postgresql", "psql", "pgsql"}


def lint() -> Result:
    result = Result("lint")
    for command in LINTERS:
        shown = " ".join([Path(command[0]).name, *command[1:]])
        done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
        print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {shown}", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr, flush=True)
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


def run_pytest(stage: str) -> Result:
    report = REPORTS / f"{stage}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "--stage", stage, "--junitxml", str(report), "-o", "junit_family=xunit2"]
    with tempfile.TemporaryDirectory(prefix="shixun-test-", ignore_cleanup_errors=True) as var:
        code = subprocess.run(command, cwd=ROOT, env=environment(stage, var), check=False).returncode
    result = Result(stage, code=0 if code == NO_TESTS else code)
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


def run(stage: str) -> Result:
    if stage == "postgres" and not names_postgres(os.environ.get("DATABASE_URL", "")):
        result = Result(stage)
        if "postgres" in required():
            print("REQUIRE=postgres: DATABASE_URL does not name a PostgreSQL database", flush=True)
            result.code = result.failed = 1
        else:
            result.reasons["DATABASE_URL does not name a PostgreSQL database"] = 1
        return result
    print(f"\n=== {stage} ===", flush=True)
    began = time.monotonic()
    result = lint() if stage == "lint" else run_pytest(stage)
    result.seconds = time.monotonic() - began
    return result


def summarise(results: list[Result]) -> None:
    print("\n=== 合计 / totals ===")
    for result in results:
        print(
            f"{result.stage:14}{result.passed:6} passed {result.failed:4} failed {result.skipped:4} skipped"
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
    stages = [stage for name in names or ALL for stage in GROUPS.get(name, [name])]
    if unknown := set(stages) - set(ALL):
        print(f"Unknown stage: {', '.join(sorted(unknown))}. Known: {', '.join([*ALL, *GROUPS])}.", file=sys.stderr)
        return 2
    REPORTS.mkdir(parents=True, exist_ok=True)
    results: list[Result] = []
    for stage in stages:
        results.append(run(stage))
        if results[-1].code in BROKEN:
            break
    summarise(results)
    nothing_ran = stages != ["lint"] and not any(result.passed + result.skipped for result in results)
    return 1 if nothing_ran or any(result.code for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
