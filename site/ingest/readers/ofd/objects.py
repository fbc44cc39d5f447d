"""Objects of an ofd page (图元) -> characters, ruled lines and pictures in points, as a pdf's page gives them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from ingest.readers.errors import ReadError
from ingest.readers.pdf.extract import (
    BOLD,
    MAX_GLYPHS,
    MAX_IMAGE_BYTES,
    MAX_IMAGES,
    MAX_PAGE_GLYPHS,
    MAX_RULES,
    SCANNED_SHARE,
    SMALL,
)
from ingest.readers.pdf.page import Box, Glyph, Image, Page

POINTS = 72 / 25.4
ASCENT, DESCENT = 0.88, 0.12
NARROW = 0.5
SLANTED = 0.06
FLAT = 2.2
MAX_DEPTH = 40
FIGURES = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
STEPS = re.compile(r"([SMLQBACsmlqbac])([^SMLQBACsmlqbac]*)")
TOO_MUCH = "OFD 里的文字多得不正常，像是压缩炸弹，没有读取。请拆分后再导入。"
Point = tuple[float, float]


def numbers(text: str) -> tuple[float, ...]:
    found = (float(figure) for figure in FIGURES.findall(text or ""))
    return tuple(f for f in found if math.isfinite(f) and abs(f) < 1e6)


class Font(NamedTuple):
    bold: bool = False


@dataclass
class Resources:
    """Fonts and pictures by their ids."""

    fonts: dict[str, Font] = field(default_factory=dict)
    pictures: dict[str, tuple[str, Callable[[], bytes | None]]] = field(default_factory=dict)

    def add_font(self, font_id: str, element: Any) -> None:
        name = f"{element.get('FontName', '')} {element.get('FamilyName', '')}"
        self.fonts[font_id] = Font(element.get("Bold", "false") == "true" or bool(BOLD.search(name)))


class Matrix(NamedTuple):
    """CTM: object space to that of the boundary."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class Canvas:
    """Fills one page after the other; what the whole file may use is counted."""

    def __init__(self) -> None:
        self._glyphs = MAX_GLYPHS
        self._images, self._image_bytes = MAX_IMAGES, MAX_IMAGE_BYTES

    def begin(self, number: int, box: Sequence[float], resources: Resources) -> None:
        self._origin = (box[0], box[1])
        self._page = Page(number, box[2] * POINTS, box[3] * POINTS)
        self._resources = resources
        self._slanted: list[str] = []
        self._covered = 0.0
        self._unknown = 0

    def page(self) -> Page:
        page = self._page
        page.slanted = "".join(self._slanted).strip()
        page.garbled = self._unknown > 20 and self._unknown > 0.3 * len(page.glyphs)
        printed = sum(not glyph.char.isspace() for glyph in page.glyphs)
        page.scanned = printed < 12 and self._covered > SCANNED_SHARE * page.width * page.height
        return page

    def draw(self, parent: Any | None, depth: int = 0) -> None:
        """Layers and blocks, whatever they are called, down to the objects."""
        if parent is None or depth > MAX_DEPTH:
            return
        for element in parent:
            name = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
            if not name or element.get("Visible", "true") == "false" or element.get("Alpha") == "0":
                continue
            if name == "TextObject":
                self._text(element)
            elif name == "PathObject":
                self._path(element)
            elif name == "ImageObject":
                self._image(element)
            else:
                self.draw(element, depth + 1)

    def _frame(self, element: Any) -> tuple[Point, tuple[float, ...], Matrix]:
        boundary = numbers(element.get("Boundary", ""))
        boundary = boundary if len(boundary) == 4 else (0.0, 0.0, 0.0, 0.0)
        matrix = numbers(element.get("CTM", ""))
        corner = (boundary[0] - self._origin[0], boundary[1] - self._origin[1])
        return corner, boundary, Matrix(*matrix) if len(matrix) == 6 else Matrix()

    def _text(self, element: Any) -> None:
        corner, _boundary, matrix = self._frame(element)
        em = (numbers(element.get("Size", "")) or (4.0,))[0]
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = em * scale * POINTS
        slanted = _angle(matrix) > SLANTED
        weight = (numbers(element.get("Weight", "")) or (400.0,))[0]
        bold = weight >= 600 or self._resources.fonts.get(element.get("Font", ""), Font()).bold
        stretch = (numbers(element.get("HScale", "")) or (1.0,))[0]
        x = y = 0.0
        for code in element:
            if not isinstance(code.tag, str) or not code.tag.endswith("TextCode"):
                continue
            x, y = (numbers(code.get("X", "")) or (x,))[0], (numbers(code.get("Y", "")) or (y,))[0]
            text = code.text or ""
            self._count(len(text))
            if slanted:
                self._slanted.append(text)
                continue
            for char, left, base, advance in _placed(text, x, y, code, em * stretch):
                here, there = matrix.point(left, base), matrix.point(left + advance, base)
                self._glyph(char, here, there, corner, size, bold)

    def _count(self, more: int) -> None:
        self._glyphs -= more
        if self._glyphs < 0 or len(self._page.glyphs) + more > MAX_PAGE_GLYPHS:
            raise ReadError("too_large", TOO_MUCH)

    def _glyph(self, char: str, here: Point, there: Point, corner: Point, size: float, bold: bool) -> None:
        if not 1 < size < 400:
            return
        x0, x1 = sorted(((here[0] + corner[0]) * POINTS, (there[0] + corner[0]) * POINTS))
        base = (here[1] + corner[1]) * POINTS
        top, bottom = base - ASCENT * size, base + DESCENT * size
        if x1 < 0 or x0 > self._page.width or bottom < 0 or top > self._page.height:
            return
        code = ord(char)
        self._unknown += 0xE000 <= code <= 0xF8FF or code == 0xFFFD
        if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
            char = unicodedata.normalize("NFKC", char)
        self._page.glyphs.append(Glyph(char, x0, top, x1, bottom, round(size, 1), bold))

    def _path(self, element: Any) -> None:
        """Ruled lines: straight pieces along one axis, and filled bars."""
        if len(self._page.rules) >= MAX_RULES:
            return
        corner, _boundary, matrix = self._frame(element)
        data = next((c.text for c in element if isinstance(c.tag, str) and c.tag.endswith("AbbreviatedData")), "") or ""
        filled = element.get("Fill", "false") == "true"
        for points in _outlines(data[:20_000]):
            placed = [
                ((x + corner[0]) * POINTS, (y + corner[1]) * POINTS)
                for x, y in (matrix.point(*point) for point in points)
            ]
            whole = _bounds(placed)
            if filled and len(placed) > 2 and min(whole.width, whole.height) <= FLAT < max(whole.width, whole.height):
                self._page.rules.append(whole)
                continue
            for one, other in pairwise(placed):
                piece = _bounds([one, other])
                if min(piece.width, piece.height) < 0.8 and max(piece.width, piece.height) > FLAT:
                    self._page.rules.append(piece)

    def _image(self, element: Any) -> None:
        corner, boundary, _matrix = self._frame(element)
        x, y = corner[0] * POINTS, corner[1] * POINTS
        box = Box(x, y, x + boundary[2] * POINTS, y + boundary[3] * POINTS)
        if box.width < SMALL or box.height < SMALL:
            return
        self._covered += min(box.width, self._page.width) * min(box.height, self._page.height)
        name, load = self._resources.pictures.get(element.get("ResourceID", ""), ("", lambda: None))
        data = load() if self._images > 0 else None
        if not data or len(data) > self._image_bytes:
            return
        self._images -= 1
        self._image_bytes -= len(data)
        self._page.images.append(Image(box, data, name))


