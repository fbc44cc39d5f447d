"""Numbered headings (一、（一）1.（1）): the number is real text, so it is copied, searched and printed."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
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

    def render(self, value: blocks.StructValue, context: dict[str, Any] | None = None) -> SafeString:
        """Without the template engine: a plan has dozens of headings, and 17 of them cost a page 8 of its 41 ms.

        Of the context: lower_by (how many levels lower, in an enclosed document) and anchor_prefix.
        """
        context = context or {}
        text = f"{value.get('number_text') or ''}{value['text']}"
        anchor = f"{context.get('anchor_prefix') or ''}{value['anchor']}" if value.get("anchor") else ""
        target = format_html(' id="{}"', anchor) if anchor else ""
        if value["level"] == "4":
            return format_html("<p{}>{}</p>", target, text)
        element = f"h{min(int(value['level']) + 1 + int(context.get('lower_by') or 0), 6)}"
        link = anchor and format_html(
            '<a class="anchor" href="#{}" aria-label="{}" data-done="{}"></a>',
            *(anchor, gettext("本节的链接"), gettext("链接已复制")),
        )
        return format_html('<{} class="level-{}"{}>{}{}</{}>', element, value["level"], target, text, link, element)

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        return [f"{value.get('number_text') or ''}{value['text']}"]

    class Meta:
        icon = "title"
        label = _("标题")
