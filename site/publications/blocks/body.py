"""The body of an official document."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from publications.anchors import anchors_for
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
        headings = [child.value for child in value if child.block_type == "heading"]
        missing = [heading for heading in headings if not heading.get("anchor")]
        if missing:
            taken = {heading["anchor"] for heading in headings if heading.get("anchor")}
            made = anchors_for([(h.get("number_text") or "", int(h["level"])) for h in headings])
            for heading, anchor in zip(headings, made, strict=True):
                if not heading.get("anchor"):
                    heading["anchor"] = anchor if anchor not in taken else f"{anchor}-{len(taken)}"
                    taken.add(heading["anchor"])
        return value

    class Meta:
        required = False
        block_counts: dict[str, Any] = {}
