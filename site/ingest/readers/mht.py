"""Pages saved as one file (mht, mhtml 单个网页文件): a mail that holds the page, its frames and its pictures."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage
from urllib.parse import urljoin

from ingest.readers.errors import ReadError
from ingest.readers.html import read_html
from ingest.readers.source import Block, SourceDocument

BROKEN = "单个网页文件（mht）已损坏，打不开。请在浏览器里重新保存，或另存为 html 再导入。"
NO_PAGE = "单个网页文件（mht）里没有网页。请在浏览器里重新保存，或另存为 html 再导入。"


def read_mht(data: bytes) -> SourceDocument:
    """bytes of a saved page -> SourceDocument; raises ReadError. The frame that says most is the page."""
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part for part in mail.walk() if isinstance(part, EmailMessage) and not part.is_multipart()]
        pages = [(str(p["Content-Location"] or ""), _payload(p)) for p in parts if p.get_content_type() == "text/html"]
        pictures = {name: _payload(p) for p in parts if p.get_content_maintype() == "image" for name in _names(p)}
    except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
        raise ReadError("broken", BROKEN) from error
    best: SourceDocument | None = None
    problem = ReadError("empty", NO_PAGE)
    for address, raw in pages[:50]:
        try:
            source = _with_pictures(read_html(raw), address, pictures)
        except ReadError as error:
            problem = error
            continue
        if best is None or _words(source) > 2 * _words(best):
            best = replace(source, meta=source.meta or (best.meta if best else ()))
    if best is None:
        raise problem
    return replace(best, format="mht")


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _names(part: EmailMessage) -> list[str]:
    """The addresses under which the page may show a picture."""
    place, number = str(part["Content-Location"] or "").strip(), str(part["Content-ID"] or "").strip("<> ")
    return [name for name in (place, f"cid:{number}" if number else "") if name]


def _words(source: SourceDocument) -> int:
    return sum(len(block.text) for block in source.blocks)


def _with_pictures(source: SourceDocument, page: str, pictures: dict[str, bytes]) -> SourceDocument:
    def shown(block: Block) -> Block:
        if block.picture is None:
            return block
        address = block.picture.address
        data = pictures.get(address) or pictures.get(urljoin(page, address)) or b""
        return replace(block, picture=replace(block.picture, data=data)) if data else block

    return replace(source, blocks=tuple(map(shown, source.blocks)))
