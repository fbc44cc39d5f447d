"""Numbered headings (一、（一）1.（1）): the number is real text, so it is copied, searched and printed."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from publications.blocks.verbatim import AnchorBlock, VerbatimBlock

LEVELS = [(1, _("一级：一、")), (2, _("二级：（一）")), (3, _("三级：1.")), (4, _("四级：（1）"))]


class HeadingBlock(blocks.StructBlock):
    """标题. Values: number_text "一、" or empty, text, level 1 to 4, anchor."""

    number_text = VerbatimBlock(
        label=_("编号"), max_length=20, help_text=_("照原文填写，如“一、”“（一）”“1.”；没有编号可不填")
    )
    text = blocks.CharBlock(label=_("标题文字"), max_length=255)
    level = blocks.ChoiceBlock(label=_("层级"), choices=[(str(value), label) for value, label in LEVELS], default="1")
    anchor = AnchorBlock(label=_("锚点"), help_text=_("留空则自动生成；公开后请勿改动，以免他人引用的链接失效"))

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        return [f"{value.get('number_text') or ''}{value['text']}"]

    class Meta:
        icon = "title"
        label = _("标题")
        template = "publications/blocks/heading.html"
