"""Two columns of a CSV that somebody made with Excel, WPS or a text editor: UTF-8 with or without mark, or GBK. Pure."""

from __future__ import annotations

import csv
import io

MAX_ROWS = 100_000


class BadTableError(Exception):
    """The message is Chinese and names the line."""


def read_pairs(data: bytes) -> list[tuple[int, str, str]]:
    """[(line, first cell, second cell)] of the rows in which both stand; commas, semicolons or tabs between."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    if "\x00" in text or "\ufffd" in text:
        raise BadTableError("对照表不是 CSV 文本。请在 Excel 或 WPS 里另存为“CSV UTF-8”再用。")
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    pairs = []
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise BadTableError(f"对照表第 {number} 行要有两栏，逗号隔开。")
        pairs.append((number, cells[0], cells[1]))
        if len(pairs) > MAX_ROWS:
            raise BadTableError(f"对照表超过 {MAX_ROWS} 行，请分开。")
    return pairs
