"""The files of a download column by group, only such as everybody may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from wagtail.models import CollectionViewRestriction

if TYPE_CHECKING:
    from news.models import DownloadPage


@dataclass(frozen=True)
class DownloadGroup:
    """分组: its name (empty for files that stand in none) and its files."""

    name: str
    items: list[Any] = field(default_factory=list)


def grouped_downloads(page: DownloadPage) -> list[DownloadGroup]:
    """Groups in the order in which their first file stands; in two queries, or one of a preview's unsaved items."""
    closed = closed_collections()
    items = page.items.all().select_related("document__collection") if page.pk else page.items.all()
    readable = [item for item in items if item.document and not item.document.collection.path.startswith(closed)]
    first = {name: number for number, name in reversed(list(enumerate(item.group for item in readable)))}
    ordered = sorted(readable, key=lambda item: first[item.group])
    return [DownloadGroup(name, list(items)) for name, items in groupby(ordered, key=lambda item: item.group)]


def closed_collections() -> tuple[str, ...]:
    """The paths of the collections that not everybody may open; what lies below one of them is as closed."""
    return tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
