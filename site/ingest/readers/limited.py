"""A parser in a child process (隔离读取) with limits of memory and time: a file that breaks it breaks nothing else."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ingest.readers.errors import ReadError
from ingest.readers.portable import from_json, to_json
from ingest.readers.source import SourceDocument

SOURCE_ROOT = Path(__file__).resolve().parents[2]
TOO_SLOW = "读取{what}用时超过 {seconds} 秒，已停止。请拆分文件，或另存为 docx 再导入。"
TOO_BIG = "读取{what}时内存不够，已停止：文件内部异常庞大。请压缩图片或拆分后再导入。"
CRASHED = "{what}文件已损坏，读取程序无法处理。请用生成它的软件重新导出，再导入。"


def run_limited(module: str, data: bytes, *, seconds: int, megabytes: int, what: str) -> SourceDocument:
    """What `module` (a program that calls `serve`) reads from `data`; raises ReadError."""
    environment = {"PYTHONPATH": str(SOURCE_ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, str(seconds), str(megabytes)],
            input=data,
            capture_output=True,
            timeout=3 * seconds,  # the limit counts this process's own time, on a busy machine it passes more slowly
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError("too_slow", TOO_SLOW.format(what=what, seconds=seconds)) from error
    except OSError as error:
        raise ReadError("no_process", f"服务器资源不足，暂时不能读取{what}。请稍后再试。") from error
    if done.returncode == 0:
        answer = json.loads(done.stdout)
        if "code" in answer:
            raise ReadError(answer["code"], answer["message"])
        return from_json(answer)
    if done.returncode in (-9, -24) or done.returncode == 152:  # SIGKILL, SIGXCPU: the time is up
        raise ReadError("too_slow", TOO_SLOW.format(what=what, seconds=seconds))
    if b"MemoryError" in done.stderr or b"bad_alloc" in done.stderr:
        raise ReadError("too_large", TOO_BIG.format(what=what))
    raise ReadError("broken", CRASHED.format(what=what))


def serve(read: Callable[[bytes], SourceDocument]) -> None:
    """The child's side: limits first, then one file, then the answer; stderr is for what nobody foresaw."""
    seconds, megabytes = map(int, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        answer = to_json(read(data))
    except ReadError as error:
        answer = {"code": error.code, "message": error.message}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
