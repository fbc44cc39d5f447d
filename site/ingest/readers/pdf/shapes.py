"""Paths of a page -> the ruled lines in them; boxes of cells count by their four sides."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf.page import Box

THIN = 3.0
SHORTEST = 4.0
MAX_SEGMENTS = 400


@dataclass(frozen=True, slots=True)
class Matrix:
    """x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of(cls, thing: Any) -> Matrix:
        """The matrix of a page object."""
        m = pdfium.FS_MATRIX()
        return cls(m.a, m.b, m.c, m.d, m.e, m.f) if pdfium.FPDFPageObj_GetMatrix(thing, m) else cls()

    @classmethod
    def upright(cls, frame: tuple[float, float, float, float], quarter: int) -> Matrix:
        """From the page's own space (left, bottom, right, top; y upwards) to one in which the text reads upright, y down."""
        left, bottom, right, top = frame
        return (
            cls(1, 0, 0, -1, -left, top),
            cls(0, -1, -1, 0, top, right),
            cls(-1, 0, 0, 1, right, -bottom),
            cls(0, 1, 1, 0, -bottom, -left),
        )[quarter]

    def then(self, other: Matrix) -> Matrix:
        """First this matrix, then `other`."""
        return Matrix(
            self.a * other.a + self.b * other.c, self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c, self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e, self.e * other.b + self.f * other.d + other.f,
        )  # fmt: skip

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def bounds(self, thing: Any) -> Box | None:
        """The bounds of a page object, which PDFium gives in the space of its holder."""
        values = [ctypes.c_float() for _side in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(thing, *values):
            return None
        return self.box(*(value.value for value in values))


def flat_lines(path: Any, where: Matrix) -> list[Box]:
    """Horizontal and vertical lines that a path draws: by strokes, or by filling thin boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return []
    count = pdfium.FPDFPath_CountSegments(path)
    if not stroke.value:
        box = where.bounds(path) if fill.value and count <= 6 else None
        return [box] if box is not None and _is_flat(box) else []
    if not 0 < count <= MAX_SEGMENTS:
        return []
    return [box for box in _sides(path, count, Matrix.of(path).then(where)) if _is_flat(box)]


def _sides(path: Any, count: int, where: Matrix) -> list[Box]:
    found = []
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return []
        here = where.point(x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        else:
            found.append(_between(last, here))
        if pdfium.FPDFPathSegment_GetClose(segment):
            found.append(_between(here, start))
        last = here
    return found


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _is_flat(box: Box) -> bool:
    return min(box.width, box.height) < THIN and max(box.width, box.height) >= SHORTEST
