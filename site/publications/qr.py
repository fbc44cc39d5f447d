"""The permanent address as a QR code (二维码), drawn by the server; printed and shown in the fold 分享."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

QUIET_ZONE = 4  # modules of white around, which the standard asks for


@dataclass(frozen=True)
class QrCode:
    """`size`: modules of a side with the quiet zone; `path`: an SVG path of the dark ones."""

    size: int
    path: str


@lru_cache(maxsize=512)
def qr_code(text: str) -> QrCode:
    """Level M: readable with 15 % of it lost, as paper in a file loses."""
    matrix = list(segno.make(text, error="m", micro=False, boost_error=False).matrix_iter(border=QUIET_ZONE))
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return QrCode(len(matrix), "".join(runs))
