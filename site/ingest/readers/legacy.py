"""Word 97-2003 and WPS files (doc, wps, rtf): LibreOffice makes a docx of them, in a process of its own with limits."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ingest.readers.charset import decode
from ingest.readers.docx import read_docx
from ingest.readers.errors import ReadError
from ingest.readers.html import read_html
from ingest.readers.source import SourceDocument
from ingest.readers.text import MARKUP

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90
MAX_RESULT = 200 * 1024 * 1024
WORD_STREAM = "WordDocument".encode("utf-16-le")  # WPS writes it as well; Works, Excel and rubbish do not
OLE, ZIP, RTF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"
MISSING = "服务器没有安装 LibreOffice，读不了 {extension} 文件。请用 Word 或 WPS 另存为 docx 再导入，或请管理员安装 libreoffice-writer-nogui。"
BROKEN = "文件已损坏，或者不是 Word、WPS 文件。请用 Word 或 WPS 重新打开并另存为 docx，再导入。"
SLOW = "转换文件用时超过 {seconds} 秒，已停止。请用 Word 或 WPS 另存为 docx 再导入。"
LOCKED = "文件设有密码，无法读取。请去掉密码后再导入。"
# The limits are set by the process itself before it becomes soffice: processor seconds, memory, size of a file.
LAUNCH = (
    "import os, resource, sys\n"
    f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))\n"
    "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
    f"resource.setrlimit(resource.RLIMIT_FSIZE, ({MAX_RESULT}, {MAX_RESULT}))\n"
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
# No macros, and nothing that a document links to is fetched.
SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
SWITCH = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>true</value></prop></item>'
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        SWITCH.format(path=SECURITY, name=name) for name in ("DisableMacrosExecution", "BlockUntrustedRefererLinks")
    )
    + "</oor:items>"
)


def reader(extension: str) -> Callable[[bytes], SourceDocument]:
    """The reader of .doc, .wps or .rtf; what a file with such a name really holds is read as that."""

    def read(data: bytes) -> SourceDocument:
        if data.startswith(ZIP):
            return read_docx(data)
        if data.startswith(RTF):
            return read_docx(_converted(data, ".rtf", extension))
        if data.startswith(OLE) and WORD_STREAM in data:
            return read_docx(_converted(data, ".doc", extension))
        return read_html(data) if MARKUP.match(_head(data)) else _refused()

    return read


def _head(data: bytes) -> str:
    try:
        return decode(data[:4096].rsplit(b">", 1)[0] + b">")[0]
    except ReadError:
        return ""


def _refused() -> SourceDocument:
    raise ReadError("broken", BROKEN)


def _converted(data: bytes, held: str, extension: str) -> bytes:
    """The bytes of the docx made of a file that holds a .doc or .rtf; raises ReadError. Nothing is left behind."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise ReadError("no_office", MISSING.format(extension=extension))
    with tempfile.TemporaryDirectory(prefix="shixun-office-") as folder:
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
        )  # fmt: skip
        result = room / "out" / "document.docx"
        if not result.is_file():
            raise ReadError("encrypted", LOCKED) if _is_locked(data) else ReadError("broken", BROKEN)
        return result.read_bytes()


def _run(command: list[str], room: Path) -> None:
    """soffice starts children of its own: the whole group ends when the time is up."""
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=room,
        env={"HOME": str(room), "TMPDIR": str(room), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError("too_slow", SLOW.format(seconds=SECONDS)) from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _is_locked(data: bytes) -> bool:
    """The flag fEncrypted of a Word file's head, which begins a sector of the container."""
    for start in range(512, min(len(data), 65_536), 512):
        if data[start : start + 2] == b"\xec\xa5":
            return bool(data[start + 11] & 1)
    return False
