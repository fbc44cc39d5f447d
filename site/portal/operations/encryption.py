"""Backups that only the holder of a passphrase reads (备份加密), by openssl enc: AES-256 or SM4 by setting, PBKDF2.

The stream carries no code of its own against changes: the sha256 of every file lies inside what is encrypted, and
unpacking compares them all.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings

from portal.operations.errors import OperationError

SUFFIX = ".enc"
ROUNDS = 600_000  # of PBKDF2-SHA256: OWASP's number of 2023


def openssl(passphrase_file: str | Path) -> list[str]:
    """The command up to its direction. Raises OperationError where openssl or the passphrase is missing."""
    program = shutil.which("openssl")
    if program is None:
        raise OperationError("没有找到 openssl：请安装它，或者加 --plain 不加密，再把备份放进加密的磁盘。")
    file = Path(passphrase_file)
    if not passphrase_file or not file.is_file() or not file.read_text(encoding="utf-8").strip():
        raise OperationError(
            "加密需要口令：请把口令写进一个只许服务账号读取的文件，并用 BACKUP_PASSPHRASE_FILE 指定它。"
        )
    cipher = [f"-{settings.BACKUP_CIPHER}", "-pbkdf2", "-md", "sha256", "-iter", str(ROUNDS)]
    return [program, "enc", *cipher, "-pass", f"file:{file}"]


@contextmanager
def encrypted_to(path: Path, passphrase_file: str | Path) -> Iterator[IO[bytes]]:
    """A stream whose bytes arrive encrypted in `path`."""
    command = [*openssl(passphrase_file), "-e", "-salt"]
    with path.open("wb") as target:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=target, stderr=subprocess.PIPE)
        assert process.stdin is not None
        assert process.stderr is not None
        try:
            with suppress(BrokenPipeError):  # what openssl says below is the reason
                yield process.stdin
        finally:
            with suppress(BrokenPipeError):
                process.stdin.close()
            said = process.stderr.read().decode(errors="replace").strip()
            process.stderr.close()
            if process.wait():
                raise OperationError(f"openssl 加密失败：{said}")


@contextmanager
def decrypted_from(path: Path, passphrase_file: str | Path) -> Iterator[IO[bytes]]:
    """The plain bytes of `path`. A reader that stops early ends openssl."""
    process = subprocess.Popen(
        [*openssl(passphrase_file), "-d", "-in", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        yield process.stdout
        while process.stdout.read(1 << 20):
            pass
        said = process.stderr.read().decode(errors="replace").strip()
        if process.wait():
            raise OperationError(f"openssl 解密失败，口令对吗？{said}")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
