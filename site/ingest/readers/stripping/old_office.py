"""doc, xls and wps of old: names of authors and companies are blanked where they stand in the property sets."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ingest.readers.stripping import AUTHOR, COMPANY, EDITOR, MACROS, STILL_NAMED, TEMPLATE, Stripped

# Identifiers of the two sets as they are stored, with the properties that name somebody.
SETS = {
    bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9"): {4: AUTHOR, 8: EDITOR, 7: TEMPLATE},
    bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae"): {14: AUTHOR, 15: COMPANY},
}
HEAD = 28  # bytes of a property set stream before the first identifier
NARROW, WIDE = 0x1E, 0x1F
MAX_PROPERTIES, MAX_SECTION, MAX_VALUE = 200, 65_536, 1_024
VBA = "_VBA_PROJECT".encode("utf-16-le")


def strip_old_office(data: bytes) -> Stripped:
    out = bytearray(data)
    removed: set[str] = set()
    names: list[bytes] = []
    for identifier, wanted in SETS.items():
        for start, size, what in _values(data, identifier, wanted):
            value = data[start : start + size]
            if value.strip(b"\x00 "):
                names.append(value.rstrip(b"\x00"))
                removed.add(what)
                out[start : start + size] = b"\x00" * size
    remarks = (MACROS,) if VBA in data else ()
    if _is_named(bytes(out), names):
        remarks = (*remarks, STILL_NAMED)
    return Stripped(bytes(out) if removed else data, tuple(sorted(removed)), remarks)


def _values(data: bytes, identifier: bytes, wanted: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    """(place, bytes, meaning) of the texts of one set; a set whose parts lie scattered gives none."""
    at = data.find(identifier)
    while at >= 0:
        stream = at - HEAD
        if stream >= 0 and data[stream : stream + 2] == b"\xfe\xff" and at + 20 <= len(data):
            section = stream + struct.unpack_from("<I", data, at + 16)[0]
            yield from _texts(data, section, wanted)
        at = data.find(identifier, at + 16)


def _texts(data: bytes, section: int, wanted: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    if section + 8 > len(data):
        return
    size, count = struct.unpack_from("<II", data, section)
    if size > MAX_SECTION or count > MAX_PROPERTIES or section + size > len(data):
        return
    for number in range(count):
        key, offset = struct.unpack_from("<II", data, section + 8 + 8 * number)
        if key not in wanted or offset + 8 > size:
            continue
        kind, length = struct.unpack_from("<II", data, section + offset)
        length *= 2 if kind == WIDE else 1
        if kind in (NARROW, WIDE) and length <= MAX_VALUE and offset + 8 + length <= size:
            yield section + offset + 8, length, wanted[key]


def _is_named(data: bytes, names: list[bytes]) -> bool:
    """Whether one of the names still stands somewhere else, in words of one byte or of two."""
    for name in names:
        charset = "utf-16-le" if name[1::2].count(0) > len(name) // 4 else "gb18030"
        text = name.decode(charset, "ignore").strip("\x00 ")
        if len(text) > 1 and any(text.encode(c, "ignore") in data for c in ("gb18030", "utf-16-le")):
            return True
    return False
