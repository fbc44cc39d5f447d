"""Take out of a file what says who made it (元数据清除): authors, companies, where a picture was taken. The words stay as they are."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from ingest.readers.errors import ReadError

AUTHOR, COMPANY, EDITOR, TEMPLATE, CUSTOM, GPS, CAMERA = (
    "作者",
    "单位",
    "最后修改人",
    "模板",
    "自定义属性",
    "拍摄地点",
    "拍摄信息",
)
SIGNED = "文件带有电子签名，改动会使签名失效，作者等信息没有清除"
LOCKED = "文件设有密码，作者等信息没有清除"
FAILED = "文件结构特殊，作者等信息没有清除"
STILL_NAMED = "旧版 Office 文件里还留有作者等信息，公开前请另存为 docx 或 xlsx"
COMMENTED = "文件里还有批注或修订，公开前请确认或用 Office、WPS 清除"
MACROS = "文件带有宏（VBA），公开前请另存为不带宏的文件"


@dataclass(frozen=True)
class Stripped:
    """The bytes to publish, what was taken out (in Chinese), and what the editor must know because it is still there."""

    data: bytes
    removed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def strip(data: bytes, name: str) -> Stripped:
    """Never raises for what a file holds: one that cannot be stripped stays as it is, with a remark."""
    kind = os.path.splitext(name)[1].lower()
    stripper = _stripper(kind, data)
    if stripper is None:
        return Stripped(data)
    try:
        return stripper(data)
    except ReadError as error:
        return Stripped(data, remarks=(LOCKED if error.code == "encrypted" else FAILED,))
    except MemoryError:
        raise
    except Exception:  # pypdf and zlib have many ways to object
        return Stripped(data, remarks=(FAILED,))


def _stripper(kind: str, data: bytes) -> Callable[[bytes], Stripped] | None:
    """By what the file holds; modules are imported when a file needs them."""
    if data.startswith(b"PK\x03\x04") and kind != ".zip":
        from ingest.readers.stripping.package import strip_package

        return strip_package
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        from ingest.readers.stripping.old_office import strip_old_office

        return strip_old_office
    if data.startswith(b"%PDF-"):
        from ingest.readers.stripping.portable import strip_pdf

        return strip_pdf
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")):
        from ingest.readers.stripping.images import strip_image

        return strip_image
    return None
