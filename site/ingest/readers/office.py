"""Word 97-2003 and WPS files (doc, wps, rtf): LibreOffice makes a docx of them, in a process of its own with limits."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.readers.errors import ReadError
from ingest.readers.signatures import MAX_BYTES
from ingest.readers.worker.child import SOURCE_ROOT
from ingest.readers.worker.limits import MEGABYTE

LEGACY = (".doc", ".wps", ".rtf")
PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90
# A small file takes 135 MB, 100 of them the program; one of 19 MB with ten photographs 267.
MEGABYTES, TIMES_SIZE, PAUSE = 225, 3, 0.02
PREFIX = "shixun-office-"
PROGRAM = "ingest.readers.worker.launch"
WORD_STREAM = "WordDocument".encode("utf-16-le")  # WPS writes it as well; Works, Excel and rubbish do not
OLE, ZIP, RTF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"
MISSING = "服务器没有安装 LibreOffice，读不了 {extension} 文件。请用 Word 或 WPS 另存为 docx 再导入，或请管理员安装 libreoffice-writer-nogui。"
BROKEN = "文件已损坏，或者不是 Word、WPS 文件。请用 Word 或 WPS 重新打开并另存为 docx，再导入。"
SLOW = "转换文件用时超过 {seconds} 秒，已停止。请用 Word 或 WPS 另存为 docx 再导入。"
TOO_BIG = "转换文件时内存不够，已停止：文件内部异常庞大。请压缩图片或拆分后再导入。"
LOCKED = "文件设有密码，无法读取。请去掉密码后再导入。"
SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
SETTINGS = (
    (SECURITY, "DisableMacrosExecution", "true"),
    (SECURITY, "BlockUntrustedRefererLinks", "true"),  # nothing that a document links to is fetched
    # A new profile looks like a new version, which first draws test pictures: 128 MB and two seconds a file.
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99.0"),
    ("/org.openoffice.Office.Common/Cache/GraphicManager", "GraphicMemoryLimit", "50000000"),
    ("/org.openoffice.Office.Common/Undo", "Steps", "0"),
)
SETTING = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(SETTING.format(*setting) for setting in SETTINGS)
    + "</oor:items>"
)


def word_of(data: bytes, extension: str) -> bytes:
    """The file as one of today: what a file called .doc, .wps or .rtf really holds counts; raises ReadError.

    Runs in the portal's own process, which only starts LibreOffice; what that makes of the file goes to a child."""
    if data.startswith(ZIP):
        return data
    if data.startswith(RTF):
        return _converted(data, ".rtf", extension)
    if data.startswith(OLE) and WORD_STREAM in data:
        return _converted(data, ".doc", extension)
    return data


def _converted(data: bytes, held: str, extension: str) -> bytes:
    """The bytes of the docx made of a file that holds a .doc or .rtf; raises ReadError. Nothing is left behind."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise ReadError("no_office", MISSING.format(extension=extension))
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as folder:
        room = Path(folder)
        (room / "profile" / "user").mkdir(parents=True)
        (room / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        (room / "out").mkdir()
        source = room / f"document{held}"
        source.write_bytes(data)
        _run(
            [program, f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
             "--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(room / "out"), str(source)],
            room,
            MEGABYTES * MEGABYTE + TIMES_SIZE * len(data),
        )  # fmt: skip
        result = room / "out" / "document.docx"
        if not result.is_file():
            raise ReadError("encrypted", LOCKED) if _is_locked(data) else ReadError("broken", BROKEN)
        if result.stat().st_size > MAX_BYTES:
            raise ReadError("too_large", TOO_BIG)
        return result.read_bytes()


def _sweep(folder: Path) -> None:
    """Remove the rooms of processes that were killed while they converted."""
    for room in folder.glob(f"{PREFIX}*"):
        owner = room.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists() and Path("/proc").is_dir():
            shutil.rmtree(room, ignore_errors=True)


def _run(command: list[str], room: Path, memory: int) -> None:
    """soffice starts children of its own: the whole group ends when the time is up, the memory used up, or we are gone."""
    lifeline, our_end = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", PROGRAM, str(lifeline), str(SECONDS), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=room,
            env={"PYTHONPATH": str(SOURCE_ROOT), "HOME": str(room), "TMPDIR": str(room), "PATH": "/usr/bin:/bin",
                 "LC_ALL": "C.UTF-8"},
            pass_fds=[lifeline],
            start_new_session=True,
        )  # fmt: skip
        try:
            _watch(process, memory)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    finally:
        os.close(lifeline)
        os.close(our_end)


def _watch(process: subprocess.Popen[bytes], memory: int) -> None:
    """Wait for the end; raises ReadError where it takes too long or too much."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            process.wait(timeout=PAUSE)
            return
        except subprocess.TimeoutExpired:
            pass
        if time.monotonic() > until:
            raise ReadError("too_slow", SLOW.format(seconds=SECONDS))
        if group_memory(process.pid) > memory:
            raise ReadError("too_large", TOO_BIG)


def group_memory(group: int) -> int:
    """Bytes of memory that the processes of a group hold; 0 where the system does not say."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = status.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
            if int(fields[2]) == group:
                total += int(status.with_name("statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return total


def _is_locked(data: bytes) -> bool:
    """The flag fEncrypted of a Word file's head, which begins a sector of the container."""
    for start in range(512, min(len(data), 65_536), 512):
        if data[start : start + 2] == b"\xec\xa5":
            return bool(data[start + 11] & 1)
    return False
