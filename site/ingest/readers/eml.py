"""Saved mails (eml): the subject is the title, the html or plain part the text; attachments are named, not imported."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage

from ingest.readers.errors import ReadError
from ingest.readers.html import read_html
from ingest.readers.source import Block, Note, Removal, SourceDocument
from ingest.readers.text import read_text

NAMED_AT_MOST = 8
SENT_ON = re.compile(r"^(?:(?:转发|轉發|回复|回覆|答复|fwd?|fw|re)\s*[:：]\s*)+", re.I)
FORWARDED = re.compile(
    r"[-—_=\s>]{2,}\s*(?:原始邮件|原邮件|转发的?邮件|原始郵件|轉寄的?郵件|original message|forwarded message)\W*$", re.I
)
HEADER = re.compile(
    r"(?:发件人|发送时间|收件人|抄送|主题|日期|寄件者|寄件日期|收件者|主旨|from|sent|date|to|cc|subject)\s*[:：]", re.I
)
NO_TEXT = "邮件里没有正文文字。内容若在附件里，请把附件另存后导入。"
NOT_MAIL = "这不是邮件文件（eml）：没有发件人、主题等信头。请确认文件。"


def read_eml(data: bytes) -> SourceDocument:
    """bytes of a mail -> SourceDocument; raises ReadError."""
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        if not any(mail[name] for name in ("From", "Subject", "Date", "Message-ID", "Content-Type")):
            raise ReadError("not_mail", NOT_MAIL)
        subject = SENT_ON.sub("", " ".join(str(mail["Subject"] or "").split()))
        body = mail.get_body(preferencelist=("html", "plain"))
        raw = _bytes_of(body) if isinstance(body, EmailMessage) else b""
        names = [
            part.get_filename() or ""
            for part in mail.iter_attachments()
            if part.get_content_disposition() == "attachment"
        ]
        pictures = _inline(mail)
    except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
        raise ReadError("broken", "邮件文件已损坏，打不开。请从邮箱重新导出，再导入。") from error
    if not raw.strip():
        raise ReadError("empty", NO_TEXT)
    assert isinstance(body, EmailMessage)
    source = read_html(raw) if body.get_content_subtype() == "html" else read_text(raw)
    kept, removed = _without_headers(source.blocks)
    blocks = tuple(_with_picture(block, pictures) for block in kept)
    titles = (("邮件主题", subject), *source.titles) if subject else source.titles
    notes, removals = (*source.notes, *_notes(names)), (*source.removals, *removed)
    return replace(source, format="eml", blocks=blocks, titles=titles, notes=notes, removals=removals)


def _without_headers(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Removal, ...]]:
    """Without 「原始邮件」 and the lines below it that say who sent it on, when and to whom."""
    gone: set[int] = set()
    for index, block in enumerate(blocks):
        if FORWARDED.match(block.text.strip()) or (index - 1 in gone and HEADER.match(block.text.strip())):
            gone.add(index)
    if len(gone) < 2:
        return blocks, ()
    quotes = tuple(blocks[index].text.strip()[:120] for index in sorted(gone))
    removal = Removal("mail_headers", "转发邮件时带上的发件人、时间和主题，不是正文", len(gone), quotes)
    return tuple(block for index, block in enumerate(blocks) if index not in gone), (removal,)


def _bytes_of(part: EmailMessage) -> bytes:
    """The decoded part as UTF-8 where its charset is known, else as it is: the readers look for themselves."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "ascii")
    except (UnicodeDecodeError, LookupError):
        return raw
    return text.encode("utf-8", "replace")


def _inline(mail: EmailMessage) -> dict[str, bytes]:
    """Pictures of the text by their Content-ID."""
    found = {}
    for part in mail.walk():
        name = str(part["Content-ID"] or "").strip("<> ")
        payload = part.get_payload(decode=True) if name and part.get_content_maintype() == "image" else None
        if isinstance(payload, bytes):
            found[f"cid:{name}"] = payload
    return found


def _with_picture(block: Block, pictures: dict[str, bytes]) -> Block:
    if block.picture is None or block.picture.address not in pictures:
        return block
    return replace(block, picture=replace(block.picture, data=pictures[block.picture.address]))


def _notes(names: list[str]) -> list[Note]:
    if not names:
        return []
    shown = "、".join(name or "未命名" for name in names[:NAMED_AT_MOST])
    return [Note("mail_attachments", f"邮件带有 {len(names)} 个附件（{shown}），没有一并导入，请从邮件另存后添加")]
