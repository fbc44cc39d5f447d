"""The files that a list of paths means: a folder's own files by name, members of zip archives, no links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from ingest.readers import MAX_BYTES, READERS, ReadError, files_in_mail
from ingest.readers.archive import Archive
from ingest.readers.charset import decode
from ingest.readers.html import LOCAL

SKIPPED = frozenset({"truth.jsonl", "expected.json", "README.md"})
PAGES = (".html", ".htm", ".shtml", ".xhtml", ".md", ".markdown")
ATTACHED = (".docx", ".doc", ".wps", ".rtf", ".xlsx", ".pdf", ".ofd")
MAX_MEMBERS, MAX_ATTACHED = 500, 12
LONGEST_PAGE = 4 * 1024 * 1024  # beyond that its links are not looked for
REFERENCE = re.compile(r"""(?:src|href)\s*=\s*(?:["']([^"'>]+)|([^"'\s>]+))|\]\(\s*<?([^)\s>]+)""")
SAVED_WITH = ("_files", ".files")  # the folder that a browser puts beside a saved page


@dataclass(frozen=True)
class Item:
    """One file to import; `load` gives its bytes or raises ReadError. `beside` reads a file that it refers to."""

    name: str
    load: Callable[[], bytes]
    beside: Callable[[str], bytes | None] = lambda _reference: None


def find_items(paths: list[str]) -> Iterator[Item]:
    """Every file of the paths; raises FileNotFoundError for one that is not there."""
    for given in paths:
        path = Path(given)
        if path.is_symlink():
            yield Item(path.name, _refuse_link)
        elif path.is_dir():
            names = [p for p in sorted(path.iterdir(), key=lambda p: p.name) if p.is_symlink() or not p.is_dir()]
            names = [p for p in names if p.name not in SKIPPED and p.suffix != ".py" and not p.name.startswith(".")]
            referred = _referred(names)
            for file in names:
                if file.name not in referred:
                    yield from _items_of(file)
        elif path.exists():
            yield from _items_of(path)
        else:
            raise FileNotFoundError(given)


def _refuse_link() -> bytes:
    raise ReadError("symlink", "这是一个指向别处的链接（symlink），为安全起见没有读取。请改放文件本身。")


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise ReadError("not_a_file", "这不是普通文件，没有读取。")
        if path.stat().st_size > MAX_BYTES:
            raise ReadError("too_large", f"文件超过 {MAX_BYTES // 1024 // 1024} MB 的上限，请拆分或压缩图片后再导入。")
        return path.read_bytes()
    except OSError as error:
        raise ReadError("unreadable", "文件打不开，请检查权限或重新复制一份。") from error


def _items_of(path: Path) -> Iterator[Item]:
    if path.is_symlink():
        yield Item(path.name, _refuse_link)
    elif path.suffix.lower() == ".zip":
        yield from archive_items(path.name, lambda: _read(path))
    else:
        beside = attached_to(path.name, lambda: _read(path))
        yield Item(path.name, lambda: _read(path), beside or (lambda reference: _read_beside(path.parent, reference)))


def attached_to(name: str, load: Callable[[], bytes]) -> Callable[[str], bytes | None] | None:
    """What gives the files that a saved mail holds by their names; None for any other file."""
    if not name.lower().endswith(".eml"):
        return None
    held: dict[str, bytes] = {}

    def beside(reference: str) -> bytes | None:
        if not held:
            held.update(files_in_mail(load(), name))
        return held.get(reference)

    return beside


def _read_beside(folder: Path, reference: str) -> bytes | None:
    """A picture that lies beside the page or below; nothing outside its folder, no links."""
    try:
        target = next((t for t in (folder / reference, folder / unquote(reference)) if t.is_file()), folder / reference)
        inside = target.resolve().is_relative_to(folder.resolve())
        return _read(target) if inside and not target.is_symlink() and target.is_file() else None
    except (OSError, ReadError, ValueError):
        return None


def archive_items(name: str, load: Callable[[], bytes]) -> Iterator[Item]:
    """Members of a zip as `a.zip/b.docx`; an archive that cannot be opened is one failed item."""
    try:
        archive = Archive(load())
        members = [(archive.readable_name(m), m) for m in archive.names()]
        members = [(shown, m) for shown, m in members if not _is_litter(shown)]
        if len(members) > MAX_MEMBERS:
            raise ReadError("zip_bomb", f"压缩包里有 {len(members)} 个文件，超过 {MAX_MEMBERS} 个的上限，没有解压。")
        if not members:
            raise ReadError("empty", "压缩包是空的，没有可导入的内容。")
    except ReadError as error:
        yield Item(name, _raiser(error))
        return
    by_name = dict(members)
    pages = {shown: _member(archive, m) for shown, m in members if shown.lower().endswith(PAGES)}
    referred = {
        posixpath.normpath(posixpath.join(posixpath.dirname(page), r))
        for page, get in pages.items()
        for r in belonging(_references(get))
    }
    saved_with = tuple(f"{posixpath.splitext(page)[0]}{end}/" for page in pages for end in SAVED_WITH)
    for shown, member in sorted(members):
        if shown not in referred and not (saved_with and shown.startswith(saved_with)):
            read_member = _member(archive, member)
            beside = attached_to(shown, read_member) or _beside_member(archive, by_name, shown)
            yield Item(f"{name}/{shown}", read_member, beside)


def _is_litter(name: str) -> bool:
    base = posixpath.basename(name)
    return base.startswith((".", "~$")) or name.startswith("__MACOSX/") or base in ("Thumbs.db", "desktop.ini")


def _raiser(error: ReadError) -> Callable[[], bytes]:
    def load() -> bytes:
        raise error

    return load


def _member(archive: Archive, member: str) -> Callable[[], bytes]:
    def load() -> bytes:
        if member.lower().endswith(".zip"):
            raise ReadError("nested_archive", "压缩包里还有压缩包，没有读取。请先解开再导入。")
        return archive.read(member) or b""

    return load


def _beside_member(archive: Archive, by_name: dict[str, str], page: str) -> Callable[[str], bytes | None]:
    def beside(reference: str) -> bytes | None:
        paths = (
            posixpath.normpath(posixpath.join(posixpath.dirname(page), r)) for r in (reference, unquote(reference))
        )
        member = next((by_name[path] for path in paths if path in by_name), None)
        try:
            return archive.read(member) if member else None
        except ReadError:
            return None

    return beside


def _references(load: Callable[[], bytes]) -> set[str]:
    """Local names that a page mentions in src, href or ](…), found without parsing it."""
    try:
        data = load()
        text = decode(data)[0] if len(data) <= LONGEST_PAGE else ""
    except ReadError:
        return set()
    return {
        unquote(unescape(name)) for name in (a or b or c for a, b, c in REFERENCE.findall(text)) if LOCAL.match(name)
    }


def belonging(references: Iterable[str]) -> set[str]:
    """Those of the local files that belong to the page: no other pages, and no documents where the page is a list of them."""
    names = {r.split("?")[0].split("#")[0].removeprefix("./") for r in references}
    documents = {name for name in names if name.lower().endswith(tuple(READERS))}
    papers = {name for name in documents if name.lower().endswith(ATTACHED)}
    return names - documents | (papers if len(papers) <= MAX_ATTACHED else set())


def _referred(files: list[Path]) -> set[str]:
    """Names of files in the folder that belong to the line of a page there."""
    referred: set[str] = set()
    for page in files:
        if page.suffix.lower() in PAGES and not page.is_symlink():
            referred |= belonging(_references(lambda page=page: _read(page)))
    return referred
