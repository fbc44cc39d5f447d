"""Backup, wipe, restore: the same pages, files and search results; killed at any moment, nothing is lost."""

import gzip
import hashlib
import os
import random
import shutil
import signal
import tarfile
import time
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from portal.operations import archive, backup, swap
from portal.operations.restore import recover, restore
from portal.operations.runs import last_run

WORD = "校本研修"


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in ("media", "private")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }


def found() -> list[int]:
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from search.backends.backend import forget_engines

    forget_engines()
    return sorted(page.pk for page in get_search_backend().search(WORD, Page.objects.live(), operator="and"))


def seen(bureau: SimpleNamespace) -> dict[str, Any]:
    """What a reader has of it: pages in both scripts, and what a search finds."""
    client = Client()
    paths = ["/", "/zh-hant/", bureau.public.get_url(), f"/zh-hant{bureau.public.get_url()}"]
    return {"found": found(), **{path: client.get(path).content for path in paths}}


def wipe(place: Path) -> None:
    """A new machine: an empty database of today's schema, no file, no index."""
    from django.contrib.auth.models import User
    from wagtail.models import Page

    from publications.models import OutboxRow

    for page in Page.objects.filter(depth__gt=3):
        Page.objects.filter(pk=page.pk).delete()
    User.objects.all().delete()
    OutboxRow.objects.all().delete()
    for name in ("media", "private", "index"):
        shutil.rmtree(place / name)


def test_what_was_backed_up_and_wiped_is_there_again(bureau: SimpleNamespace, place: Path, settings: Any) -> None:
    before, files = seen(bureau), hashes(place)
    assert len(files) >= 4
    assert before["found"]
    call_command("backup", verbosity=0)
    [made] = backup.backups(settings.BACKUP_DIR)
    assert made.stat().st_mode & 0o077 == 0
    wipe(place)
    assert bureau.public.title not in Client().get("/").content.decode()
    (place / "media").mkdir()
    (place / "media" / "left.txt").write_text("mine")
    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", str(made))
    call_command("restore", str(made), "--yes", verbosity=0)
    assert hashes(place) == files
    assert seen(bureau) == before
    assert last_run("backup").ok
    assert [path.name for path in place.iterdir() if "restor" in path.name] == []


@pytest.mark.once
def test_a_backup_tells_no_secret(transactional_db: None, place: Path, settings: Any) -> None:
    settings.SEARCH_URL = "elasticsearch://portal:geheim-search@10.0.0.9:9200"
    made = backup.make_backup(settings.BACKUP_DIR)
    with tarfile.open(made) as tar:
        said = tar.extractfile("settings.json").read().decode()
    assert settings.SECRET_KEY not in said
    assert "geheim-search" not in said
    assert '"TRADITIONAL_REGION": "hk"' in said


