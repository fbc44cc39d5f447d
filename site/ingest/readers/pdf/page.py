"""What stands on one page of a pdf, as seen by its reader: coordinates in points, x to the right, y downwards."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its advance box; `size` is the font's em."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; a ruled line is one that is flat in one direction."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with its place; `data` is PNG or JPEG, empty where it was too large to take out."""

    box: Box
    data: bytes
    name: str


@dataclass
class Page:
    """One page; `scanned` where it is a picture without text, `garbled` where its fonts do not say what they print."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    slanted: str = ""
    scanned: bool = False
    garbled: bool = False
