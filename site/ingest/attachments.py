"""Files that belong to a notice (附件): into the library, and as attachment blocks behind its text."""

from __future__ import annotations

import os
import posixpath
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from ingest.access import why_not
from ingest.annexes import Annex, Notice, file_annex
from ingest.document import ImportedDocument
from ingest.models import ImportRecord
from ingest.paths import belonging
from ingest.pictures import PictureKeeper
from ingest.readers import MAX_BYTES, READERS, Stripped, sniff, stripped
from ingest.records import stamp
from publications.audit import record_event

MAX_BESIDE = 40
LISTS = ("xlsx", "xlsm")  # drafts of their own only where no notice lists them
OLD_OFFICE, ZIPPED = "旧版 Office", "压缩包"
# What the first bytes of a file of that extension say it is (ingest.readers.sniff).
CONTENTS = {
    "pdf": ("PDF",), "docx": (ZIPPED,), "xlsx": (ZIPPED,), "pptx": (ZIPPED,), "zip": (ZIPPED,), "ofd": (ZIPPED,),
    "doc": (OLD_OFFICE, ZIPPED, "RTF"), "xls": (OLD_OFFICE, ZIPPED), "wps": (OLD_OFFICE, ZIPPED), "et": (OLD_OFFICE, ZIPPED),
    "csv": ("",), "txt": ("",),
}  # fmt: skip


def extension_of(name: str) -> str:
    return os.path.splitext(name)[1].lower().removeprefix(".")


def may_be_attachment(name: str) -> bool:
    """A file that is put aside until the notice is known: named 附件…, or of a kind that no draft is made from."""
    known = extension_of(name) in settings.WAGTAILDOCS_EXTENSIONS
    extension = extension_of(name)
    return known and (file_annex(name) is not None or extension in LISTS or f".{extension}" not in READERS)


def check_attachment(name: str, data: bytes) -> tuple[str, str] | None:
    """(code, message) of what speaks against keeping this file; None where nothing does."""
    extension = extension_of(name)
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        allowed = "、".join(settings.WAGTAILDOCS_EXTENSIONS)
        return "unsupported", _("这种文件不能作为附件，可以用：%(allowed)s") % {"allowed": allowed}
    if not data:
        return "empty", _("文件是空的（0 字节），请重新复制一份。")
    if len(data) > min(MAX_BYTES, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE):
        limit = min(MAX_BYTES, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE) // 1024 // 1024
        return "too_large", _("附件超过 %(limit)d MB 的上限，请压缩或拆分后再添加。") % {"limit": limit}
    found, expected = sniff(data), CONTENTS.get(extension, ())
    if expected and not any(found.startswith(one) if one else not found for one in expected):
        said = found or _("文本或无法识别的内容")
        return "wrong_extension", _("扩展名是 .%(extension)s，内容却是%(found)s。请把扩展名改对，或另存后再添加。") % {
            "extension": extension,
            "found": said,
        }
    return None


def attach_label(name: str, annex: Annex | None) -> str:
    """What the attachment is called in the page: as the notice lists it, else by its file's name."""
    if annex is not None and annex.title:
        return annex.label
    stem = os.path.splitext(posixpath.basename(name))[0]
    return stem if annex is None or file_annex(name) is not None else f"{annex.label}：{stem}"


def may_attach(user: Any) -> bool:
    policy = policy_registry.get_by_type(get_document_model())
    return bool(policy.user_has_permission(user, "add"))


def notice_of(record: ImportRecord) -> Notice:
    """What `match_annex` asks of a record that gave a draft."""
    listed = tuple(Annex(number, title) for number, title in record.annexes.get("listed", []))
    return Notice(record.pk, record.file_name, listed, frozenset(record.annexes.get("mentioned", [])))


def attach(record: ImportRecord, name: str, data: bytes, label: str, user: Any) -> Any:
    """Put the file into the library and behind the draft's text, without authors and places; returns the library's document.

    Raises ValidationError, with the sentence for the editor, for what may not be kept and for a draft that is gone.
    """
    draft = Page.objects.filter(pk=record.page_id).first()
    if draft is None:
        raise ValidationError(_("稿件已经删除，附件没有添加。"))
    if obstacle := why_not(draft, user):
        raise ValidationError(obstacle)
    if (objection := check_attachment(name, data)) is not None:
        raise ValidationError(objection[1], code=objection[0])
    if not may_attach(user):
        raise ValidationError(_("您没有添加附件的权限，请找系统管理员。"))
    page = draft.get_latest_revision_as_object()
    clean = stripped(data, name)
    document = _document(name, clean.data, label, user)
    block = page.body.stream_block.child_blocks["attachment"]
    page.body.append(("attachment", block.to_python({"document": document.pk, "title": label[:255]})))
    write_draft(record, page, user)
    record_event(
        "import.attach", page, detail={"file": posixpath.basename(name), "label": label, **_said(clean)}, actor=user
    )
    return document


def _said(clean: Stripped) -> dict[str, str]:
    """For the event log: what was taken out of the file, and what is still in it."""
    words = {"removed": "、".join(clean.removed), "remark": "；".join(clean.remarks)}
    return {name: text for name, text in words.items() if text}


def write_draft(record: ImportRecord, page: Any, user: Any, log_action: Any = False) -> None:
    """Save a draft's row and revision; what nobody has touched since the import stays so."""
    own = record.settled.get(str(page.pk)) == stamp(page)
    latest = page.get_latest_revision()
    mine = own and not log_action and latest is not None and user is not None and latest.user_id == user.pk
    page.save()
    page.save_revision(user=user, clean=False, log_action=log_action, overwrite_revision=latest if mine else None)
    if own or log_action:
        page.refresh_from_db(fields=["latest_revision_created_at"])
        record.settled = {**record.settled, str(page.pk): stamp(page)}
        record.save(update_fields=["settled"])


def attached_beside(document: ImportedDocument, keeper: PictureKeeper) -> list[dict[str, Any]]:
    """Stream blocks of the files beside a page to which it links (files/表.docx); those left out are named with the reason."""
    blocks = []
    references = [unquote(reference) for reference in document.references]
    own = belonging(references)
    for reference in dict.fromkeys(reference.removeprefix("./") for reference in references):
        name = posixpath.basename(reference)
        known = extension_of(name) in settings.WAGTAILDOCS_EXTENSIONS and reference in own
        if not (known or document.format == "eml") or len(blocks) >= MAX_BESIDE:
            continue
        data = keeper.beside(reference)
        if not data:
            continue
        objection = check_attachment(name, data)
        if objection is None and keeper.user is not None and not may_attach(keeper.user):
            objection = "not_allowed", _("您没有添加附件的权限，请找系统管理员。")
        if objection is not None:
            keeper.lost.append(f"{name}（{objection[1]}）")
            continue
        label = attach_label(name, file_annex(name))
        kept = _document(name, stripped(data, name).data, label, keeper.user)
        blocks.append({"type": "attachment", "value": {"document": kept.pk, "title": label[:255]}})
    return blocks


def attached_files(page: Any) -> list[str]:
    """Names of the attachment blocks of a draft, in order."""
    blocks = [block.value for block in page.body if block.block_type == "attachment"]
    return [value["title"] or str(value["document"]) for value in blocks]


def _document(name: str, data: bytes, label: str, user: Any) -> Any:
    file = ContentFile(data, name=posixpath.basename(name))
    model = get_document_model()
    document = model(title=label[:255], file=file, collection=Collection.get_first_root_node(), uploaded_by_user=user)
    document.file_size = len(data)
    document.full_clean(exclude=["uploaded_by_user"])
    document.save()
    document.get_file_hash()
    return document