def _angle(matrix: Matrix) -> float:
    """How far the writing is off the horizontal."""
    return abs(math.atan2(matrix.b, matrix.a))


def _placed(text: str, x: float, y: float, code: Any, em: float) -> Iterator[tuple[str, float, float, float]]:
    """(character, x, baseline, advance): DeltaX and DeltaY say where the next one stands."""
    across, down = list(_deltas(code.get("DeltaX", ""), len(text))), list(_deltas(code.get("DeltaY", ""), len(text)))
    for at, char in enumerate(text):
        width = em * (1.0 if unicodedata.east_asian_width(char) in "WFA" else NARROW)
        step = across[at] if at < len(across) else (0.0 if down else width)
        yield char, x, y, min(width, step) if 0.2 * em < step < width else width
        x += step
        y += down[at] if at < len(down) else 0.0


def _deltas(text: str, most: int) -> Iterator[float]:
    """3.2 3.2 g 4 3.2: `g n v` stands for v n times."""
    words = (text or "").split()
    at = made = 0
    while at < len(words) and made < most:
        if words[at] == "g" and at + 2 < len(words):
            count = int(float(words[at + 1])) if FIGURES.fullmatch(words[at + 1]) else 0
            value, at = numbers(words[at + 2]), at + 3
            count = min(max(count, 0), most - made)
            yield from repeat(value[0] if value else 0.0, count)
            made += count
        else:
            value, at = numbers(words[at]), at + 1
            yield value[0] if value else 0.0
            made += 1


def _outlines(data: str) -> Iterator[list[Point]]:
    """The stretches of straight lines of a path; curves end them."""
    points: list[Point] = []
    for match in STEPS.finditer(data):
        step, values = match.group(1).upper(), numbers(match.group(2))
        if step in "SM" and len(values) >= 2:
            if len(points) > 1:
                yield points
            points = [(values[0], values[1])]
        elif step == "L" and len(values) >= 2:
            points += [(values[i], values[i + 1]) for i in range(0, len(values) - 1, 2)]
        elif step == "C" and len(points) > 1:
            points.append(points[0])
        elif step in "QBA":
            if len(points) > 1:
                yield points
            points = [(values[-2], values[-1])] if len(values) >= 2 else []
    if len(points) > 1:
        yield points


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
