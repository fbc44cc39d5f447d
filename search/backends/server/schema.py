"""A layout as an Elasticsearch or OpenSearch mapping, and a record as a document: built-in analyzers only, no plugin."""

from __future__ import annotations

from typing import Any

from search.backends.layout import DIGEST, PK, Layout
from search.backends.record import Record

TYPES = {"integer": "long", "number": "double", "keyword": "keyword"}


def index_body(layout: Layout, replicas: int = 0) -> dict[str, Any]:
    """Settings and mapping: one shard, so that scores mean the same everywhere; nothing of the text is stored."""
    properties: dict[str, Any] = {c.name: {"type": TYPES[c.kind]} for c in layout.columns.values()}
    for name in ("text_tokens", "title_tokens", "attachment_tokens", "edge_tokens"):
        properties[name] = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
    for name in ("text_words", "title_words", "attachment_words", "edge_words"):
        properties[name] = {"type": "text", "analyzer": "whitespace", "index_options": "positions", "norms": False}
    return {
        "settings": {"number_of_shards": 1, "number_of_replicas": replicas, "refresh_interval": "1s"},
        "mappings": {
            "_meta": {"layout": layout.digest},
            "_source": {"enabled": False},
            "dynamic": "strict",
            "properties": properties,
        },
    }


def document_of(record: Record, layout: Layout) -> dict[str, Any]:
    document: dict[str, Any] = {
        "text_tokens": record.text,
        "title_tokens": record.title,
        "text_words": record.words,
        "title_words": record.title_words,
        "attachment_tokens": record.attached,
        PK: record.key,
    }
    if record.attached_words:
        document["attachment_words"] = record.attached_words
    if record.edge:
        document.update(edge_tokens=record.edge, edge_words=record.edge_words)
    if DIGEST in layout.columns:
        document[DIGEST] = record.digest()
    for name, values in record.columns.items():
        document[name] = values[0] if len(values) == 1 else values
    return document
