"""The static export holds what the public sees, in both scripts, and nothing else; it follows every change."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction

from editorial.models import EventLog
from portal.operations.export import follow, manifest
from portal.operations.export.tree import live_tree
from publications import outbox

pytestmark = pytest.mark.once
SECRET_WORDS = "尚未公开的人事安排".encode()


@pytest.fixture
def exported(bureau: SimpleNamespace, place: Path, settings: Any) -> Iterator[Path]:
    """The export of the bureau, with its consumer at work."""
    settings.EXPORT_DIR = str(place / "export")
    kept, listening = dict(outbox._consumers), [(signal, signal.receivers[:]) for signal in (post_save, post_delete)]
    follow.connect()
    call_command("export_site", "--all", verbosity=0)
    yield Path(settings.EXPORT_DIR)
    outbox._consumers.clear()
    outbox._consumers.update(kept)
    for signal, receivers in listening:  # or the rows of later tests would wait for nobody
        signal.receivers[:] = receivers
        signal.sender_receivers_cache.clear()


def files(folder: Path) -> dict[str, bytes]:
    tree = live_tree(folder)
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def file_of(page: Any) -> str:
    return urlsplit(page.get_url()).path.strip("/") + "/index.html"


def test_every_public_page_is_there_in_both_scripts_with_its_files_and_nothing_else(
    exported: Path, bureau: SimpleNamespace, client: Any
) -> None:
    held, path = files(exported), file_of(bureau.public)
    for name in ("index.html", "zh-hant/index.html", path, f"zh-hant/{path}"):
        address = "/" + name.removesuffix("index.html")
        assert held[name] == client.get(address, headers={"host": "localhost"}).content
    assert any(name.startswith(f"documents/{bureau.attachment.pk}/") for name in held)
    assert any(name.startswith("media/images/") for name in held)
    assert any(name.endswith(".css") for name in held)
    assert held[f"d/{bureau.public.permanent_id}/index.html"].count(b"http-equiv") == 1
    assert [name for name, body in held.items() if SECRET_WORDS in body] == []
    assert not any(name.startswith((f"documents/{bureau.hidden.pk}/", "private", "admin")) for name in held)
    assert set(held) - {manifest.NAME} == set(manifest.load(live_tree(exported)).files)


def test_what_is_published_appears_and_what_is_withdrawn_or_closed_goes(
    exported: Path, bureau: SimpleNamespace, make_notice: Any, client: Any
) -> None:
    before = live_tree(exported)
    added = make_notice("关于报送秋季研修计划的通知")
    outbox.drain_all()
    held = files(exported)
    assert live_tree(exported) != before
    assert file_of(added) in held
    assert added.title.encode() in held["index.html"]
    restriction = PageViewRestriction.objects.create(page=added, restriction_type="login")
    outbox.drain_all()
    assert added.title.encode() not in b"".join(files(exported).values())
    restriction.delete()
    outbox.drain_all()
    assert file_of(added) in files(exported)
    call_command("take_down", bureau.public.get_full_url(), "--reason", "误发", verbosity=0)
    assert client.get(bureau.public.get_url(), headers={"host": "localhost"}).status_code in (404, 410)
    assert EventLog.objects.filter(action="page.unpublish", detail__reason="误发").count() == 2
    held = files(exported)
    assert file_of(bureau.public) not in held
    assert f"zh-hant/{file_of(bureau.public)}" not in held
    assert f"d/{bureau.public.permanent_id}/index.html" not in held
    assert not any(name.startswith((f"documents/{bureau.attachment.pk}/", "media/images/")) for name in held)
    assert bureau.public.title.encode() not in b"".join(held.values())
    call_command("verify_site", verbosity=0)


def test_one_changed_byte_is_reported_on_the_disk_on_the_live_site_and_in_the_manifest(
    exported: Path, bureau: SimpleNamespace, live_server: Any, capsys: Any
) -> None:
    call_command("verify_site", "--url", live_server.url)
    assert "网站与导出一致" in capsys.readouterr().out
    type(bureau.public).objects.filter(pk=bureau.public.pk).update(
        title=bureau.public.title + "。"
    )  # past every signal
    with pytest.raises(CommandError):
        call_command("verify_site", "--url", live_server.url)
    assert urlsplit(bureau.public.get_url()).path in capsys.readouterr().err
    path = live_tree(exported) / file_of(bureau.public)
    body = bytearray(path.read_bytes())
    body[100] ^= 1
    path.write_bytes(body)
    with pytest.raises(CommandError):
        call_command("verify_site")
    assert file_of(bureau.public) in capsys.readouterr().err
    listed = live_tree(exported) / manifest.NAME
    listed.write_text(listed.read_text().replace('"page": ', '"page": 1', 1))
    with pytest.raises(CommandError, match="签名"):
        call_command("verify_site")


def test_an_export_that_fails_leaves_the_one_before(exported: Path, monkeypatch: Any) -> None:
    from portal.operations.export import build

    before = files(exported)
    monkeypatch.setattr(build, "ask", lambda address: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(CommandError, match="没有变动"):
        call_command("export_site", "--all")
    assert files(exported) == before
    assert len(list(exported.glob("tree.*"))) == 1
