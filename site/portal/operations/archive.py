"""The file of a backup: one tar.gz, or the same encrypted; its last member lists the sha256 of all others.

manifest.json    {"format": 1, "made_at": ISO 8601 in UTC, "about": {...}, "files": {name: {"size": bytes, "sha256": hex}}}
database/…       the database's own dump
media/…          pictures and attachments
private/…        originals of imports
settings.json    the settings without secrets
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from portal.operations import encryption
from portal.operations.errors import OperationError

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20
COMPRESSION = 3  # pictures hardly shrink; at 6 the database takes three times as long for 4 % less


@dataclass
class Manifest:
    """What a backup says of itself."""

    about: dict[str, Any] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    made_at: str = ""


class Reading:
    """A file that is hashed while tar reads it, and has the promised length whatever happens to it meanwhile."""

    def __init__(self, source: IO[bytes], size: int) -> None:
        self.source, self.left, self.hash = source, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        block = self.source.read(wanted).ljust(wanted, b"\0") if wanted else b""
        self.left -= len(block)
        self.hash.update(block)
        return block


class Writer:
    """Adds files and trees; close() adds the manifest."""

    def __init__(self, stream: IO[bytes], about: dict[str, Any]) -> None:
        self.manifest = Manifest(about=about, made_at=datetime.now(UTC).isoformat(timespec="seconds"))
        self.packed = gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=COMPRESSION, filename="")
        self.tar = tarfile.open(fileobj=self.packed, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            info = self.tar.gettarinfo(arcname=name, fileobj=source)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            reading = Reading(source, info.size)
            self.tar.addfile(info, reading)  # type: ignore[arg-type]
        self.manifest.files[name] = {"size": info.size, "sha256": reading.hash.hexdigest()}

    def add_text(self, name: str, text: str) -> None:
        data = text.encode()
        self._add_bytes(name, data)
        self.manifest.files[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    def add_tree(self, name: str, folder: Path) -> None:
        """Every plain file below `folder`; one that goes away meanwhile is left out."""
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() or not path.is_file():
                continue
            try:
                self.add(f"{name}/{path.relative_to(folder).as_posix()}", path)
            except FileNotFoundError:
                continue

    def close(self) -> None:
        said = {"format": FORMAT, **vars(self.manifest)}
        self._add_bytes(MANIFEST, json.dumps(said, ensure_ascii=False, indent=1).encode())
        self.tar.close()
        self.packed.close()

    def _add_bytes(self, name: str, data: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = len(data), int(datetime.now(UTC).timestamp()), 0o600
        self.tar.addfile(info, io.BytesIO(data))


@contextmanager
def opened(path: Path, passphrase_file: str | Path = "") -> Iterator[tarfile.TarFile]:
    """The members in order. Raises OperationError where this is no readable backup."""
    try:
        if path.name.endswith(encryption.SUFFIX):
            with encryption.decrypted_from(path, passphrase_file) as stream, _members(stream) as tar:
                yield tar
        else:
            with path.open("rb") as stream, _members(stream) as tar:
                yield tar
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise OperationError(f"{path} 不是完整的备份文件（{error}）。请换一份备份。") from error


@contextmanager
def _members(stream: IO[bytes]) -> Iterator[tarfile.TarFile]:
    with gzip.GzipFile(fileobj=stream, mode="rb") as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
        yield tar


def unpack(path: Path, into: Path | None, passphrase_file: str | Path = "") -> Manifest:
    """Check every member against the manifest; write them below `into` where that is given.

    Raises OperationError naming the first member that is missing, too much or not as it was.
    """
    found: dict[str, dict[str, Any]] = {}
    manifest: Manifest | None = None
    with opened(path, passphrase_file) as tar:
        for member in tar:
            name = member.name
            if not member.isreg() or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise OperationError(f"备份里有不该有的条目 {name!r}，没有恢复任何内容。")
            source = tar.extractfile(member)
            assert source is not None
            if name == MANIFEST:
                manifest = _read_manifest(source.read())
                continue
            found[name] = _take(source, into / name if into else None)
    if manifest is None:
        raise OperationError(f"{path} 里没有清单：备份没有做完，请换一份。")
    for name in sorted(found.keys() ^ manifest.files.keys()):
        raise OperationError(f"备份与清单不符：{name}。没有恢复任何内容，请换一份备份。")
    for name, facts in found.items():
        if facts != manifest.files[name]:
            raise OperationError(f"备份里的 {name} 与清单的校验值不符。没有恢复任何内容，请换一份备份。")
    return manifest


def _take(source: IO[bytes], target: Path | None) -> dict[str, Any]:
    digest, size, written = hashlib.sha256(), 0, None
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        written = target.open("xb")
    try:
        while block := source.read(BLOCK):
            digest.update(block)
            size += len(block)
            if written:
                written.write(block)
    finally:
        if written:
            written.close()
    return {"size": size, "sha256": digest.hexdigest()}


def _read_manifest(data: bytes) -> Manifest:
    try:
        said = json.loads(data)
        known = said.pop("format") == FORMAT
        manifest = Manifest(**said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OperationError("备份的清单读不懂，请换一份备份。") from error
    if not known:
        raise OperationError("这份备份是更新的版本做的：请先升级门户，再恢复。")
    return manifest
