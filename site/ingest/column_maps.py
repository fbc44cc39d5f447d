"""An old site's columns -> columns of the portal (旧栏目对照): given as CSV or chosen in the admin, suggested by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from ingest.access import document_columns
from ingest.csv_tables import BadTableError, read_pairs
from ingest.old_site import Origin, normal_address
from ingest.wording import squeeze

SEPARATORS = re.compile(r"\s*[/>＞›»→\\]+\s*")
SHORTEST = 2


@dataclass(frozen=True)
class ColumnMap:
    """`entries`: (old name, path of names, or path prefix of addresses; id of the column)."""

    entries: tuple[tuple[str, int], ...] = ()

    def find(self, origin: Origin) -> int | None:
        """The column for a file of this origin: the longest prefix of its address, else the most that its columns say."""
        by_address = [(key, pk) for key, pk in self.entries if is_prefix(key) and _begins(origin.address, key)]
        if by_address:
            return max(by_address, key=lambda entry: len(entry[0]))[1]
        names = tuple(squeeze(name) for name in origin.columns)
        said = {_steps(key): pk for key, pk in self.entries if not is_prefix(key)}
        for end in range(len(names), 0, -1):
            for start in range(end):
                if names[start:end] in said:
                    return said[names[start:end]]
        return None


def is_prefix(key: str) -> bool:
    """/xxgk/tzgg/ or http://old.example.cn/xxgk/, rather than a column's name."""
    return key.startswith("/") or "://" in key


def _begins(address: str, prefix: str) -> bool:
    if not address:
        return False
    if prefix.startswith("/") and not prefix.startswith("//"):
        return urlsplit(address).path.startswith(prefix)
    return address.startswith(normal_address(prefix) or "\x00")


def _steps(key: str) -> tuple[str, ...]:
    return tuple(squeeze(step) for step in SEPARATORS.split(key.strip(" /")) if step)


def read_map(data: bytes) -> ColumnMap:
    """From a CSV: old column name or path prefix, column (slug, address or title). Raises BadTableError."""
    columns = document_columns()
    entries = []
    for number, old, new in read_pairs(data):
        found = resolve(new, columns)
        if found is None:
            if not entries and number == 1:  # a line of headings
                continue
            raise BadTableError(
                _("栏目对照表第 %(line)d 行：没有栏目“%(name)s”。请写栏目的网址名、网址或名称。")
                % {"line": number, "name": new}
            )
        entries.append((old, found.pk))
    return ColumnMap(tuple(entries))


def resolve(given: str, columns: Sequence[Any]) -> Any | None:
    """The column with that slug, address or title; None where there is none or more than one."""
    wanted = given.strip()
    address = f"/{wanted.strip('/')}/"
    rules = (
        lambda column: column.slug == wanted,
        lambda column: column.url_path.endswith(address) and "/" in wanted,
        lambda column: squeeze(column.title) == squeeze(wanted),
    )
    for rule in rules:
        found = [column for column in columns if rule(column)]
        if len(found) == 1:
            return found[0]
    return None


def suggest(origin: Origin, columns: Sequence[Any]) -> Any | None:
    """The column that is called like the old one, or nearly; the deepest of the old names first."""
    for name in reversed([squeeze(name) for name in origin.columns]):
        exact = [column for column in columns if squeeze(column.title) == name]
        near = [
            column
            for column in columns
            if len(name) >= SHORTEST and (name in squeeze(column.title) or squeeze(column.title) in name)
        ]
        for found in (exact, near):
            if len(found) == 1:
                return found[0]
    return None


def as_json(entries: Iterable[tuple[str, int]]) -> list[list[Any]]:
    return [[old, pk] for old, pk in entries]


def from_json(rows: Iterable[Sequence[Any]]) -> ColumnMap:
    return ColumnMap(tuple((str(old), int(pk)) for old, pk in rows))
