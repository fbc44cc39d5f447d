"""The dependency audit never passes without having asked."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def lock(tmp_path):
    file = tmp_path / "some.lock"
    file.write_text(
        "wagtail==8.0.1 \\\n    --hash=sha256:aa\nnh3[x]==0.3.8 ; python_version > '3' \\\n    --hash=sha256:bb\n"
    )
    return file


@pytest.fixture
def advisories(tmp_path):
    def of(*ranges, name="Wagtail", days=1):
        folder = tmp_path / "osv"
        folder.mkdir(exist_ok=True)
        modified = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        affected = [
            {"package": {"ecosystem": "PyPI", "name": name}, "ranges": [{"type": "ECOSYSTEM", "events": ranges}]}
        ]
        (folder / "1.json").write_text(json.dumps({"id": "CVE-2026-1", "modified": modified, "affected": affected}))
        return folder

    return of


def audit(*arguments, path="/nonexistent"):
    command = [sys.executable, str(ROOT / "deploy" / "audit"), *map(str, arguments)]
    done = subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_an_affected_version_is_named_and_a_mended_one_is_not(lock, advisories):
    code, said = audit("--lock", lock, "--offline", advisories({"introduced": "0"}, {"fixed": "8.0.2"}))
    assert (code, "wagtail 8.0.1: CVE-2026-1" in said) == (1, True)
    code, said = audit("--lock", lock, "--offline", advisories({"introduced": "0"}, {"fixed": "8.0.1"}))
    assert (code, "2 packages, 0 weaknesses" in said) == (0, True)


def test_an_empty_or_old_copy_of_the_advisories_passes_for_nothing(lock, advisories, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert audit("--lock", lock, "--offline", empty)[0] == 2
    assert audit("--lock", lock, "--offline", advisories({"introduced": "9"}, days=40))[0] == 2
    assert audit("--lock", lock, "--offline", tmp_path / "none")[0] == 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ([], 2),
        ([{"name": "wagtail", "version": "8.0.1", "vulns": []}], 2),
        ([{"name": "wagtail", "version": "8.0.1", "vulns": []}, {"name": "nh3", "skip_reason": "not found"}], 2),
        ([{"name": "wagtail", "version": "8.0.1", "vulns": []}, {"name": "nh3", "version": "0.3.8", "vulns": []}], 0),
        (
            [
                {"name": "wagtail", "version": "8.0.1", "vulns": [{"id": "CVE-1"}]},
                {"name": "nh3", "version": "1", "vulns": []},
            ],
            1,
        ),
    ],
)
def test_what_pip_audit_skipped_counts_as_not_asked_though_it_exits_with_zero(lock, tmp_path, answer, code):
    program = tmp_path / "pip-audit"
    program.write_text(f"#!{sys.executable}\nprint({json.dumps({'dependencies': answer})!r})\n")
    program.chmod(0o755)
    assert audit("--lock", lock, path=str(tmp_path))[0] == code


def test_without_pip_audit_nothing_passes(lock):
    if not (ROOT / ".venv" / "bin" / "pip-audit").exists():
        code, said = audit("--lock", lock)
        assert (code, "pip-audit is not installed" in said) == (2, True)
