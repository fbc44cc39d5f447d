"""The layout of each index, made once a process."""

from __future__ import annotations

from functools import cache

from django.db import models

from search.backends.layout import Layout, root_of
from search.documents import EXTRA_COLUMNS


def layout_for(model: type[models.Model]) -> Layout:
    """The layout of the index that holds `model`."""
    return _layout(root_of(model))


@cache
def _layout(root: type[models.Model]) -> Layout:
    return Layout(root, EXTRA_COLUMNS.get(root._meta.label_lower, ()))
