"""Zip containers (docx, zip) opened with limits, so that a zip bomb costs nothing (解压上限)."""

from __future__ import annotations

import io
import zipfile
import zlib

from ingest.readers.errors import ReadError

MAX_ENTRIES = 3_000
# Heads of a directory's entries in the bytes, those of documents stored within among them: two million make zipfile need 1 GB.
ENTRY_HEAD, MAX_HEADS = b"PK\x01\x02", 60_000
MAX_TOTAL = 300 * 1024 * 1024
MAX_MEMBER = 100 * 1024 * 1024
MAX_RATIO = 200
RATIO_FLOOR = 2 * 1024 * 1024  # small members may be very repetitive, as empty style tables are
GBK_FLAG = 0x800
BROKEN = "文件已损坏，打不开（{reason}）。请用 Word 或 WPS 重新打开并另存，再导入。"


class Archive:
    """A zip file whose declared and real sizes are both checked."""

    def __init__(self, data: bytes) -> None:
        if data.count(ENTRY_HEAD) > MAX_HEADS:
            raise ReadError("zip_bomb", f"压缩包里的文件多得异常，超过 {MAX_ENTRIES} 个的上限，没有解压。")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
            raise ReadError("broken", BROKEN.format(reason="压缩结构不完整")) from error
        if len(self.infos) > MAX_ENTRIES:
            raise ReadError("zip_bomb", f"压缩包里有 {len(self.infos)} 个文件，超过 {MAX_ENTRIES} 个的上限，没有解压。")
        if len({info.header_offset for info in self.infos}) < len(self.infos):
            raise ReadError("zip_bomb", "压缩包里的文件互相重叠，像是压缩炸弹，没有解压。")
        total = sum(info.file_size for info in self.infos)
        for info in self.infos:
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > MAX_MEMBER or (ratio > MAX_RATIO and info.file_size > RATIO_FLOOR):
                raise ReadError("zip_bomb", "压缩包解开后异常庞大，像是压缩炸弹，没有解压。")
        if total > MAX_TOTAL:
            raise ReadError("zip_bomb", f"压缩包解开后超过 {MAX_TOTAL // 1024 // 1024} MB 的上限，没有解压。")

    def names(self) -> list[str]:
        """Each once: where a name stands twice the later member counts."""
        return list(dict.fromkeys(info.filename for info in self.infos if not info.is_dir()))

    def readable_name(self, name: str) -> str:
        """The member's name as typed: Chinese Windows writes GBK without saying so."""
        info = self._zip.getinfo(name)
        if info.flag_bits & GBK_FLAG:
            return name
        try:
            return name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return name

    def read(self, name: str) -> bytes | None:
        """The member's bytes, None where there is none; never more than the limit, whatever its header claims."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 0x1:
            raise ReadError("encrypted", "文件设有密码，无法读取。请去掉密码后再导入。")
        try:
            with self._zip.open(info) as member:
                data = member.read(MAX_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise ReadError("broken", BROKEN.format(reason="内容校验不符")) from error
        if len(data) > MAX_MEMBER:
            raise ReadError("zip_bomb", "压缩包解开后异常庞大，像是压缩炸弹，没有解压。")
        return data
