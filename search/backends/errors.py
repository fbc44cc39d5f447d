"""What can go wrong with an index, in words that say what to do next."""

from __future__ import annotations


class SearchUnavailable(Exception):
    """The engine does not answer, or its index does not fit the code: searching must wait, saving must not."""


class IndexOutdated(SearchUnavailable):
    """The index was built for other fields than the models have now."""

    def __init__(self, index: str) -> None:
        super().__init__(f"The search index {index} was built for other fields: run `manage.py update_index`.")


class IndexBusy(Exception):
    """Another process holds the write lock; what it leaves will be looked at again."""
