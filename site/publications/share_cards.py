"""分享图: the picture that messengers show beside a link, 1200 by 630: site, title, number and issuing body.

Drawn with a Chinese font of the machine (Noto CJK, Source Han, 文泉驿: free licences); without one there is no picture.
"""

from __future__ import annotations

import io
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 80
INK, META, BRAND, SEAL, PAPER = "#1b1f24", "#4d5560", "#0f4a6e", "#a61b1b", "#ffffff"
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts")
BOLD = (
    "NotoSansCJK-Bold",
    "NotoSansCJKsc-Bold",
    "SourceHanSansSC-Bold",
    "SourceHanSans-Bold",
    "PingFang",
    "wqy-zenhei",
)
REGULAR = ("NotoSansCJK-Regular", "NotoSansCJKsc-Regular", "SourceHanSansSC-Regular", "PingFang", "wqy-zenhei")
FACES = {"zh-hans": ("SC",), "zh-hant-hk": ("HK", "TC"), "zh-hant": ("TC", "HK")}
NOT_FIRST = "，。、；：！？）》〉」』】〕”’…—·,.;:!?)"
LAYOUT = 1  # raised when the drawing changes, so that kept pictures are drawn anew


@dataclass(frozen=True)
class Card:
    """The words on the picture, in one script; `language`: which forms of the characters (a key of FACES)."""

    site: str
    title: str
    number: str
    body: str
    language: str

    @property
    def digest(self) -> str:
        """Sixteen hex digits that change with what the picture shows."""
        return sha256("\x1f".join((str(LAYOUT), *astuple(self))).encode()).hexdigest()[:16]


@lru_cache(maxsize=2)
def font_file(names: tuple[str, ...]) -> Path | None:
    """The first of the named font files that this machine has."""
    files = {path.stem: path for folder in FOLDERS for path in Path(folder).rglob("*.[ot]t[cf]")}
    return next((files[name] for name in names if name in files), None)


def can_draw() -> bool:
    return font_file(BOLD) is not None and font_file(REGULAR) is not None


@lru_cache(maxsize=32)
def font(names: tuple[str, ...], size: int, language: str) -> ImageFont.FreeTypeFont:
    """The face of a font collection that has the script's forms, else its first."""
    path = str(font_file(names))
    for wanted in FACES.get(language, ()):
        for index in range(10 if path.endswith(".ttc") else 1):
            try:
                face = ImageFont.truetype(path, size, index=index)
            except OSError:
                break
            if f" {wanted}" in f" {face.getname()[0]} " and "Mono" not in str(face.getname()[0]):
                return face
    return ImageFont.truetype(path, size)


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """Lines at most `width` pixels wide; none begins with a closing mark; past `most` lines the rest is cut with …"""
    lines, line = [], ""
    for character in text:
        if line and face.getlength(line + character) > width and character not in NOT_FIRST:
            lines.append(line)
            line = ""
        line += character
    lines.append(line)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def balanced(text: str, face: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """As `wrapped`, in lines as even as they come, so that no last character stands alone."""
    lines = wrapped(text, face, width, most)
    for narrower in range(width, width // 2, -20):
        tried = wrapped(text, face, narrower, most + 1)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def draw(card: Card) -> bytes:
    """The card as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen, inner = ImageDraw.Draw(picture), WIDTH - 2 * MARGIN
    pen.rectangle((0, 0, WIDTH, 16), fill=BRAND)
    small, large = font(REGULAR, 34, card.language), font(BOLD, 60 if len(card.title) <= 48 else 50, card.language)
    head = wrapped(card.body or card.site, small, inner if not card.number else inner // 2, 1)[0]
    pen.text((MARGIN, 80), head, font=small, fill=SEAL if card.number else META)
    if card.number:
        pen.text((WIDTH - MARGIN, 80), card.number, font=small, fill=INK, anchor="ra")
    pen.rectangle((MARGIN, 140, WIDTH - MARGIN, 143), fill=SEAL if card.number else INK)
    for row, line in enumerate(balanced(card.title, large, inner, 4)):
        pen.text((MARGIN, 180 + row * 84), line, font=large, fill=INK)
    pen.text((MARGIN, HEIGHT - 90), card.site, font=small, fill=META)
    file = io.BytesIO()
    picture.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
