"""Saved mails (eml): the subject is the title, the html or plain part the text; what is attached becomes its attachments."""

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

NAMED_AT_MOST, ATTACHED_AT_MOST = 8, 40
UNNAMED = "未命名"
UNSAFE = re.compile(r"[\x00-\x1f\x7f?#%]")
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
        mail = _mail(data)
        if not any(mail[name] for name in ("From", "Subject", "Date", "Message-ID", "Content-Type")):
            raise ReadError("not_mail", NOT_MAIL)
        subject = SENT_ON.sub("", " ".join(str(mail["Subject"] or "").split()))
        body = mail.get_body(preferencelist=("html", "plain"))
        raw = _bytes_of(body) if isinstance(body, EmailMessage) else b""
        names = list(_attached(mail))
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
    return replace(
        source, format="eml", blocks=blocks, titles=titles, notes=notes, removals=removals, references=tuple(names)
    )


def files_in_mail(data: bytes) -> dict[str, bytes]:
    """{name: bytes} of what is attached to a mail that `read_eml` has read, under the names in its `references`."""
    found = {}
    for name, part in _attached(_mail(data)).items():
        payload = part.get_payload(decode=True)
        found[name] = payload if isinstance(payload, bytes) else b""
    return found


def _mail(data: bytes) -> EmailMessage:
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def _attached(mail: EmailMessage) -> dict[str, EmailMessage]:
    """The attached parts by their names, which are made plain file names of their own."""
    found: dict[str, EmailMessage] = {}
    for part in mail.iter_attachments():
        if part.get_content_disposition() != "attachment" or len(found) >= ATTACHED_AT_MOST:
            continue
        name = UNSAFE.sub("", (part.get_filename() or "").replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or UNNAMED
        found[f"{len(found) + 1}-{name}" if name in found else name] = part
    return found


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
    shown = "、".join(names[:NAMED_AT_MOST])
    return [Note("mail_attachments", f"邮件带有 {len(names)} 个附件（{shown}），建草稿时一并放在正文之后，请核对")]
