"""search_lines and update_index as a shell runs them."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from search.backends.engine import Engine
from search.backends.temporary import temporary_engine
from search.lines import LineIndex

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    {"id": 7, "title": "教师培训计划", "body": "三年行动。"},
    {"id": "七", "title": "课后服务", "body": "依据临教体发〔2022〕5号开展教师培训。"},
    {"id": -1, "title": "School visit", "body": "3+X，二〇二二年五月十日"},
]


def search_lines(tmp_path: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command with no database at all and temporary files where the test can see them."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/none",
        "SHIXUN_VAR": str(tmp_path / "var"),
        "TMPDIR": str(tmp_path),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "search_lines", *arguments],
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def say(process: subprocess.Popen[str], **message: Any) -> dict[str, Any]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()
    return dict(json.loads(process.stdout.readline()))


@pytest.mark.parametrize(
    "engine",
    [
        "tantivy",
        pytest.param("elasticsearch", marks=pytest.mark.engine("elasticsearch")),
        pytest.param("opensearch", marks=pytest.mark.engine("opensearch")),
    ],
)
def test_lines_are_answered_one_by_one_without_a_database(tmp_path: Path, engine: str) -> None:
    process = search_lines(tmp_path, "--engine", engine)
    assert say(process, op="search", q="教师", k=3) == {"ids": []}
    assert say(process, op="index", docs=DOCUMENTS) == {"ok": True}
    assert say(process, op="commit") == {"ok": True}
    assert say(process, op="search", q="教師培訓計畫", k=10) == {"ids": [7]}
    assert say(process, op="search", q="临教体发[2022] 5号", k=10) == {"ids": ["七"]}
    assert say(process, op="search", q="2022年5月10日", k=10) == {"ids": [-1]}
    assert say(process, op="search", q="教师", k=1)["ids"] in ([7], ["七"])
    assert say(process, op="search", q="\ud83d", k=5) == {"ids": []}
    assert "error" in say(process, op="dance")
    # A later batch replaces what has the same id.
    assert say(process, op="index", docs=[{"id": 7, "title": "足球", "body": ""}]) == {"ok": True}
    assert say(process, op="commit") == {"ok": True}
    assert say(process, op="search", q="足球", k=5) == {"ids": [7]}
    assert say(process, op="search", q="行动", k=5) == {"ids": []}
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert list(tmp_path.glob("shixun-search-*")) == []


def test_a_terminated_command_removes_its_index(tmp_path: Path) -> None:
    process = search_lines(tmp_path)
    assert say(process, op="index", docs=DOCUMENTS) == {"ok": True}
    assert list(tmp_path.glob("shixun-search-*"))
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert list(tmp_path.glob("shixun-search-*")) == []


def test_nothing_writes_any_more_when_a_block_is_left_before_its_commit() -> None:
    """A thread that went on would make files in the folder being deleted, which then stayed."""

    def is_terminated(engine: Engine) -> None:
        with LineIndex(engine) as index:
            index.add([(1, "教师培训计划", "三年行动。")])
            until(lambda: writing_threads() > 0)
            raise SystemExit

    with temporary_engine("tantivy") as engine:
        with pytest.raises(SystemExit):
            is_terminated(engine)
        until(lambda: writing_threads() == 0)


def writing_threads() -> int:
    names = [task.read_text(encoding="utf-8") for task in Path("/proc/self/task").glob("*/comm")]
    return sum(name.startswith("thrd-tantivy") for name in names)


def until(holds: Callable[[], bool]) -> None:
    """The system names and forgets a thread a moment after it has begun and ended."""
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.django_db
def test_update_index_makes_every_index_anew(
    make_notice: Callable[..., Any], keys_of_index: Callable[..., set[int]]
) -> None:
    page = make_notice("重建索引的通知")
    out = StringIO()
    call_command("update_index", stdout=out)
    assert keys_of_index("重建索引") == {page.pk}
    assert "news.NoticePage" in out.getvalue()
    call_command("update_index", verbosity=0, stdout=(quiet := StringIO()))
    assert quiet.getvalue() == ""


@pytest.mark.django_db
def test_an_index_of_other_columns_is_refused_and_update_index_replaces_it(
    make_notice: Callable[..., Any], keys_of_index: Callable[..., set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.backends import layout
    from search.backends.backend import forget_engines
    from search.backends.errors import IndexOutdated
    from search.backends.layouts import _layout

    page = make_notice("新版本")
    call_command("update_index", verbosity=0)
    monkeypatch.setattr(layout, "STORED_TEXT", "another analysis")
    forget_engines()
    _layout.cache_clear()
    try:
        with pytest.raises(IndexOutdated, match="update_index"):
            keys_of_index("新版本")
        call_command("update_index", verbosity=0)
        assert keys_of_index("新版本") == {page.pk}
    finally:
        _layout.cache_clear()
        forget_engines()


def test_a_folder_that_cannot_be_written_to_is_found_at_the_start(
    index_folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search import checks

    assert checks.check_index_folder(None) == []
    # The account of the tests may be one that may write anywhere.
    monkeypatch.setattr(checks.os, "access", lambda *_: False)
    assert [message.id for message in checks.check_index_folder(None)] == ["search.E001"]
