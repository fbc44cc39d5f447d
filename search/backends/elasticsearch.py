"""Elasticsearch 8 and 9, for portals that have outgrown one machine. `SearchBackend` is what Wagtail loads."""

from __future__ import annotations

from typing import Any

from elasticsearch import ApiError, TransportError
from elasticsearch.helpers import BulkIndexError, bulk
from modelsearch.backends.elasticsearch8 import Elasticsearch8SearchBackend

from search.backends.server.backend import ServerBackendMixin


class ElasticsearchSearchBackend(ServerBackendMixin, Elasticsearch8SearchBackend):
    client_errors = (ApiError, TransportError, BulkIndexError)

    def bulk(self, *args: Any, **kwargs: Any) -> Any:
        return bulk(*args, **kwargs)


SearchBackend = ElasticsearchSearchBackend
