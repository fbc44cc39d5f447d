"""A search address names an engine, or is refused with the forms that are understood."""

import base64
from typing import Any

import pytest

from search.backends.url import backend_settings


def test_the_embedded_engine_is_a_folder() -> None:
    made = backend_settings("tantivy:///srv/shixun/index")
    assert (made["BACKEND"], made["PATH"], made["AUTO_UPDATE"]) == (
        "search.backends.tantivy",
        "/srv/shixun/index",
        False,
    )


def test_a_server_is_an_address_with_a_prefix_for_its_indexes() -> None:
    made = backend_settings("elasticsearchs://user:secret@search.example:9200/portal")
    assert made["URLS"] == ["https://user:secret@search.example:9200"]
    assert made["INDEX_PREFIX"] == "portal-"
    assert backend_settings("opensearch://localhost:9200")["INDEX_PREFIX"] == "shixun-"


def test_several_nodes_share_a_user_a_prefix_and_a_copy_of_each_index() -> None:
    made = backend_settings("opensearchs://user:p%40ss@one:9200,two:9200,three:9200/portal?ca=/etc/ca.pem")
    assert made["URLS"] == [f"https://user:p%40ss@{host}:9200" for host in ("one", "two", "three")]
    assert (made["REPLICAS"], made["OPTIONS"]["ca_certs"], made["OPTIONS"]["retry_on_timeout"]) == (
        1,
        "/etc/ca.pem",
        True,
    )
    assert backend_settings("opensearch://one:9200/portal")["REPLICAS"] == 0
    assert backend_settings("elasticsearch://one:9200,two:9200/portal?replicas=2")["REPLICAS"] == 2


@pytest.mark.parametrize("engine", ["elasticsearch", "opensearch"])
def test_signs_in_a_password_reach_the_server_as_they_are(engine: str) -> None:
    from search.backends.temporary import import_backend

    backend = import_backend(backend_settings(f"{engine}://us%20er:p%40ss%2Fword@one:9200,two:9200/portal"))
    assert "p%40ss" not in str(credentials_of(backend))
    assert "p@ss/word" in str(credentials_of(backend))


def credentials_of(backend: Any) -> Any:
    """OpenSearch's client has them in its hosts, Elasticsearch's in a header."""
    client = backend.es()  # what makes the clients of its engines
    header = client._headers.get("authorization", "") if hasattr(client, "_headers") else ""
    decoded = base64.b64decode(header.removeprefix("Basic ")).decode() if header else ""
    return decoded or [host.get("http_auth") for host in backend.hosts]


@pytest.mark.parametrize(
    "url",
    [
        "opensearch://h/p?replicas=x",
        "opensearch://h/p?colour=red",
        "",
        "solr://x",
        "tantivy://",
        "tantivy://host/x",
        "elasticsearch:///x",
        "opensearch://h/Ä B",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"earch address|prefix"):
        backend_settings(url)
