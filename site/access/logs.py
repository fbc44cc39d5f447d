"""Handlers and formatters for the logs that inspectors read: one JSON line an event, UTC, kept by day, sent to syslog.

Pure of Django, so that settings may name them. A record's data come as `extra={"event": {...}}`.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SEVERITIES = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}
FACILITY = 13  # log audit
PAUSE = 30  # seconds during which a server that did not answer is not asked again
TIMEOUT = 2  # seconds that one request may wait for it


class JSONFormatter(logging.Formatter):
    """{"time": "2026-11-23T04:05:06.789012Z", "level": ..., "logger": ..., "message": ..., event's own keys}."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": _moment(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "event", {}),
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=True, default=str, separators=(",", ":"))


class SyslogFormatter(JSONFormatter):
    """RFC 5424. JSON in ASCII, so no byte order mark is called for."""

    def format(self, record: logging.LogRecord) -> str:
        priority = FACILITY * 8 + SEVERITIES.get(record.levelno, 6)
        name = record.name.rpartition(".")[2][:32] or "-"
        head = f"<{priority}>1 {_moment(record.created)} {socket.gethostname() or '-'} shixun {os.getpid()} {name} -"
        return f"{head} {super().format(record)}"


def _moment(created: float) -> str:
    return datetime.fromtimestamp(created, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class SyslogHandler(logging.Handler):
    """`address`: udp://host:514, tcp://host:601 (octet counting, RFC 6587) or unix:///dev/log.

    A server that is down costs a request two seconds once in half a minute; the line is then said on stderr.
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.scheme, self.target = parse_syslog_address(address)
        self.connection: socket.socket | None = None
        self.silent_until = 0.0
        self.setFormatter(SyslogFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        if time.monotonic() < self.silent_until:
            return
        try:
            line = self.format(record).encode()
            if self.scheme == "tcp":
                line = f"{len(line)} ".encode() + line
            if self.connection is None:
                self.connection = self._connect()
            self.connection.sendall(line)
        except OSError as error:
            self._hang_up()
            self.silent_until = time.monotonic() + PAUSE
            sys.stderr.write(
                f"syslog {self.address}: {error}; not asked again for {PAUSE} s, {record.name} is kept here\n"
            )

    def _connect(self) -> socket.socket:
        if self.scheme == "tcp":
            return socket.create_connection(self.target, TIMEOUT)
        if self.scheme == "unix":
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            connection.settimeout(TIMEOUT)
            connection.connect(self.target)
            return connection
        family, kind, protocol, _name, target = socket.getaddrinfo(*self.target, type=socket.SOCK_DGRAM)[0]
        connection = socket.socket(family, kind, protocol)
        connection.connect(target)
        return connection

    def _hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def close(self) -> None:
        self._hang_up()
        super().close()


def parse_syslog_address(address: str) -> tuple[str, Any]:
    """("udp" or "tcp", (host, port)), or ("unix", path). Raises ValueError with what would be right."""
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path:
        return "unix", parts.path
    if parts.scheme in ("udp", "tcp") and parts.hostname:
        return parts.scheme, (parts.hostname, parts.port or (514 if parts.scheme == "udp" else 601))
    raise ValueError(f"SYSLOG_ADDRESS={address!r}: use udp://host:514, tcp://host:601 or unix:///dev/log.")


class DailyFileHandler(logging.Handler):
    """Appends to `folder`/`name`-2026-11-23.jsonl (UTC), a new file each day, which no rotation has to rename.

    Several processes write the same file: each line is one write at its end.
    """

    def __init__(self, folder: str, name: str) -> None:
        super().__init__()
        self.folder, self.name = Path(folder), name
        self.day, self.descriptor = "", -1
        self.setFormatter(JSONFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        try:
            day = f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%d}"
            if day != self.day:
                self._turn_to(day)
            os.write(self.descriptor, self.format(record).encode() + b"\n")
        except OSError:
            self.handleError(record)

    def _turn_to(self, day: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.name}-{day}.jsonl"
        opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        if self.descriptor >= 0:
            os.close(self.descriptor)
        self.day, self.descriptor = day, opened

    def close(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor, self.day = -1, ""
        super().close()
