"""Personal data in what the event log keeps (个人信息脱敏): telephone, identity card, mail, in any text of a detail."""

from __future__ import annotations

import re
from typing import Any

IDENTITY = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{5})(?:18|19|20)\d{9}([0-9Xx])(?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])")
MAIL = re.compile(r"(?<![\w.+-])([\w+-])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)")


def masked_text(text: str) -> str:
    """138****5678, 110101***********X, l***@example.cn."""
    text = IDENTITY.sub(r"\1***********\2", text)
    text = MOBILE.sub(r"\1****\2", text)
    return MAIL.sub(r"\1***@\2", text)


def masked(value: Any) -> Any:
    """`value` (what JSON can hold) with every text in it masked."""
    if isinstance(value, str):
        return masked_text(value)
    if isinstance(value, list):
        return [masked(item) for item in value]
    if isinstance(value, dict):
        return {key: masked(item) for key, item in value.items()}
    return value


def stranger(name: str) -> str:
    """A login name that no account has: often a password in the wrong box, so only its beginning is kept."""
    return f"{name[:2]}***" if name else ""
