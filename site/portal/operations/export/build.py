"""Making the export: all of it, or what a few changed pages touch. Either way the tree goes live in one step.

A changed page touches: itself; what it leads to (its column, its neighbours, related documents, topics, archives); what
leads or led to it; every list and every feed. Afterwards whatever no public page leads to any more is taken out.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.db import connections

from portal.operations.errors import OperationError
from portal.operations.export import links, manifest, names, public
from portal.operations.export.tree import Tree, live_tree
from portal.operations.visitor import Answer, ask, origin

MOST = 100_000  # files: beyond it an address grows without end


def export_all(folder: Path, *, wait: bool = True) -> manifest.Manifest:
    """Everything anew. Without `wait`, OperationError while another export is being made."""
    with _building(folder, afresh=True, wait=wait) as builder:
        builder.visit([*builder.pages.values(), *public.EXTRAS, *(f"{p}/" for p in public.prefixes().values())])
    return builder.manifest


def export_changes(folder: Path, pages: set[int], files: Iterable[str] = (), *, wait: bool = True) -> manifest.Manifest:
    """What changed with the pages of these keys; `files`: beginnings of addresses of files whose content changed."""
    if live_tree(folder) is None:
        return export_all(folder, wait=wait)
    with _building(folder, afresh=False, wait=wait) as builder:
        builder.follow(pages, tuple(files))
    return builder.manifest


@contextmanager
def _building(folder: Path, *, afresh: bool, wait: bool) -> Iterator[Builder]:
    """One builder at a time; the tree goes live when the block ends well, and is forgotten when it does not."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock, ThreadPoolExecutor(max_workers=1) as thread:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OperationError("另一次静态导出正在进行，稍后再做。") from error
        before = live_tree(folder)
        known = manifest.Manifest() if afresh or before is None else manifest.load(before)
        tree = Tree(folder, afresh=afresh)
        try:
            builder = Builder(tree, known, thread)
            yield builder
            builder.finish()
            tree.go_live()
        except OSError as error:
            tree.forget()
            raise OperationError(f"静态导出没有写成（{error.strerror}），原来的导出没有变动。") from error
        except BaseException:
            tree.forget()
            raise
        finally:
            thread.submit(connections.close_all).result()


class Builder:
    """Visits addresses and puts what they answer into the tree. Asked in a thread of its own: it is another visitor."""

    def __init__(self, tree: Tree, known: manifest.Manifest, thread: ThreadPoolExecutor) -> None:
        self.tree, self.manifest, self.thread = tree, known, thread
        self.origin = self.manifest.origin = origin()
        self.pages = public.public_pages(self.origin)
        self.keys = {address: pk for pk, address in self.pages.items()}
        self.visited: set[str] = set()

    # --- which addresses --------------------------------------------------------------------------------------------

    def visit(self, addresses: Iterable[str]) -> None:
        """These, and what they lead to as far as the tree does not know it yet."""
        queue = [address for address in addresses if address not in self.visited]
        while queue:
            address = queue.pop()
            if address in self.visited:
                continue
            if len(self.visited) >= MOST:
                raise OperationError(
                    f"静态导出超过 {MOST} 个地址（如 {address}）：有一处列表没有尽头。原来的导出没有变动。"
                )
            self.visited.add(address)
            queue += [found for found in self._take(address) if not self._knows(found)]

    def follow(self, changed: set[int], files: tuple[str, ...]) -> None:
        """See the head of this file."""
        entries = self.manifest.files
        gone = {e.address for e in entries.values() if e.page and self.pages.get(e.page) != e.address}
        for name in [name for name, e in entries.items() if e.address in gone]:
            self._drop(name)
        there = {e.page for e in entries.values()}
        fresh = {self.pages[pk] for pk in self.pages if pk in changed or pk not in there}
        replaced = {e.address for e in entries.values() if files and e.address.startswith(files)}
        touched = gone | fresh | replaced
        leading = {e.address for e in entries.values() if touched.intersection(e.needs)}
        lists = set(self.pages) - public.documents(set(self.pages))
        feeds = {e.address for e in entries.values() if not e.page and not public.is_file(e.address)}
        self.visit([*fresh, *replaced])
        led_to = {need for address in fresh for need in self._needs(address) if not public.is_file(need)}
        self.visit([*leading, *led_to, *(self.pages[pk] for pk in lists), *feeds, *public.EXTRAS])

    def _knows(self, address: str) -> bool:
        """Nothing to visit: done, or in the tree already as it is, or a page that is not public."""
        name = names.file_of(address)
        return address in self.visited or name is None or name in self.manifest.files

    def _needs(self, address: str) -> list[str]:
        name = names.file_of(address)
        return self.manifest.files[name].needs if name in self.manifest.files else []

    # --- one address ------------------------------------------------------------------------------------------------

    def _take(self, address: str) -> list[str]:
        """Put what `address` answers into the tree, or take out what is no longer answered. What it leads to."""
        name = names.file_of(address)
        if name is None or public.is_dynamic(address):
            return []
        answer = self.thread.submit(self._answer, address).result()
        if answer.status >= 500:
            raise OperationError(f"{address} 出错（{answer.status}），静态导出没有更新。请看日志，改好后再试。")
        personal = answer.personal and address not in self.keys
        if answer.status in (301, 302, 308) and (target := names.address_of(address, answer.location, self.origin)):
            return self._put(name, address, public.redirect_page(target), [target])
        if answer.status != 200 or personal:
            self._drop(name)
            return []
        found: Iterable[str] = ()
        if answer.content_type.startswith("text/html"):
            found = links.of_html(answer.body)
        elif answer.content_type.startswith("text/css"):
            found = links.of_css(answer.body)
        targets = {names.address_of(address, link, self.origin) for link in found}
        return self._put(name, address, answer.body, [t for t in targets if t and not public.is_dynamic(t)])

    def _answer(self, address: str) -> Answer:
        answer = ask(address)
        if answer.status == 404 and address.startswith(f"{settings.MEDIA_URL}images/"):
            # The server in front sends pictures, not the portal; only those that a public page shows come here.
            root = Path(settings.MEDIA_ROOT).resolve()
            path = (root / unquote(address).split("?")[0].removeprefix(settings.MEDIA_URL)).resolve()
            if path.is_relative_to(root / "images") and path.is_file():
                return Answer(200, path.read_bytes(), "")
        return answer

    def _put(self, name: str, address: str, body: bytes, needs: list[str]) -> list[str]:
        page = self.keys.get(address, 0)
        old = self.manifest.files.get(name)
        self.manifest.add(name, address, body, needs, page)
        if old is None or old.sha256 != self.manifest.files[name].sha256:
            self.tree.put(name, body)
        return needs

    def _drop(self, name: str) -> None:
        if self.manifest.files.pop(name, None) is not None:
            self.tree.remove(name)

    # --- the end ----------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Permanent addresses; then out with what no public page leads to; then the signature."""
        permanent = public.permanent_addresses(self.pages)
        for address, target in permanent.items():
            name = names.file_of(address)
            assert name is not None
            self.visited.add(address)
            self._put(name, address, public.redirect_page(target), [])
        entries = self.manifest.files
        reached: set[str] = set()
        queue = [name for name, e in entries.items() if e.page or e.address in public.EXTRAS]
        while queue:
            name = queue.pop()
            if name not in reached:
                reached.add(name)
                needed = (names.file_of(need) for need in entries[name].needs)
                queue += [need for need in needed if need in entries]
        for name, entry in list(entries.items()):
            if name not in reached and entry.address not in permanent:
                self._drop(name)
        self.manifest.save(self.tree.path)
