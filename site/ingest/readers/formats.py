"""Which parser reads which kind of file (格式); it runs in a child (`ingest.readers.worker`)."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable

from ingest.readers.errors import ReadError
from ingest.readers.source import SourceDocument

WORD, PAGE = "docx:read_docx", "html:read_html"
# Extension -> module of ingest.readers and function; modules are imported when a file needs them.
READERS = {
    ".docx": WORD, ".html": PAGE, ".htm": PAGE, ".shtml": PAGE, ".xhtml": PAGE, ".md": "markdown:read_markdown",
    ".markdown": "markdown:read_markdown", ".txt": "text:read_text", ".text": "text:read_text", ".pdf": "pdf:read_pdf",
    ".doc": "legacy:read_held", ".wps": "legacy:read_held", ".rtf": "legacy:read_held", ".eml": "eml:read_eml",
    ".ofd": "ofd:read_ofd", ".xlsx": "xlsx:read_xlsx", ".xlsm": "xlsx:read_xlsx", ".docm": WORD, ".mht": "mht:read_mht",
    ".mhtml": "mht:read_mht",
}  # fmt: skip
MAX_CHARACTERS, MAX_PIECES = 1_000_000, 200_000  # a thousand printed pages; paragraphs and fields of tables
TOO_LONG = "文件有 {characters} 万字，超过 {most} 万字的上限，请拆分后再导入。"
TOO_MANY = "文件里的段落和表格单元格有 {pieces} 个，多得不正常，没有导入。请只保留要发布的部分，或把它作为附件上传。"
BLANK = " \t\r\n\x0b\x0c\u00a0\u3000\ufeff\u200b\u200c\u200d\u2060\ufffd\ufffe"
TOO_DEEP = "文件内部嵌套层数过多，不像正常的文档，没有导入。"


def reader_of(extension: str) -> Callable[[bytes], SourceDocument]:
    """The function that reads such a file; KeyError for an unknown extension."""
    module, function = READERS[extension].split(":")
    reader: Callable[[bytes], SourceDocument] = getattr(importlib.import_module(f"ingest.readers.{module}"), function)
    return reader


def parse(data: bytes, name: str) -> SourceDocument:
    """Read in this process; raises ReadError, and whatever a hostile file provokes."""
    try:
        source = reader_of(os.path.splitext(name)[1].lower())(data)
    except RecursionError as error:
        raise ReadError("too_deep", TOO_DEEP) from error
    _check_size(source)
    if not any(block.text.strip(BLANK) or block.kind == "image" for block in source.blocks):
        raise ReadError("empty", "文件里没有文字，没有可导入的内容。")
    return source


def _check_size(source: SourceDocument) -> None:
    """What follows reads every word several times: raises ReadError for more than any document has."""
    characters = pieces = 0
    for part in (source.before, source.blocks, source.after):
        for block in part:
            pieces += 1 + len(block.runs) + sum(map(len, block.rows))
            characters += sum(len(run.text) for run in block.runs)
            characters += sum(len(cell.text) for row in block.rows for cell in row)
    if characters > MAX_CHARACTERS:
        raise ReadError("too_long", TOO_LONG.format(characters=characters // 10_000, most=MAX_CHARACTERS // 10_000))
    if pieces > MAX_PIECES:
        raise ReadError("too_long", TOO_MANY.format(pieces=pieces))
