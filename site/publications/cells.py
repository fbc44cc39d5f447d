"""Texts in the cells of what is exported as csv or xlsx."""

from __future__ import annotations

import json
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula or refuses: names are whatever somebody typed. Lists become JSON."""
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", "" if value is None else str(value))
    return f"'{text}" if text.startswith(FORMULA) else text
