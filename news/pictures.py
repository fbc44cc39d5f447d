"""The picture that stands above a piece of news: its cover (题图), else the first picture of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from news.models import TrainingNewsPage


@dataclass(frozen=True)
class Picture:
    """A picture with what a screen reader says (`alt`), its caption and its photographer (摄影)."""

    image: Any
    alt: str
    caption: str = ""
    credit: str = ""

    @classmethod
    def of_cover(cls, news: TrainingNewsPage) -> Picture:
        image = news.cover
        return cls(image, image.description or news.cover_caption, news.cover_caption, news.cover_credit)

    @classmethod
    def of_block(cls, block: Any) -> Picture | None:
        """A picture block of a body; None of None."""
        if block is None:
            return None
        image = block.value["image"]
        alt = "" if getattr(image, "decorative", False) else getattr(image, "contextual_alt_text", "") or ""
        return cls(image, alt, block.value["caption"], block.value["credit"])


def first_picture(body: Iterable[Any]) -> Any:
    """The first picture block of a body, or None."""
    return next((child for child in body if child.block_type == "image" and child.value["image"]), None)
