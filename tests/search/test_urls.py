"""A search address names an engine, or is refused with the forms that are understood."""

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


@pytest.mark.parametrize(
    "url", ["", "solr://x", "tantivy://", "tantivy://host/x", "elasticsearch:///x", "opensearch://h/Ä B"]
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"earch address|prefix"):
        backend_settings(url)
