"""Plain text (纯文本): each line that is not blank is a paragraph, with its line number kept as evidence."""

from __future__ import annotations

import re

from ingest.readers.charset import decode
from ingest.readers.errors import ReadError
from ingest.readers.source import Block, SourceDocument, paragraph

LINE_END = re.compile(r"\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c|\x85")
MARKUP = re.compile(r"\s*(<!doctype html|<html[\s>]|<\?xml|\{\\rtf)", re.I)
MAX_LINES = 200_000


def text_lines(text: str) -> list[str]:
    lines = LINE_END.split(text)
    if len(lines) > MAX_LINES:
        raise ReadError("too_long", f"文件有 {len(lines)} 行，超过 {MAX_LINES} 行的上限，请拆分后再导入。")
    return lines


def read_text(data: bytes) -> SourceDocument:
    """bytes of a .txt file -> SourceDocument; raises ReadError."""
    text, charset = decode(data)
    if MARKUP.match(text):
        raise ReadError("wrong_extension", "扩展名是 .txt，内容却是网页或富文本。请把扩展名改对（如 .html）再导入。")
    blocks: list[Block] = [
        paragraph(line, line=number) for number, line in enumerate(text_lines(text), 1) if line.strip()
    ]
    return SourceDocument(format="txt", charset=charset, blocks=tuple(blocks))
