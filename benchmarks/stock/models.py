"""A page as Wagtail's tutorial writes it."""

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page


class StockPage(Page):
    """A title and a body of headings and paragraphs, with Wagtail's own template tags and routing."""

    body = StreamField([("heading", blocks.CharBlock()), ("paragraph", blocks.RichTextBlock())])
    template = "stock/stock_page.html"
    search_fields: list[Any] = []
