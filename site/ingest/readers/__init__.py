"""bytes and a name -> SourceDocument. The extension says what it should be, the content must agree."""

from __future__ import annotations

import os

from ingest.readers import legacy
from ingest.readers.docx import read_docx
from ingest.readers.eml import read_eml
from ingest.readers.errors import ReadError
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf
from ingest.readers.source import SourceDocument, with_origins
from ingest.readers.text import read_text

__all__ = ["MAX_BYTES", "READERS", "ReadError", "SourceDocument", "read"]

MAX_BYTES = 50 * 1024 * 1024
READERS = {
    ".docx": read_docx, ".html": read_html, ".htm": read_html, ".shtml": read_html, ".xhtml": read_html,
    ".md": read_markdown, ".markdown": read_markdown, ".txt": read_text, ".text": read_text, ".pdf": read_pdf,
    ".doc": legacy.reader(".doc"), ".wps": legacy.reader(".wps"), ".rtf": legacy.reader(".rtf"), ".eml": read_eml,
}  # fmt: skip
LATER = {
    ".ofd": "OFD 版式文件",
}
SIGNATURES = (
    (b"%PDF-", "PDF"), (b"PK\x03\x04", "压缩包或 Office 文件"), (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（doc、xls 或 wps）"),
    (b"\x89PNG", "PNG 图片"), (b"\xff\xd8\xff", "JPEG 图片"), (b"GIF8", "GIF 图片"), (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"), (b"{\\rtf", "RTF"), (b"MZ", "可执行程序"), (b"\x7fELF", "可执行程序"), (b"BM", "BMP 图片"),
)  # fmt: skip


EXPECTED = {".docx": ("压缩包或 Office 文件",), ".pdf": ("PDF",)}
HELD = ("旧版 Office 文件（doc、xls 或 wps）", "压缩包或 Office 文件", "RTF", "")  # what a file called .doc may hold
EXPECTED |= dict.fromkeys((".doc", ".wps", ".rtf"), HELD)


def sniff(data: bytes) -> str:
    """What the first bytes say the file is, in Chinese; empty for text."""
    head = data[:16]
    if head[:2] in (b"MZ", b"BM") and b"\x00" not in data[:256]:
        return ""
    return next((name for mark, name in SIGNATURES if head.startswith(mark)), "")


def read(data: bytes, name: str) -> SourceDocument:
    """Read one file; raises ReadError and nothing else for anything that a file can hold."""
    extension = os.path.splitext(name)[1].lower()
    if not data:
        raise ReadError("empty", "文件是空的（0 字节），没有可导入的内容。")
    if len(data) > MAX_BYTES:
        raise ReadError("too_large", f"文件超过 {MAX_BYTES // 1024 // 1024} MB 的上限，请拆分或压缩图片后再导入。")
    if extension in LATER:
        raise ReadError("unsupported", f"暂不支持导入 {LATER[extension]}。请另存为 docx、html 或 txt 再导入。")
    reader = READERS.get(extension)
    if reader is None:
        raise ReadError(
            "unsupported",
            f"不支持 {extension or '没有扩展名'} 的文件。可以导入 docx、doc、wps、pdf、html、md、txt、eml。",
        )
    found = sniff(data)
    if found not in EXPECTED.get(extension, ("",)):
        if extension == ".docx" and not found:
            raise ReadError(
                "broken", "文件已损坏，或者不是 Word 文件（docx）。请用 Word 或 WPS 重新打开并另存，再导入。"
            )
        if extension == ".pdf" and not found:
            raise ReadError("broken", "文件已损坏，或者不是 PDF。请用生成它的软件重新导出，再导入。")
        raise ReadError("wrong_extension", f"扩展名是 {extension}，内容却是{found}。请把扩展名改对，或另存后再导入。")
    try:
        source = reader(data)
    except RecursionError as error:
        raise ReadError("too_deep", "文件内部嵌套层数过多，不像正常的文档，没有导入。") from error
    if not any(block.text.strip() or block.kind == "image" for block in source.blocks):
        raise ReadError("empty", "文件里没有文字，没有可导入的内容。")
    return with_origins(source)
