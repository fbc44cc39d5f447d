"""A search address (SEARCH_URL) -> the entry of WAGTAILSEARCH_BACKENDS. Pure: settings call it before Django is ready."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SERVERS = {"elasticsearch": "search.backends.elasticsearch", "opensearch": "search.backends.opensearch"}
FORMS = "tantivy:///folder, elasticsearch://host:9200/prefix or opensearch://host:9200/prefix (…s:// with TLS)"
RETRIES = 3


def backend_settings(url: str) -> dict[str, Any]:
    """`tantivy:///folder`, or `engine://user:password@node1:9200,node2:9200/prefix?replicas=1&ca=/ca.pem`.

    engine: elasticsearch or opensearch, with an `s` at the end for TLS. What is no letter or digit in a user's name or
    password is written %40 and so on. replicas: copies of each index, 1 where several nodes are named, else 0. ca: a file
    of certificates that servers are checked against instead of the system's.

    Index rows come from the outbox, so modelsearch's own updating by signals stays off. Raises ValueError for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme == "tantivy":
        if not parts.path.strip("/") or parts.netloc:
            raise ValueError(f"Search address {url!r}: write tantivy:///folder with an absolute path.")
        return {"BACKEND": "search.backends.tantivy", "PATH": unquote(parts.path), "AUTO_UPDATE": False}
    secure = parts.scheme not in SERVERS and parts.scheme[:-1] in SERVERS
    engine = parts.scheme[:-1] if secure else parts.scheme
    nodes = _nodes(parts.netloc, "https" if secure else "http")
    if engine not in SERVERS or not nodes:
        raise ValueError(f"Search address {_without_password(url)!r} is none of {FORMS}.")
    said = dict(parse_qsl(parts.query))
    if unknown := said.keys() - {"replicas", "ca"}:
        raise ValueError(f"Search address: unknown {', '.join(sorted(unknown))}; known are replicas and ca.")
    options: dict[str, Any] = {"retry_on_timeout": True, "max_retries": RETRIES} if len(nodes) > 1 else {}
    return {
        "BACKEND": SERVERS[engine],
        "URLS": nodes,
        "INDEX_PREFIX": _prefix(parts.path),
        "AUTO_UPDATE": False,
        "REPLICAS": _replicas(said.get("replicas", "1" if len(nodes) > 1 else "0")),
        "OPTIONS": {**options, **({"ca_certs": said["ca"]} if "ca" in said else {})},
    }


def _nodes(netloc: str, scheme: str) -> list[str]:
    """An address for each node; user and password stand once, before the first."""
    credentials, at, hosts = netloc.rpartition("@")
    found = [f"{scheme}://{credentials}{at}{host}" for host in hosts.split(",") if host]
    return found if all(urlsplit(one).hostname for one in found) else []


def _replicas(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > 9:
        raise ValueError(f"Search address: replicas={text!r} is no number from 0 to 9.")
    return int(text)


def _without_password(url: str) -> str:
    _, at, rest = url.rpartition("@")
    return f"…@{rest}" if at else url


def _prefix(path: str) -> str:
    name = path.strip("/") or "shixun"
    if not name.replace("-", "").replace("_", "").isalnum() or name != name.lower():
        raise ValueError(f"Index prefix {name!r}: lower-case letters, digits, - and _ only.")
    return f"{name}-"
