"""附件 as readers see them: name, type, size and length, of those that this reader may have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from publications import standing
from publications.readers import accepts


@dataclass(frozen=True)
class ShownAttachment:
    """One line of 附件: `type` "PDF", `size` "1.2 MB", `length` "12页" or empty."""

    document: Any
    title: str
    type: str
    size: str
    length: str

    @property
    def url(self) -> str:
        return str(self.document.url)


class ShownAttachments(list[ShownAttachment]):
    """The attachments that the reader may have; `withheld`: how many he may not, of which nothing is told."""

    withheld = 0


def shown(attachments: Iterable[Any], request: Any) -> ShownAttachments:
    """The attachment blocks' values (document, title) as the reader of `request` sees them, in one query."""
    attachments = list(attachments)
    found = ShownAttachments()
    if not attachments:
        return found
    files = get_document_model().objects.filter(pk__in={a["document"].pk for a in attachments})
    known = {file.pk: file for file in files.select_related("facts", "collection")}
    restricted = standing.restricted_collections(request)
    for attachment in attachments:
        file = known.get(attachment["document"].pk)
        if file is None or (file.collection.path.startswith(restricted) and not accepts(file.collection, request)):
            found.withheld += 1
        else:
            found.append(described(file, attachment["title"]))
    return found


def described(file: Any, title: str = "") -> ShownAttachment:
    """A file of the library (with its `facts`, if it has them) as a line."""
    facts = getattr(file, "facts", None)
    size = (facts.size if facts else None) or file.file_size
    return ShownAttachment(
        document=file,
        title=title or file.title,
        type=file.file_extension.upper(),
        size=filesizeformat(size) if size else "",
        length=length_in_words(facts),
    )


def length_in_words(facts: Any) -> str:
    if facts and facts.pages:
        return _("%(count)d页") % {"count": facts.pages}
    if facts and facts.sheets and facts.sheets > 1:
        return _("%(count)d个工作表") % {"count": facts.sheets}
    return ""
