"""SourceDocument <-> JSON, for the way between processes."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from ingest.readers.source import Block, Cell, Note, Picture, Removal, Run, SourceDocument


def to_json(source: SourceDocument) -> dict[str, Any]:
    """Plain data; pictures as base64."""
    answer = asdict(source)
    for block in answer["blocks"]:
        if block["picture"]:
            block["picture"]["data"] = base64.b64encode(block["picture"]["data"]).decode("ascii")
    return answer


def from_json(answer: dict[str, Any]) -> SourceDocument:
    """The inverse, for what readers in a child give: blocks, removals and notes."""
    return SourceDocument(
        format=answer["format"],
        charset=answer["charset"],
        blocks=tuple(map(_block, answer["blocks"])),
        removals=tuple(Removal(r["rule"], r["reason"], r["count"], tuple(r["quotes"])) for r in answer["removals"]),
        notes=tuple(Note(**note) for note in answer["notes"]),
    )


def _block(value: dict[str, Any]) -> Block:
    picture = value["picture"]
    return Block(
        kind=value["kind"],
        runs=tuple(Run(**run) for run in value["runs"]),
        level=value["level"],
        align=value["align"],
        rows=tuple(tuple(Cell(**cell) for cell in row) for row in value["rows"]),
        caption=value["caption"],
        picture=Picture(**{**picture, "data": base64.b64decode(picture["data"])}) if picture else None,
        line=value["line"],
        hint=value["hint"],
    )
