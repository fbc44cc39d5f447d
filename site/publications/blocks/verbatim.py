"""Text that stays as it is in both scripts: numbers, anchors."""

from typing import Any

from django import forms
from wagtail import blocks


class VerbatimBlock(blocks.FieldBlock):
    """One line of text that wagtail-localize neither extracts nor converts (it knows only CharBlock and its kin)."""

    def __init__(
        self, required: bool = False, help_text: str | None = None, max_length: int = 100, **kwargs: Any
    ) -> None:
        self.field = forms.CharField(required=required, help_text=help_text, max_length=max_length)
        super().__init__(**kwargs)


class AnchorBlock(blocks.FieldBlock):
    """The part of an address behind #; ASCII, made by `publications.anchors` where an editor leaves it empty."""

    def __init__(self, help_text: str | None = None, **kwargs: Any) -> None:
        self.field = forms.SlugField(required=False, help_text=help_text, max_length=60)
        super().__init__(**kwargs)
