"""The table of a document: header cells, merged cells, caption; its text is searched and converted."""

import re
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail_localize.segments import StringSegmentValue

DATE = re.compile(r"\d{4}年(\d{1,2}月(\d{1,2}日)?)?(前|底)?")
OPTIONS = {
    "mergeCells": True,
    "minSpareRows": 0,
    "startRows": 3,
    "startCols": 4,
    "colHeaders": False,
    "rowHeaders": False,
    "contextMenu": [
        "row_above",
        "row_below",
        "---------",
        "col_left",
        "col_right",
        "---------",
        "remove_row",
        "remove_col",
        "---------",
        "mergeCells",
        "---------",
        "undo",
        "redo",
    ],
    "renderer": "text",
    "autoColumnSize": False,
    "height": 108,
    "stretchH": "all",
}


class DocumentTableBlock(TableBlock):
    """表格. Value: Wagtail's table value {data, mergeCells, first_row_is_table_header, first_col_is_header, table_caption}."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(table_options=OPTIONS, **kwargs)

    def rows(self, value: dict[str, Any]) -> list[list[dict[str, Any]]]:
        """Cells to print, hidden parts of merged ones left out: {text, scope, colspan, rowspan, unbroken: a date alone}."""
        spans = {(m["row"], m["col"]): (m["rowspan"], m["colspan"]) for m in value.get("mergeCells") or []}
        hidden = {
            (row + down, col + right)
            for (row, col), (height, width) in spans.items()
            for down in range(height)
            for right in range(width)
            if down or right
        }
        head, first_col = self.head_height(value), bool(value.get("first_col_is_header"))
        table = []
        for y, row in enumerate(value.get("data") or []):
            cells = []
            for x, text in enumerate(row):
                if (y, x) in hidden:
                    continue
                height, width = spans.get((y, x), (1, 1))
                scope = "col" if y < head else "row" if first_col and x == 0 else ""
                text = str(text or "")
                unbroken = bool(DATE.fullmatch(text.strip()))
                cells.append({"text": text, "scope": scope, "rowspan": height, "colspan": width, "unbroken": unbroken})
            table.append(cells)
        return table

    def head_height(self, value: dict[str, Any]) -> int:
        """Rows of the head: one, or as many as a header cell of the first row reaches down, since a cell cannot leave the head."""
        if not value.get("first_row_is_table_header"):
            return 0
        return max([1, *(merge["rowspan"] for merge in value.get("mergeCells") or [] if merge["row"] == 0)])

    def get_context(self, value: dict[str, Any], parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super(TableBlock, self).get_context(value, parent_context=parent_context)
        rows, head = self.rows(value), self.head_height(value)
        context["head"], context["rows"] = [*map(row_html, rows[:head])], [*map(row_html, rows[head:])]
        context["caption"] = value.get("table_caption") or ""
        return context

    def render(self, value: dict[str, Any] | None, context: dict[str, Any] | None = None) -> str:
        # Wagtail's own render has its own template variables; ours is the plain block's.
        return super(TableBlock, self).render(value, context=context) if value else ""

    def get_searchable_content(self, value: dict[str, Any] | None) -> list[str]:
        caption = [value["table_caption"]] if value and value.get("table_caption") else []
        return caption + [str(text) for text in super().get_searchable_content(value)]

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        """Caption and cells for wagtail-localize, which knows nothing of tables."""
        if not value:
            return []
        segments = [StringSegmentValue("caption", value["table_caption"])] if value.get("table_caption") else []
        for y, row in enumerate(value.get("data") or []):
            segments += [StringSegmentValue(f"{y}:{x}", str(text)) for x, text in enumerate(row) if text]
        return segments

    def restore_translated_segments(self, value: dict[str, Any], segments: list[StringSegmentValue]) -> dict[str, Any]:
        """The inverse of `get_translatable_segments`."""
        value = {**value, "data": [list(row) for row in value["data"]]}
        for segment in segments:
            if segment.path == "caption":
                value["table_caption"] = segment.render_text()
            else:
                y, x = segment.path.split(":")
                value["data"][int(y)][int(x)] = segment.render_text()
        return value

    class Meta:
        icon = "table"
        label = _("表格")
        template = "publications/blocks/table.html"


def row_html(row: list[dict[str, Any]]) -> SafeString:
    """A row of `DocumentTableBlock.rows`, without the template engine: a table has hundreds of cells, and 24 cost a page 4 ms."""
    return format_html("<tr>{}</tr>", mark_safe("".join(map(cell_html, row))))


def cell_html(cell: dict[str, Any]) -> SafeString:
    element = "th" if cell["scope"] else "td"
    attributes = {
        "scope": cell["scope"],
        "class": "unbroken" if cell["unbroken"] and not cell["scope"] else "",
        "rowspan": cell["rowspan"] if cell["rowspan"] > 1 else "",
        "colspan": cell["colspan"] if cell["colspan"] > 1 else "",
    }
    shown = format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value))
    return format_html("<{}{}>{}</{}>", element, shown, linebreaksbr(cell["text"], autoescape=True), element)
