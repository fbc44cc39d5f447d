"""The warm children of one process: lent out one file at a time, replaced when they die, never shared with a fork."""

from __future__ import annotations

import atexit
import logging
import os
import threading
import weakref
from typing import Any

from ingest.readers.errors import ReadError
from ingest.readers.worker.child import Child, LostError
from ingest.readers.worker.operations import OTHERWISE, SECONDS

logger = logging.getLogger(__name__)
AT_MOST = 2
TOO_SLOW = "读取文件用时过长（超过 {seconds} 秒），已停止。请拆分文件，或另存为 docx 再导入。"
TOO_BIG = "读取文件时内存不够，已停止：文件内部异常庞大。请压缩图片或拆分后再导入。"
CRASHED = "文件已损坏或内部异常庞大，读取程序无法处理。请用生成它的软件重新导出，再导入。"
NO_PROCESS = "服务器资源不足，暂时不能读取文件。请稍后再试。"
_pools: weakref.WeakSet[Pool] = weakref.WeakSet()


class Pool:
    """At most `AT_MOST` children; who comes later waits."""

    def __init__(self) -> None:
        self._reset()
        _pools.add(self)

    def _reset(self) -> None:
        self._free = threading.Condition()
        self._idle: list[Child] = []
        self._lent: set[Child] = set()

    def ask(self, operation: str, name: str, data: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """The answer of a child; raises ReadError for what it refuses and for what breaks it."""
        seconds = SECONDS.get(os.path.splitext(name)[1].lower(), OTHERWISE)
        try:
            value, blobs = self._asked(operation, name, data, seconds)
        except LostError as error:
            raise _lost(error.reason, seconds) from error
        except OSError as error:
            raise ReadError("no_process", NO_PROCESS) from error
        if "code" in value:
            raise ReadError(str(value["code"]), str(value["message"]))
        if value.get("failed") == "memory":
            raise ReadError("too_large", TOO_BIG)
        if "failed" in value:
            raise RuntimeError(value["trace"])
        return value, blobs

    def _asked(self, operation: str, name: str, data: bytes, seconds: int) -> tuple[dict[str, Any], list[bytes]]:
        while True:
            child = self._take()
            warm = child.asked > 0
            keep = False
            try:
                value, blobs = child.ask(operation, name, data, seconds)
                keep = not value.pop("last", False)
                return value, blobs
            except LostError as error:
                if error.reason != "idle" or not warm:
                    raise
            finally:
                self._give_back(child, keep)

    def _take(self) -> Child:
        with self._free:
            while True:
                while self._idle:
                    child = self._idle.pop()
                    if child.is_alive:
                        self._lent.add(child)
                        return child
                    child.end()
                if len(self._lent) < AT_MOST:
                    child = Child()
                    self._lent.add(child)
                    return child
                self._free.wait()

    def _give_back(self, child: Child, keep: bool) -> None:
        if not keep:
            child.end()
        with self._free:
            self._lent.discard(child)
            if keep:
                self._idle.append(child)
            self._free.notify()

    def stop(self) -> None:
        with self._free:
            children, self._idle = self._idle, []
        for child in children:
            child.end()

    def forget(self) -> None:
        """In a fork: the children are our parent's, and so are the locks."""
        children = [*self._idle, *self._lent]
        self._reset()
        for child in children:
            child.let_go()


def _lost(reason: str, seconds: int) -> ReadError:
    if reason == "time":
        return ReadError("too_slow", TOO_SLOW.format(seconds=seconds))
    if reason == "size":
        return ReadError("too_large", TOO_BIG)
    return ReadError("broken", CRASHED)


def _forget_all() -> None:
    for pool in list(_pools):
        pool.forget()


def _stop_all() -> None:
    for pool in list(_pools):
        pool.stop()


os.register_at_fork(after_in_child=_forget_all)
atexit.register(_stop_all)
