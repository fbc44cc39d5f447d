"""A few lines that write pdf files: Chinese text in a font that no file need hold, ruled lines, pictures."""

from __future__ import annotations

import io
import zlib

from PIL import Image

FONT = b"""<</Type/Font/Subtype/Type0/BaseFont/%(name)s/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0
/BaseFont/%(name)s/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]
/FontDescriptor<</Type/FontDescriptor/FontName/%(name)s/Flags 4
/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"""


class Sheet:
    """One page of 595 x 842 points; y counts from above."""

    def __init__(self, rotate: int = 0) -> None:
        self.parts: list[bytes] = []
        self.pictures: list[tuple[bytes, int, int]] = []
        self.rotate = rotate

    def write(
        self, text: str, x: float, y: float, size: float = 16, bold: bool = False, turn: str = "1 0 0 1"
    ) -> Sheet:
        font = b"F2" if bold else b"F1"
        shown = text.encode("utf-16-be").hex().encode()
        place = f"{turn} {x:.2f} {842 - y - size:.2f} Tm".encode()
        self.parts.append(b"BT /%s %.1f Tf %s <%s> Tj ET" % (font, size, place, shown))
        return self

    def paragraph(self, text: str, y: float, size: float = 16, columns: int = 28, left: float = 74) -> float:
        """Set over as many lines as it needs, the first one indented; gives the height below it."""
        text = "\u3000\u3000" + text
        for start in range(0, len(text), columns):
            line = text[start : start + columns]
            indent = len(line) - len(line.lstrip("\u3000"))
            self.write(line.lstrip("\u3000"), left + indent * size, y, size)
            y += 1.75 * size
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.parts.append(f"0.7 w {x0} {842 - y0} m {x1} {842 - y1} l S".encode())
        return self

    def picture(self, x: float, y: float, width: float, height: float, colour: str = "teal") -> Sheet:
        image = Image.new("RGB", (60, 40), colour)
        image.paste((255, 255, 255), (10, 10, 30, 30))
        out = io.BytesIO()
        image.save(out, "JPEG")
        self.pictures.append((out.getvalue(), 60, 40))
        self.parts.append(f"q {width} 0 0 {height} {x} {842 - y - height} cm /I{len(self.pictures) - 1} Do Q".encode())
        return self


def pdf(*sheets: Sheet, trailer: bytes = b"") -> bytes:
    """The bytes of a file of those pages."""
    objects: list[bytes] = [b"", b""]
    fonts = []
    for name in (b"STSong-Light", b"STHeiti-Bold"):
        objects.append(FONT.replace(b"%(name)s", name))
        fonts.append(len(objects))
    kids = []
    for sheet in sheets:
        pictures = []
        for data, width, height in sheet.pictures:
            head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length %d>>"
            objects.append(head % (width, height, len(data)) + b"stream\n" + data + b"\nendstream")
            pictures.append(len(objects))
        content = zlib.compress(b"\n".join(sheet.parts))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content))
        shown = b" ".join(b"/I%d %d 0 R" % (i, number) for i, number in enumerate(pictures))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents %d 0 R/Resources<</Font<</F1 %d 0 R/F2 %d 0 R>>/XObject<<%s>>>>>>"
            % (sheet.rotate, len(objects), *fonts, shown)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects, trailer)


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
