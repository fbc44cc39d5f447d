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
    if not any(block.text.strip() or block.kind == "image" for block in source.blocks):
        raise ReadError("empty", "文件里没有文字，没有可导入的内容。")
    return source
