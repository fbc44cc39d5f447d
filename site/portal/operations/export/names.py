"""Which file holds which address, and the other way.

/                      index.html
/notices/2026/         notices/2026/index.html
/notices/?page=2       notices/index.html?page=2      (nginx: try_files $uri/index.html$is_args$args)
/documents/7/表.docx    documents/7/表.docx
"""

from __future__ import annotations

from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

LONGEST = 240  # bytes of one part of a file's path, less than any file system's limit


def file_of(address: str) -> str | None:
    """The file's path in the tree; None for what no file system may hold (a part that is too long, or leads out)."""
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    name = f"{path}index.html" if not path or path.endswith("/") else path
    if parts.query:
        name += "?" + parts.query
    pieces = name.split("/")
    bad = any(not piece or piece in (".", "..") or "\0" in piece or len(piece.encode()) > LONGEST for piece in pieces)
    return None if bad or name.startswith(".manifest") else name


def address_of(base: str, link: str, origin: str) -> str | None:
    """What `link` on the page `base` leads to, as an address below the root; None where it leaves the site."""
    try:
        target = urlsplit(urldefrag(urljoin(origin + base, link.strip())).url)
    except ValueError:
        return None
    home = urlsplit(origin)
    if target.scheme not in ("http", "https") or target.netloc != home.netloc:
        return None
    path = quote(unquote(target.path), safe="/:@!$&'()*+,;=~-._") or "/"
    return f"{path}?{target.query}" if target.query else path
