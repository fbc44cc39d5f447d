"""Is the export as it was made, and does the live site say the same (防篡改核对)?"""

from __future__ import annotations

import hashlib
import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from portal.operations.errors import OperationError
from portal.operations.export import manifest, names, public
from portal.operations.export.tree import live_tree

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Difference:
    """`where`: the file or the address; `what`: in Chinese."""

    where: str
    what: str


def live(folder: Path) -> Path:
    tree = live_tree(folder)
    if tree is None:
        raise OperationError(f"{folder} 里还没有静态导出：请先运行 manage.py export_site --all。")
    return tree


def of_files(folder: Path) -> Iterator[Difference]:
    """The tree against its manifest."""
    tree = live(folder)
    entries = manifest.load(tree).files
    for name, entry in entries.items():
        path = tree / name
        if not path.is_file():
            yield Difference(name, "文件不见了")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry.sha256:
            yield Difference(name, "内容被改动")
    for path in tree.rglob("*"):
        name = path.relative_to(tree).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in entries and name != manifest.NAME:
            yield Difference(name, "多出来的文件")


def of_site(folder: Path, url: str) -> Iterator[Difference]:
    """The live site at `url` (scheme and host) against the manifest, one connection, address by address."""
    found = manifest.load(live(folder))
    target = urlsplit(url)
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.hostname or "", target.port, timeout=30)
    try:
        for entry in sorted(found.files.values(), key=lambda entry: entry.address):
            status, body = _get(connection, entry.address, found.origin, url)
            if status != 200:
                yield Difference(entry.address, f"网站回答 {status}")
            elif hashlib.sha256(body).hexdigest() != entry.sha256:
                yield Difference(entry.address, "与导出的内容不同")
    except (OSError, http.client.HTTPException) as error:
        raise OperationError(f"连不上 {url}：{error}。请检查网址和服务。") from error
    finally:
        connection.close()


def _get(connection: http.client.HTTPConnection, address: str, origin: str, url: str) -> tuple[int, bytes]:
    """Asked for with the host that was exported, so that absolute addresses in pages are the same."""
    host = urlsplit(origin)
    headers = {"Host": host.netloc, "User-Agent": "shixun-verify", "Accept-Encoding": "identity"}
    if urlsplit(url).scheme != host.scheme:
        headers["X-Forwarded-Proto"] = host.scheme
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    body = response.read()
    if response.status in (301, 302, 308):
        target = names.address_of(address, response.headers.get("Location", ""), origin)
        return (200, public.redirect_page(target)) if target else (response.status, body)
    return response.status, body
