"""The search servers that tests may ask (deploy/search-server), for tests/conftest.py and tests/stages.py."""

import os
import urllib.error
import urllib.request
from functools import cache

ADDRESSES = {
    "elasticsearch": os.environ.get("SEARCH_ELASTICSEARCH_URL", "http://127.0.0.1:9209"),
    "opensearch": os.environ.get("SEARCH_OPENSEARCH_URL", "http://127.0.0.1:9219"),
}


@cache
def answers(name: str) -> bool:
    try:
        with urllib.request.urlopen(f"{ADDRESSES[name]}/_cluster/health?timeout=2s", timeout=4) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def lacking(name: str) -> str | None:
    """Why the tests of a server cannot run here, or None."""
    if answers(name):
        return None
    return f"{name} does not answer at {ADDRESSES[name]}: deploy/search-server start {name}"
