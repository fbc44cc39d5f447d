"""What a parser's process may do: memory, processor time, no files to write, no network, no programs, and no life after its parent."""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import resource
import select
import struct
import sys

MEGABYTE = 1024 * 1024
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, EQUALS, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, ABSENT = (
    0x7FFF0000,
    0x00050001,
    0x00050026,
)  # go on; EPERM; ENOSYS, after which libc takes the older call
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
AF_UNIX = 1
# (audit name of the machine, numbers of the calls that a parser has no business with, socket, clone3)
# socket, connect, bind, listen, fork, vfork, clone, execve, execveat, kill, tkill, ptrace, process_vm_*, rename*, unlink*,
# mkdir*, rmdir, link*, symlink*, chmod*, truncate, io_uring_setup, mount
MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 57, 58, 56, 59, 322, 62, 200, 101, 310, 311, 82, 264, 316, 87, 263, 83, 258, 84,
                            86, 265, 88, 266, 90, 268, 76, 425, 165), 41, 435),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 220, 221, 281, 129, 130, 117, 270, 271, 38, 276, 35, 34, 37, 36, 53, 45, 425,
                             40), 198, 435),
}  # fmt: skip
X32 = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def limit_memory(megabytes: int) -> None:
    """Of the address space, which what is really used never exceeds; nothing is written, no core is left."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_seconds(seconds: int) -> None:
    """Processor time for what comes next; the kernel ends the process that uses more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def shut_in() -> bool:
    """From here on the kernel refuses network, programs, processes and changes to files. False where it cannot."""
    machine = MACHINES.get(platform.machine())
    if machine is None or sys.platform != "linux":
        return False
    name, refused, _socket, clone3 = machine
    code = [
        _step(LOAD, ARCHITECTURE), _step(EQUALS, name, 1, 0), _step(RETURN, REFUSE),
        _step(LOAD, NUMBER), _step(AT_LEAST, X32, 0, 1), _step(RETURN, REFUSE),
        _step(EQUALS, clone3, 0, 1), _step(RETURN, ABSENT),
    ]  # fmt: skip
    for number in refused:
        code += [_step(EQUALS, number, 0, 1), _step(RETURN, REFUSE)]
    return _install([*code, _step(RETURN, ALLOW)])


def without_network() -> bool:
    """The kernel refuses sockets other than those between local programs, also to every program started from here."""
    machine = MACHINES.get(platform.machine())
    if machine is None or sys.platform != "linux":
        return False
    name, _refused, socket, _clone3 = machine
    return _install([
        _step(LOAD, ARCHITECTURE), _step(EQUALS, name, 1, 0), _step(RETURN, REFUSE),
        _step(LOAD, NUMBER), _step(EQUALS, socket, 0, 3),
        _step(LOAD, FIRST_ARGUMENT), _step(EQUALS, AF_UNIX, 1, 0), _step(RETURN, REFUSE), _step(RETURN, ALLOW),
    ])  # fmt: skip


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def _install(steps: list[bytes]) -> bool:
    """Hand the filter to the kernel (seccomp); it needs no rights and cannot be taken off again."""
    libc = ctypes.CDLL(None, use_errno=True)
    code = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def end_with(lifeline: int, group: bool = False) -> None:
    """End this process, or its whole group, when the other end of the pipe closes, even in the middle of C code.

    Not PR_SET_PDEATHSIG: that one fires when the *thread* that started the child ends."""
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpgrp() if group else os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
    if select.select([lifeline], [], [], 0)[0]:  # it closed before we asked to be told
        os._exit(0)
