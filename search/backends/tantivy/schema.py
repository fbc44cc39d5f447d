"""A layout as a tantivy schema, and a record as a tantivy document.

Each indexed field that has a value costs every commit .3 to .5 ms, for a term dictionary of its own: with 38 of them a commit of
one document took 22 ms, 13 of them for that. So what is looked up by its value shares one dictionary, that of a JSON field.
"""

from __future__ import annotations

import re

import tantivy

from search.backends.layout import DIGEST, PK, Column, Layout
from search.backends.plan import Value
from search.backends.record import Record

MARKS = "marks"  # {column: values} of everything that is looked up by its value
# Days, moments, digests and factors are asked for by ranges or sorted by: their columns need no dictionary of values.
RANGED = {"DateField", "DateTimeField", "FloatField", "DecimalField", "BigIntegerField"}

ANALYSED = {
    "text_tokens": "freq",
    "title_tokens": "freq",
    "attachment_tokens": "freq",
    "edge_tokens": "freq",
    "text_words": "position",
    "title_words": "position",
    "attachment_words": "position",
    "edge_words": "position",
}


def schema_of(layout: Layout) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name, option in ANALYSED.items():
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    builder.add_json_field(MARKS, tokenizer_name="raw", index_option="basic", fast=True)
    for column in layout.columns.values():
        _add_column(builder, column)
    return builder.build()


def _add_column(builder: tantivy.SchemaBuilder, column: Column) -> None:
    is_key = column.name == PK  # deleted by it
    if column.kind == "integer":
        builder.add_integer_field(column.name, stored=is_key, indexed=is_key, fast=True)
    elif column.kind == "number":
        builder.add_float_field(column.name, fast=True)
    elif column.sortable:
        builder.add_text_field(column.name, stored=is_key, tokenizer_name="raw", index_option="basic", fast=True)


def terms_field(column: Column) -> str:
    """The field or path whose dictionary has the column's values; RANGED columns have none."""
    has_own = column.name == PK or (column.kind == "keyword" and column.sortable)
    return column.name if has_own else f"{MARKS}.{column.name}"


def values_field(column: Column) -> str:
    """The field or path whose values are counted."""
    return column.name if column.sortable else f"{MARKS}.{column.name}"


_LIKE_A_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]|\x1a")


def marked(value: Value) -> Value:
    """A value as MARKS has it: tantivy takes a text like 2026-01-01T00:00:00Z in JSON for a moment."""
    return f"\x1a{value}" if isinstance(value, str) and _LIKE_A_MOMENT.match(value) else value


def unmarked(value: str) -> str:
    return value.removeprefix("\x1a")


def register_tokenizers(index: tantivy.Index) -> None:
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", spaces)


def document_of(record: Record, layout: Layout) -> tantivy.Document:
    document = tantivy.Document()
    add_text = document.add_text
    add_text("text_tokens", record.text)
    add_text("title_tokens", record.title)
    add_text("text_words", record.words)
    add_text("title_words", record.title_words)
    add_text("attachment_tokens", record.attached)
    if record.attached_words:
        add_text("attachment_words", record.attached_words)
    if record.edge:
        add_text("edge_tokens", record.edge)
        add_text("edge_words", record.edge_words)
    columns: dict[str, list[Value]] = {**record.columns, PK: [record.key]}
    if DIGEST in layout.columns:
        columns[DIGEST] = [record.digest()]
    marks: dict[str, list[Value]] = {}
    for name, values in columns.items():
        column = layout.columns[name]
        if values and column.type not in RANGED and terms_field(column) != name:
            marks[name] = [marked(value) for value in values]
        if column.sortable:
            add = {"integer": document.add_integer, "number": document.add_float, "keyword": add_text}[column.kind]
            for value in values:
                add(name, value)  # type: ignore[arg-type]
    document.add_json(MARKS, marks)
    return document
