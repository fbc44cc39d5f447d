"""Why a file cannot be read, in words for the editor who dropped it."""

from __future__ import annotations


class ReadError(Exception):
    """`code` for programs, `message` in Chinese for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
