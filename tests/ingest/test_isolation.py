"""Parsers run in one warm child with limits: what breaks it breaks one file, and it does not outlive its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.pipeline import import_document
from ingest.readers import ReadError, read, worker
from ingest.readers.worker.child import SOURCE_ROOT, Child, LostError
from ingest.readers.worker.pool import Pool
from ingest.report import as_line, for_table
from ingest.wording import plain

LINE = "各校按时报送材料，谢谢。".encode()


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.stop()


def pid_of(pool: Pool) -> int:
    return pool._idle[0].pid


def ends(pid: int, within: float = 10.0) -> bool:
    """Whether the process is gone or a zombie in time."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_one_child_reads_file_after_file_as_this_process_would(word: Callable[..., bytes], pool: Pool) -> None:
    data = word(lambda document: document.add_paragraph("各校按时报送材料。").add_run("谢谢").__setattr__("bold", True))
    there = read(data, "a.docx")
    with worker.in_this_process():
        assert read(data, "a.docx") == there
    pool.ask("read", "a.txt", LINE)
    first = pid_of(pool)
    pool.ask("read", "b.txt", LINE)
    assert pid_of(pool) == first


def test_a_child_that_dies_is_replaced_and_only_its_file_fails(pool: Pool) -> None:
    pool.ask("read", "a.txt", LINE)
    child, first = pool._idle[0], pid_of(pool)
    os.kill(first, signal.SIGSTOP)

    def kill_while_it_reads() -> None:
        while child not in pool._lent:  # killed before, it would be replaced and no file fail
            time.sleep(0.01)
        time.sleep(0.2)
        os.kill(first, signal.SIGKILL)

    killer = threading.Thread(target=kill_while_it_reads, daemon=True)
    killer.start()
    with pytest.raises(ReadError, match="已损坏或内部异常庞大"):
        pool.ask("read", "a.txt", LINE)
    killer.join()
    assert pool.ask("read", "a.txt", LINE)[0]["format"] == "txt"
    assert pid_of(pool) != first
    os.kill(pid_of(pool), signal.SIGKILL)  # while it has nothing to do: nobody notices
    assert ends(pid_of(pool))
    assert pool.ask("read", "a.txt", LINE)[0]["format"] == "txt"


def test_time_and_memory_are_limited_and_the_kernel_refuses_the_rest() -> None:
    program = (
        "import socket, subprocess, os, sys\n"
        "from ingest.readers.worker import limits\n"
        "limits.limit_memory(300); assert limits.shut_in()\n"
        "def refused(do):\n"
        "    try: do()\n"
        "    except OSError: return\n"
        "    sys.exit(3)\n"
        "refused(socket.socket); refused(os.fork); refused(lambda: os.unlink(sys.argv[1])); refused(lambda: os.kill(os.getppid(), 0))\n"
        "refused(lambda: subprocess.run(['/bin/true']))\n"
        "def write():\n"
        "    with open(sys.argv[1], 'ab') as file: file.write(b'x')\n"
        "refused(write)\n"
        "try: bytearray(400 << 20)\n"
        "except MemoryError: pass\n"
        "else: sys.exit(4)\n"
        "limits.allow_seconds(0)\n"
        "while True: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, __file__], env={"PYTHONPATH": str(SOURCE_ROOT)}, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGXCPU


def test_a_slow_file_is_stopped(pool: Pool) -> None:
    child = Child()
    try:
        child.ask("read", "a.txt", LINE, 5)
        os.kill(child.pid, signal.SIGSTOP)
        with pytest.raises(LostError) as lost:
            child.ask("read", "a.txt", LINE, 0)
        assert lost.value.reason == "time"
    finally:
        child.end()
    assert ends(child.pid)


def test_the_child_dies_with_a_parent_that_is_killed() -> None:
    program = (
        "import sys, time\nfrom ingest.readers import worker\n"
        "worker.ask('read', 'a.txt', '各校按时报送材料，谢谢。'.encode())\n"
        "print(worker._pool._idle[0].pid, flush=True)\ntime.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(SOURCE_ROOT)}, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
    os.kill(child, signal.SIGSTOP)  # it cannot even notice by itself
    parent.kill()
    parent.wait()
    os.kill(child, signal.SIGCONT)
    assert ends(child)


def test_threads_and_forks_have_children_of_their_own(pool: Pool) -> None:
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(pool.ask("read", "a.txt", LINE)[0]["format"])) for _n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["txt"] * 6
    known = {child.pid for child in pool._idle}
    assert 1 <= len(known) <= 2
    pid = os.fork()
    if pid == 0:  # as gunicorn makes its workers
        os._exit(0 if pool.ask("read", "a.txt", LINE)[0]["format"] == "txt" and pid_of(pool) not in known else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert pool.ask("read", "a.txt", LINE)[0]["format"] == "txt"
    assert pid_of(pool) in known


def test_a_plain_document_needs_no_dictionaries_of_readings() -> None:
    program = (
        "import sys\nfrom ingest.pipeline import import_document\n"
        "def read(text): return import_document(text.encode(), 'a.txt').removed_counts().get('injected_readings', 0)\n"
        "assert read('各校按时报送材料（AI），谢谢（OK）。') == 0\n"
        "assert 'pypinyin' not in sys.modules\n"
        "assert read('学(xué)习(xí)材(cái)料(liào)按时报送。') == 4\n"
        "assert 'pypinyin' in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(SOURCE_ROOT)}, timeout=60, check=False
    )
    assert done.returncode == 0


def test_paragraphs_of_a_document_are_not_kept_behind_it() -> None:
    import_document(("各校按时报送材料。" * 5_000).encode(), "a.txt")
    assert plain.cache_info().currsize == 0


def test_the_report_keeps_no_texts_until_its_end() -> None:
    line = as_line(import_document("关于报送材料的通知\n各校按时报送材料。".encode(), "a.txt"))
    assert set(line) - set(for_table(line)) >= {"text", "figures", "cited", "headings"}
