"""What a file is by its first bytes (文件头), and the sentences for one that is not what its name says."""

from __future__ import annotations

from ingest.readers.errors import ReadError
from ingest.readers.formats import READERS

MAX_BYTES = 50 * 1024 * 1024
OLD_OFFICE, ZIPPED = "旧版 Office 文件（doc、xls 或 wps）", "压缩包或 Office 文件"
SIGNATURES = (
    (b"%PDF-", "PDF"), (b"PK\x03\x04", ZIPPED), (b"PK\x05\x06", ZIPPED), (b"\xd0\xcf\x11\xe0", OLD_OFFICE),
    (b"\x89PNG", "PNG 图片"), (b"\xff\xd8\xff", "JPEG 图片"), (b"GIF8", "GIF 图片"), (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"), (b"{\\rtf", "RTF"), (b"MZ", "可执行程序"), (b"\x7fELF", "可执行程序"), (b"BM", "BMP 图片"),
    (b"\x1f\x8b", "gz 压缩包"), (b"II*\x00", "TIFF 图片"), (b"MM\x00*", "TIFF 图片"),
)  # fmt: skip
HELD = (OLD_OFFICE, ZIPPED, "RTF", "")  # what a file called .doc may hold
EXPECTED: dict[str, tuple[str, ...]] = {
    ".docx": (ZIPPED,),
    ".docm": (ZIPPED,),
    ".xlsx": (ZIPPED,),
    ".xlsm": (ZIPPED,),
    ".ofd": (ZIPPED,),
    ".pdf": ("PDF",),
}
EXPECTED |= dict.fromkeys((".doc", ".wps", ".rtf"), HELD)
KINDS = {".docx": "Word 文件（docx）", ".docm": "Word 文件（docm）", ".xlsx": "Excel 表格（xlsx）", ".xlsm": "Excel 表格（xlsm）",
         ".ofd": "OFD 版式文件", ".pdf": "PDF"}  # fmt: skip
BROKEN = "文件已损坏，或者不是{kind}。请用生成它的软件重新打开并另存，再导入。"
ENCRYPTED = "文件设有打开密码，无法读取。请用 Office 或 WPS 去掉密码后再导入。"
# Directory entries of an Office file with a password: its zip is a stream of an old container.
LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
INSTEAD = {
    ".xls": "xlsx", ".et": "xlsx", ".csv": "xlsx", ".odt": "docx", ".ods": "xlsx",
    ".dotx": "docx", ".dot": "docx", ".uof": "docx", ".uot": "docx", ".ceb": "pdf", ".caj": "pdf", ".pages": "docx",
}  # fmt: skip
READABLE = "docx、doc、wps、pdf、ofd、xlsx、html、mht、md、txt、eml"


def sniff(data: bytes) -> str:
    """What the first bytes say the file is, in Chinese; empty for text."""
    head = data[:16]
    if head[:2] in (b"MZ", b"BM") and b"\x00" not in data[:256]:
        return ""
    return next((name for mark, name in SIGNATURES if head.startswith(mark)), "")


def check_content(data: bytes, extension: str) -> None:
    """Raises ReadError for an empty, oversized, unknown or disguised file."""
    if not data:
        raise ReadError("empty", "文件是空的（0 字节），没有可导入的内容。")
    if len(data) > MAX_BYTES:
        raise ReadError("too_large", f"文件超过 {MAX_BYTES // 1024 // 1024} MB 的上限，请拆分或压缩图片后再导入。")
    if extension in INSTEAD and extension not in READERS:
        raise ReadError("unsupported", f"暂不支持导入 {extension} 文件。请另存为 {INSTEAD[extension]} 再导入。")
    if extension not in READERS:
        shown = extension[:20] or "没有扩展名"
        raise ReadError("unsupported", f"不支持 {shown} 的文件。可以导入 {READABLE}。")
    found = sniff(data)
    if found in EXPECTED.get(extension, ("",)):
        return
    if found == OLD_OFFICE and extension in KINDS and LOCKED_STREAM in data:
        raise ReadError("encrypted", ENCRYPTED)
    if not found and extension in KINDS:
        raise ReadError("broken", BROKEN.format(kind=f" {KINDS[extension]}"))
    raise ReadError("wrong_extension", f"扩展名是 {extension}，内容却是{found}。请把扩展名改对，或另存后再导入。")