def test_an_encrypted_backup_opens_with_its_passphrase_only(
    bureau: SimpleNamespace, place: Path, settings: Any
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl: install openssl")
    right, wrong = place / "right", place / "wrong"
    right.write_text("云岫的口令")
    wrong.write_text("别的口令")
    made = backup.make_backup(settings.BACKUP_DIR, right)
    assert b"sqlite" not in made.read_bytes()
    assert archive.unpack(made, None, right).files
    with pytest.raises(archive.OperationError):
        archive.unpack(made, None, wrong)


@pytest.mark.once
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    bureau: SimpleNamespace, place: Path, settings: Any
) -> None:
    made = backup.make_backup(settings.BACKUP_DIR)
    files, whole = hashes(place), made.read_bytes()
    with tarfile.open(made) as tar:
        tar.extractall(place / "unpacked", filter="data")
    (place / "unpacked" / "media" / "more.txt").write_text("more")
    with tarfile.open(made.with_name("more.tar.gz"), "w:gz") as tar:
        tar.add(place / "unpacked", arcname="")
    damaged = {
        "flipped.tar.gz": with_one_bit_turned(whole),
        "cut.tar.gz": whole[: len(whole) // 2],
        "more.tar.gz": made.with_name("more.tar.gz").read_bytes(),
        "text.tar.gz": b"no archive at all",
    }
    for name, data in damaged.items():
        made.with_name(name).write_bytes(data)
        with pytest.raises(archive.OperationError):
            restore(made.with_name(name), confirmed=True)
    assert hashes(place) == files
    assert found()


def with_one_bit_turned(whole: bytes) -> bytes:
    """The first bit past the middle that says something: one in ten does not (zeros repeated from afar are zeros)."""
    for place in range(len(whole) // 2, len(whole)):
        turned = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        try:
            gzip.decompress(turned)
        except (OSError, EOFError, zlib.error):
            return turned
    raise AssertionError("no bit says anything")


@pytest.mark.once
def test_a_full_disk_leaves_nothing_half_made(transactional_db: None, place: Path, settings: Any) -> None:
    """A file-size limit of the kernel's is what a full disk is to the writing process."""
    import resource

    settings.BACKUP_DIR.mkdir()
    (settings.BACKUP_DIR / "mine.txt").write_text("kept")
    connections.close_all()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            backup.make_backup(settings.BACKUP_DIR)
        except backup.OperationError as error:
            (place / "said").write_text(str(error))
        os._exit(0)
    os.waitpid(child, 0)
    assert "磁盘" in (place / "said").read_text()
    assert [path.name for path in settings.BACKUP_DIR.iterdir()] == ["mine.txt"]


@pytest.mark.once
def test_a_restore_killed_at_any_moment_loses_nothing(bureau: SimpleNamespace, place: Path, settings: Any) -> None:
    made = backup.make_backup(settings.BACKUP_DIR)
    (place / "media" / "newer.txt").write_text("written after the backup")
    bureau.public.title = "备份之后改的标题"
    type(bureau.public).objects.filter(pk=bureau.public.pk).update(title=bureau.public.title)
    files, chance = hashes(place), random.Random(4)
    for _ in range(6):
        connections.close_all()
        child = os.fork()
        if child == 0:
            try:
                restore(made, confirmed=True, say=lambda _: time.sleep(0.05))
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0.02, 0.6))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        recover()
        assert not swap.unfinished()
        if hashes(place) == files:
            bureau.public.refresh_from_db()
            assert bureau.public.title == "备份之后改的标题"
        else:  # it had come to its end
            bureau.public.refresh_from_db()
            assert bureau.public.title == "关于开展校本研修的通知"
            break
    call_command("restore", str(made), "--yes", verbosity=0)
    assert "media/newer.txt" not in hashes(place)


def stopping_after(renames: int) -> Any:
    left, rename = [renames], Path.rename

    def counted(self: Path, target: Path) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return rename(self, target)

    return counted


def test_what_a_killed_swap_had_moved_is_put_back(place: Path, monkeypatch: Any) -> None:
    """Every moment between two renames, one after the other."""
    for stop in range(1, 7):
        names = ["media", "a.sqlite3-wal", "a.sqlite3"]
        for name in names:
            (place / name).write_text("old")
        new, aside = place / "new", place / "aside"
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)
        new.mkdir()
        (new / "media").write_text("new")
        (new / "a.sqlite3").write_text("new")
        steps = [
            swap.Step(place / "media", new / "media", aside / "media"),
            swap.Step(place / "a.sqlite3-wal", None, aside / "a.sqlite3-wal"),
            swap.Step(place / "a.sqlite3", new / "a.sqlite3", aside / "a.sqlite3"),
        ]
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", stopping_after(stop))
            patch.setattr(swap, "put_back", lambda: True)  # a kill leaves no time for it
            try:
                swap.swap(steps)
                (place / "a.sqlite3-wal").write_text("the new one's")
            except KeyboardInterrupt:
                pass
        assert swap.put_back()
        assert [(place / name).read_text() for name in names] == ["old"] * 3
