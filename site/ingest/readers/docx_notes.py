"""What Word keeps apart from the text: foot- and endnotes (脚注、尾注) are put behind it, comments and running heads are not text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest.readers.docx_numbering import printed
from ingest.readers.docx_package import Package
from ingest.readers.docx_xml import W, parse_part
from ingest.readers.source import Block, Removal, Run, trim_block

SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
QUOTES, QUOTE = 8, 80


class Footnotes:
    """Numbers the notes as they are referred to; their texts come in that order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._texts: dict[bool, dict[str, Any]] = {}
        self._marks: dict[tuple[bool, str], str] = {}

    def mark(self, is_endnote: bool, note_id: str) -> str:
        """① for the first; empty for a note that is not there."""
        key = (is_endnote, note_id)
        if key not in self._marks:
            if note_id not in self._notes(is_endnote):
                return ""
            number = 1 + sum(kind == is_endnote for kind, _id in self._marks)
            circled = printed(number, "decimalEnclosedCircle")
            self._marks[key] = f"[{number}]" if is_endnote or circled.isascii() else circled
        return self._marks[key]

    def _notes(self, is_endnote: bool) -> dict[str, Any]:
        if is_endnote not in self._texts:
            data = self._package.bytes_of("endnotes" if is_endnote else "footnotes")
            tag = W + ("endnote" if is_endnote else "footnote")
            self._texts[is_endnote] = {
                note.get(W + "id", ""): note
                for note in (parse_part(data).iter(tag) if data else ())
                if note.get(W + "type", "") not in SEPARATORS
            }
        return self._texts[is_endnote]

    def blocks(self, read: Callable[[Any], list[Block]]) -> list[Block]:
        """The notes that were referred to, each with its mark before it."""
        out = []
        for (is_endnote, note_id), mark in self._marks.items():
            found = [trim_block(b) for b in read(self._notes(is_endnote)[note_id]) if b.kind != "image"]
            for number, block in enumerate(b for b in found if b.text.strip()):
                lead = (Run(mark),) if number == 0 and not block.text.startswith(mark) else ()
                out.append(Block(kind=block.kind, runs=(*lead, *block.runs), rows=block.rows, hint="footnote"))
        return out


def comments(package: Package) -> list[Removal]:
    """批注: what colleagues wrote beside the text."""
    data = package.bytes_of("comments")
    texts = []
    for comment in parse_part(data).iter(W + "comment") if data else ():
        texts.append("".join(t.text or "" for t in comment.iter(W + "t")).strip())
    return _removal("comments", "Word 批注，不是正文", texts)


def running_heads(package: Package) -> list[Removal]:
    """页眉页脚: those that hold more than a page number."""
    texts = []
    for kind in ("header", "footer"):
        for root in package.parts(kind):
            paragraphs = ("".join(t.text or "" for t in p.iter(W + "t")).strip() for p in root.iter(W + "p"))
            texts += [text for text in paragraphs if any(c.isalpha() for c in text) and not _is_page_number(text)]
    return _removal("running_heads", "每页重复的页眉、页脚，不是正文", list(dict.fromkeys(texts)))


def _is_page_number(text: str) -> bool:
    return not "".join(c for c in text if c not in "第页共 /-—–" and not c.isdigit()).strip()


def tracked(root: Any) -> tuple[list[str], int]:
    """(texts deleted or moved away, insertions) of changes that nobody has accepted or refused yet."""
    deleted = []
    for element in root.iter(W + "del", W + "moveFrom"):
        name = W + ("delText" if element.tag == W + "del" else "t")
        words = "".join(t.text or "" for t in element.iter(name)).strip()
        deleted += [words] if words else []
    return deleted, sum(1 for ins in root.iter(W + "ins") if ins.find(W + "r") is not None)


def _removal(rule: str, reason: str, texts: list[str]) -> list[Removal]:
    quotes = tuple(text[:QUOTE] for text in texts if text)[:QUOTES]
    return [Removal(rule, reason, len(texts), quotes)] if texts else []
