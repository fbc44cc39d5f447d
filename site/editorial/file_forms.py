"""The admin's forms of attachments and pictures: a file that readers get stays as the reviews passed it."""

from __future__ import annotations

from typing import Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from editorial import published_files


class KeepsWhatIsPublic:
    """Says beside the field who may change it. Wagtail deletes the old file before it saves: refused later, it is lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.person = kwargs.get("user")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        changed = published_files.SHOWN & set(self.changed_data)  # type: ignore[attr-defined]
        file = self.instance  # type: ignore[attr-defined]
        if not file.pk or not changed:
            return cleaned
        closed = published_files.closed_by(changed, cleaned.get("collection") or file.collection)
        if reason := published_files.objection(file, self.person, closed):
            published_files.refuse(file, "edit", reason, self.person)
            shown = sorted(changed & {"file", "title", "description", "collection"})
            self.add_error(shown[0] if shown else None, reason)  # type: ignore[attr-defined]
        return cleaned


class DocumentForm(KeepsWhatIsPublic, BaseDocumentForm):
    """附件."""


class ImageForm(KeepsWhatIsPublic, BaseImageForm):
    """图片."""
