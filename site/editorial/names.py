"""People as they are named here: 李敏, not 敏 李."""

from typing import Any


def name_of(user: Any) -> str:
    """The full name in the order of its script, else the login name; empty for nobody."""
    if user is None:
        return ""
    first, last = user.first_name.strip(), user.last_name.strip()
    if any("\u3400" <= character <= "\u9fff" for character in first + last):
        return last + first
    return user.get_full_name().strip() or user.get_username()
