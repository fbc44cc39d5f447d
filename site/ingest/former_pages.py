"""Addresses at the old site -> permanent redirects to what was imported from there (旧网址).

The row is there from the draft on and answers when the document is published (publications.lost_addresses)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from ingest.csv_tables import BadTableError, read_pairs
from ingest.old_site import normal_address
from proofing.finding import Finding
from publications.former_addresses import root_above, with_query
from publications.models import FormerAddress

LONGEST = 1000
INDEXES = (
    "index.html",
    "index.htm",
    "index.shtml",
    "index.jsp",
    "index.php",
    "index.asp",
    "default.aspx",
    "default.asp",
)


def read_addresses(data: bytes) -> dict[str, str]:
    """{file name: address} of a CSV: old address, file. Raises BadTableError."""
    found: dict[str, str] = {}
    for number, address, file in read_pairs(data):
        if "/" not in address:
            if number == 1:  # a line of headings
                continue
            raise BadTableError(
                _("网址对照表第 %(line)d 行：“%(address)s”不是网址。") % {"line": number, "address": address}
            )
        found[file.replace("\\", "/")] = address
    return found


def address_given(addresses: dict[str, str], name: str) -> str:
    """What a table of addresses says of a file, by its whole name or the last part of it."""
    return addresses.get(name) or addresses.get(posixpath.basename(name)) or ""


def own_path(address: str) -> tuple[str, str] | None:
    """(language, path below the home page as FormerAddress has it) of an address at one of the former hosts; else None."""
    if address.startswith("/") and not address.startswith("//"):
        parts = urlsplit(address)
    else:
        parts = urlsplit(normal_address(address))
        if (parts.hostname or "") not in former_hosts():
            return None
    path = unquote(parts.path)
    path = path.strip("/")
    language, _slash, rest = path.partition("/")
    if language in dict(settings.LANGUAGES) and language != settings.LANGUAGE_CODE:
        path = rest
    else:
        language = settings.LANGUAGE_CODE
    if posixpath.basename(path).lower() in INDEXES and not parts.query:
        path = posixpath.dirname(path)
    whole = with_query(path, parts.query) if parts.query else f"{path}/"
    return (language, whole) if whole != "/" and len(whole) <= LONGEST else None


def former_hosts() -> set[str]:
    """FORMER_HOSTS, with and without www."""
    hosts = {host.strip().lower().rstrip(".") for host in settings.FORMER_HOSTS if host.strip()}
    return hosts | {host.removeprefix("www.") for host in hosts} | {f"www.{host}" for host in hosts}


def remember(page: Page, address: str, given: bool = False) -> Finding | None:
    """Let `page` answer for `address` once it is public; a finding where that cannot be. `given`: somebody named it."""
    own = own_path(address) if address else None
    if own is None:
        return (
            _finding(_("旧网址 %(address)s 不在本单位的旧域名（FORMER_HOSTS）下，没有设跳转"), address)
            if given and address
            else None
        )
    root = root_above(page.url_path)
    if root is None:
        return None
    language, path = own
    here = {"site_id": root.site_id, "language": language, "path": path}
    if page.url_path == root.root_path + path:
        return None
    if Page.objects.filter(url_path=root.root_path + path, live=True).exists():
        return _finding(_("旧网址 %(address)s 现在是另一个页面的网址，没有设跳转"), address)
    row = FormerAddress.objects.filter(**here).first()
    if row is not None and row.translation_key != page.translation_key and _stands(row):
        return _finding(_("旧网址 %(address)s 已经跳转到另一份稿件，没有改动"), address)
    FormerAddress.objects.update_or_create(**here, defaults={"translation_key": page.translation_key, "gone_at": None})
    return None


def _stands(row: FormerAddress) -> bool:
    return row.gone_at is None and Page.objects.filter(translation_key=row.translation_key).exists()


def remember_sections(entries: Iterable[tuple[str, int]]) -> None:
    """The sections of the old site that a mapping names by their address lead to the columns."""
    wanted = {key: pk for key, pk in entries if key.startswith("/") or "://" in key}
    columns: dict[int, Any] = {page.pk: page for page in Page.objects.filter(pk__in=wanted.values())}
    for key, pk in wanted.items():
        if pk in columns:
            remember(columns[pk], key)


def forget(translation_keys: Iterable[Any]) -> None:
    """What an undo deletes leaves no addresses behind; it was never public."""
    FormerAddress.objects.filter(translation_key__in=list(translation_keys), gone_at=None).delete()


def _finding(message: str, address: str) -> Finding:
    return Finding("old_address", "warning", message % {"address": address.removeprefix("//")})
