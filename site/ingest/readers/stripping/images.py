"""Pictures without what the camera wrote into them: place, time, owner. Pixels are not touched; the turn of a photo is kept."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ingest.readers.stripping import AUTHOR, CAMERA, GPS, Stripped

EXIF, XMP = b"Exif\x00\x00", b"http://ns.adobe.com/"
ORIENTATION, GPS_POINTER, ARTIST = 0x0112, 0x8825, (0x013B, 0x8298)
# PNG chunks of words, times and camera data; the others say how the picture looks.
PNG_WORDS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
WEBP_WORDS = frozenset({b"EXIF", b"XMP "})
WEBP_EXIF, WEBP_XMP = 0x08, 0x04
MAX_TAGS = 400


class BrokenError(ValueError):
    """The picture ends before it should."""


def strip_image(data: bytes) -> Stripped:
    """JPEG, PNG, WebP or GIF; raises BrokenError for one that is cut."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG"):
        return _png(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return Stripped(data)


def _jpeg(data: bytes) -> Stripped:
    out, at, removed, turn = [data[:2]], 2, set(), 1
    while True:
        if at + 4 > len(data) or data[at] != 0xFF:
            raise BrokenError
        mark = data[at + 1]
        if mark == 0xFF:  # padding
            at += 1
            continue
        if mark in (0xDA, 0xD9):
            break
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        body = data[at + 4 : end]
        if mark == 0xE1 and body.startswith(EXIF):
            tags = dict(_tags(body[len(EXIF) :]))
            turn = tags.get(ORIENTATION, 1)
            removed |= _named(tags)
        elif mark in (0xED, 0xFE) or (mark == 0xE1 and body.startswith(XMP)) or 0xE3 <= mark <= 0xEC:
            removed.add(CAMERA)
        else:
            out.append(data[at:end])
        at = end
    if not removed:
        return Stripped(data)
    if 1 < turn <= 8:
        out.insert(1, _turn(turn))
    return Stripped(b"".join([*out, data[at:]]), tuple(sorted(removed)))


def _named(tags: dict[int, int]) -> set[str]:
    """What an Exif block gave away."""
    found = {GPS} if GPS_POINTER in tags else set()
    found |= {AUTHOR} if any(tag in tags for tag in ARTIST) else set()
    return found or ({CAMERA} if set(tags) - {ORIENTATION} else set())


def _tags(block: bytes) -> Iterator[tuple[int, int]]:
    """(tag, short value) of the first directory."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:
        return
    start = struct.unpack_from(f"{order}I", block, 4)[0]
    if start + 2 > len(block):
        return
    for number in range(min(struct.unpack_from(f"{order}H", block, start)[0], MAX_TAGS)):
        at = start + 2 + 12 * number
        if at + 12 > len(block):
            return
        yield struct.unpack_from(f"{order}H", block, at)[0], struct.unpack_from(f"{order}H", block, at + 8)[0]


def _turn(turn: int) -> bytes:
    """An Exif segment that says nothing but how the photo is turned."""
    body = EXIF + b"MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, ORIENTATION, 3, 1, turn, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> Stripped:
    out, at, removed = [data[:8]], 8, set()
    while at + 12 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if end > len(data):
            raise BrokenError
        if name in PNG_WORDS:
            body = data[at + 8 : end - 4]
            removed |= _named(dict(_tags(body))) or {CAMERA} if name == b"eXIf" else {CAMERA}
        else:
            out.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    return Stripped(b"".join(out), tuple(sorted(removed))) if removed else Stripped(data)


def _webp(data: bytes) -> Stripped:
    out, at, removed = [], 12, set()
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        end = at + 8 + size + size % 2
        chunk = data[at:end]
        if name in WEBP_WORDS:
            body = chunk[8:]
            removed |= _named(dict(_tags(body.removeprefix(EXIF)))) or {CAMERA} if name == b"EXIF" else {CAMERA}
        elif name == b"VP8X":
            out.append(chunk[:8] + bytes([chunk[8] & ~(WEBP_EXIF | WEBP_XMP)]) + chunk[9:])
        else:
            out.append(chunk)
        at = end
    if not removed:
        return Stripped(data)
    body = b"WEBP" + b"".join(out)
    return Stripped(b"RIFF" + struct.pack("<I", len(body)) + body, tuple(sorted(removed)))
