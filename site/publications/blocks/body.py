"""The body of an official document."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from publications.anchors import fill_anchors
from publications.blocks.heading import HeadingBlock
from publications.blocks.media import AttachmentBlock, CaptionedImageBlock, FiguresBlock, QuoteBlock
from publications.blocks.table import DocumentTableBlock


class BodyBlock(blocks.StreamBlock):
    """正文. The block names are stored with every document: they may be added to, never renamed."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(label=_("正文"), icon="pilcrow", template="publications/blocks/paragraph.html")
    table = DocumentTableBlock()
    image = CaptionedImageBlock()
    quote = QuoteBlock()
    attachment = AttachmentBlock()
    figures = FiguresBlock()

    def clean(self, value: blocks.StreamValue, **kwargs: Any) -> blocks.StreamValue:
        """The cleaned body, with an anchor for every heading that had none."""
        value = super().clean(value, **kwargs)
        fill_anchors(value)
        return value

    class Meta:
        required = False
        block_counts: dict[str, Any] = {}
