"""manage.py import_documents, as its contract has it."""

import contextlib
import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "file", "sha256", "status", "error", "drafts", "kind", "title", "document_number", "index_number", "issuing_agency", "document_date",
    "publish_date", "source", "author", "script", "polluted", "evidence", "text", "removed", "damaged", "findings", "figures", "cited",
    "headings", "captions",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, notice_text: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(notice_text, encoding="utf-8")
    (folder / "b.txt").write_text(notice_text, encoding="utf-8")
    (folder / "c.txt").write_bytes(notice_text.encode("gb18030"))
    (folder / "README.md").write_text("不是文件", encoding="utf-8")
    (folder / "sub").mkdir()
    return folder


def _lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_dry_run_prints_a_line_a_file_and_asks_no_database(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call_command("import_documents", str(folder), "--dry-run", "--json", "--report", str(tmp_path / "report.csv"))
    lines = _lines(capsys.readouterr().out)
    assert [(line["file"], line["status"]) for line in lines] == [
        ("a.txt", "draft"),
        ("b.txt", "duplicate"),
        ("c.txt", "draft"),
    ]
    assert set(lines[0]) == KEYS
    assert [d["page_id"] for d in lines[0]["drafts"]] == [None, None]
    assert lines[1]["drafts"] == []
    assert lines[1]["title"] == lines[0]["title"]
    assert "near_duplicate" in {f["code"] for f in lines[2]["findings"]}
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["文件", "a.txt", "b.txt", "c.txt"]


def test_wrong_use_and_failures_have_their_own_exit_status(folder: Path) -> None:
    (folder / "d.docx").write_bytes(b"broken")
    with pytest.raises(SystemExit) as failed:
        call_command("import_documents", str(folder), "--dry-run", "--json")
    assert failed.value.code == 1
    with pytest.raises(CommandError) as wrong:
        call_command("import_documents", str(folder / "absent"), "--dry-run")
    assert wrong.value.returncode == 2


def test_pictures_beside_a_page_belong_to_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_text(
        "<html><body><h1>研修纪实</h1><div id='content'><p>教师研修在实验小学举行，各校教师参加。</p><img src='a.png'></div></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    call_command("import_documents", str(tmp_path), "--dry-run", "--json")
    assert [line["file"] for line in _lines(capsys.readouterr().out)] == ["a.html"]


def test_a_dry_run_works_from_a_shell_without_any_database(folder: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SHIXUN_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "manage.py", "import_documents", "--dry-run", "--json", str(folder / "a.txt")],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["document_number"] == "澄教发〔2031〕7号"
    assert not list((tmp_path / "var").glob("*.sqlite3*"))


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files")
def test_an_import_prints_the_ids_of_its_drafts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from wagtail.models import Page

    call_command("import_documents", str(folder), "--json")
    lines = _lines(capsys.readouterr().out)
    assert [line["status"] for line in lines] == ["draft", "duplicate", "draft"]
    for draft in lines[0]["drafts"]:
        page = Page.objects.get(pk=draft["page_id"])
        assert (page.title, page.live) == (draft["title"], False)
        assert page.specific._meta.label == draft["type"]
    call_command("import_documents", str(folder), "--json")
    assert {line["status"] for line in _lines(capsys.readouterr().out)} == {"duplicate"}


@pytest.mark.django_db
def test_an_unknown_column_is_wrong_use(folder: Path) -> None:
    with pytest.raises(CommandError) as wrong:
        call_command("import_documents", str(folder), "--under", "no-such-column")
    assert wrong.value.returncode == 2


@pytest.mark.shared
def test_every_expectation_on_the_seeds_holds(
    shared_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_documents", str(shared_dir / "seeds"), "--dry-run", "--json")
    lines = tmp_path / "seeds.jsonl"
    lines.write_text(capsys.readouterr().out, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "check_seeds.py", str(lines)],
        cwd=shared_dir / "import-samples",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.shared
def test_real_documents_give_nineteen_in_twenty_of_their_fields_and_no_false_ones(
    shared_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.suppress(SystemExit):  # doc is read where LibreOffice is
        call_command("import_documents", str(shared_dir / "import-samples"), "--dry-run", "--json")
    lines = tmp_path / "out.jsonl"
    lines.write_text(capsys.readouterr().out, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "score.py", str(lines), "--only", "html,txt,md,docx,pdf"],
        cwd=shared_dir / "import-samples",
        capture_output=True,
        text=True,
        check=False,
    )
    score = json.loads(done.stdout.splitlines()[-1])
    assert score["right"] >= 0.95
    assert score["false_fills"] == 0
    assert score["script"] == score["polluted"] == 1.0
