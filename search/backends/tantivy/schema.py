"""A layout as a tantivy schema, and a record as a tantivy document."""

from __future__ import annotations

import tantivy

from search.backends.layout import DIGEST, PK, Column, Layout
from search.backends.plan import Value
from search.backends.record import Record

# Days, moments, digests and factors are asked for by ranges or sorted by: their columns need no dictionary of values, which
# costs .3 ms for each column of every small commit.
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
    for column in layout.columns.values():
        _add_column(builder, column)
    return builder.build()


def _add_column(builder: tantivy.SchemaBuilder, column: Column) -> None:
    stored = column.name == PK
    indexed = stored or column.type not in RANGED
    if column.kind == "integer":
        builder.add_integer_field(column.name, stored=stored, indexed=indexed, fast=True)
    elif column.kind == "number":
        builder.add_float_field(column.name, stored=stored, indexed=indexed, fast=True)
    else:
        builder.add_text_field(column.name, stored=stored, tokenizer_name="raw", index_option="basic", fast=True)


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
    for name, values in columns.items():
        kind = layout.columns[name].kind
        add = {"integer": document.add_integer, "number": document.add_float, "keyword": add_text}[kind]
        for value in values:
            add(name, value)  # type: ignore[arg-type]
    return document
