"""OpenSearch 3, for portals that have outgrown one machine. `SearchBackend` is what Wagtail loads."""

from __future__ import annotations

from typing import Any

from modelsearch.backends.opensearch3 import OpenSearch3SearchBackend
from opensearchpy.exceptions import OpenSearchException
from opensearchpy.helpers import bulk

from search.backends.server.backend import ServerBackendMixin


class OpenSearchSearchBackend(ServerBackendMixin, OpenSearch3SearchBackend):
    client_errors = (OpenSearchException,)

    def bulk(self, *args: Any, **kwargs: Any) -> Any:
        """The client's helper, with the Elasticsearch helper's `ignore_status`."""
        ignored = kwargs.pop("ignore_status", None)
        if ignored is None:
            return bulk(*args, **kwargs)
        done, errors = bulk(*args, raise_on_error=False, **kwargs)
        left = [error for error in errors if next(iter(error.values()))["status"] != ignored]
        if left:
            raise OpenSearchException(str(left[0]))
        return done, errors


SearchBackend = OpenSearchSearchBackend
