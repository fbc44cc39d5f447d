"""doc, wps, xls and their like: LibreOffice, where it is installed, makes docx, xlsx or pptx of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from search.attachments.formats import UnreadableError

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90
# Set by the process itself before it becomes soffice: processor seconds, memory, size of a file.
LAUNCH = (
    "import os, resource, sys\n"
    "os.nice(10)\n"
    f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))\n"
    "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (200 << 20, 200 << 20))\n"
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
# No macros, nothing that a document links to is fetched, and no test pictures, which a new profile draws as a new version
# (128 MB and two seconds a file).
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.0</value></prop>
</item></oor:items>"""


class Target(NamedTuple):
    suffix: str
    filter: str


WORD = Target(".docx", "MS Word 2007 XML")
SHEETS = Target(".xlsx", "Calc MS Excel 2007 XML")
SLIDES = Target(".pptx", "Impress MS PowerPoint 2007 XML")
TARGETS = {
    ".doc": WORD, ".wps": WORD, ".rtf": WORD, ".wpt": WORD, ".xls": SHEETS, ".et": SHEETS, ".ppt": SLIDES, ".dps": SLIDES,
}  # fmt: skip


def converted(data: bytes, suffix: str) -> bytes:
    """The file in its newer format; raises UnreadableError. Nothing is left behind."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise UnreadableError("no_office")
    target = TARGETS[suffix]
    with tempfile.TemporaryDirectory(prefix="shixun-attachment-") as folder:
        room = Path(folder)
        (room / "profile" / "user").mkdir(parents=True)
        (room / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        source = room / f"file{suffix}"
        source.write_bytes(data)
        _run(
            [program, f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
             "--nodefault", "--convert-to", f"{target.suffix[1:]}:{target.filter}", "--outdir", str(room / "out"), str(source)],
            room,
        )  # fmt: skip
        result = room / "out" / f"file{target.suffix}"
        if not result.is_file():
            raise UnreadableError("broken")
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
        raise UnreadableError("too_slow") from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
