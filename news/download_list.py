"""The files of a download column by group, only such as everybody may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from publications.attachments import ShownAttachment, described
from publications.readers import is_restricted

if TYPE_CHECKING:
    from news.models import DownloadPage


@dataclass(frozen=True)
class Download:
    """One line: the item as its editor described it, and its file."""

    item: Any
    file: ShownAttachment


@dataclass(frozen=True)
class DownloadGroup:
    """分组: its name (empty for files that stand in none) and its files."""

    name: str
    downloads: list[Download] = field(default_factory=list)


def grouped_downloads(page: DownloadPage) -> list[DownloadGroup]:
    """Groups in the order in which their first file stands; in two queries."""
    items = list(page.items.all())
    files = get_document_model().objects.filter(pk__in={item.document_id for item in items})
    files = files.select_related("facts").annotate(
        restricted=is_restricted(CollectionViewRestriction, "collection", "collection__path")
    )
    open_to_all = {file.pk: file for file in files if not file.restricted}
    readable = [item for item in items if item.document_id in open_to_all]
    first = {group: number for number, group in reversed(list(enumerate(item.group for item in readable)))}
    ordered = sorted(readable, key=lambda item: first[item.group])
    downloads = [Download(item, described(open_to_all[item.document_id], item.title)) for item in ordered]
    return [DownloadGroup(name, list(group)) for name, group in groupby(downloads, key=lambda one: one.item.group)]
