"""A search address (SEARCH_URL) -> the entry of WAGTAILSEARCH_BACKENDS. Pure: settings call it before Django is ready."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

SERVERS = {"elasticsearch": "search.backends.elasticsearch", "opensearch": "search.backends.opensearch"}
FORMS = "tantivy:///folder, elasticsearch://host:9200/prefix or opensearch://host:9200/prefix (…s:// with TLS)"


def backend_settings(url: str) -> dict[str, Any]:
    """`tantivy:///folder`, `elasticsearch://user:password@host:port/prefix`, `opensearch://…`; a scheme ending in `s` uses TLS.

    Index rows come from the outbox, so modelsearch's own updating by signals stays off. Raises ValueError for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme == "tantivy":
        if not parts.path.strip("/") or parts.netloc:
            raise ValueError(f"Search address {url!r}: write tantivy:///folder with an absolute path.")
        return {"BACKEND": "search.backends.tantivy", "PATH": unquote(parts.path), "AUTO_UPDATE": False}
    secure = parts.scheme not in SERVERS and parts.scheme[:-1] in SERVERS
    engine = parts.scheme[:-1] if secure else parts.scheme
    if engine not in SERVERS or not parts.hostname:
        raise ValueError(f"Search address {url!r} is none of {FORMS}.")
    return {
        "BACKEND": SERVERS[engine],
        "URLS": [urlunsplit(("https" if secure else "http", parts.netloc, "", "", ""))],
        "INDEX_PREFIX": _prefix(parts.path),
        "AUTO_UPDATE": False,
    }


def _prefix(path: str) -> str:
    name = path.strip("/") or "shixun"
    if not name.replace("-", "").replace("_", "").isalnum() or name != name.lower():
        raise ValueError(f"Index prefix {name!r}: lower-case letters, digits, - and _ only.")
    return f"{name}-"
