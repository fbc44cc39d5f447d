"""What the backends of both servers share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings

from search.backends.backend import EngineBackendMixin
from search.backends.compiler import AutocompletePlanCompiler, PlanCompiler
from search.backends.index import EngineIndex, EngineRebuilder
from search.backends.layout import Layout
from search.backends.results import PlanResults
from search.backends.server.engine import ServerEngine

PATIENCE = 600  # seconds


class ServerBackendMixin(EngineBackendMixin):
    """Comes before modelsearch's backend of the server; `client_errors` and `bulk_helper` are the client library's."""

    index_class = EngineIndex
    query_compiler_class = PlanCompiler
    autocomplete_query_compiler_class = AutocompletePlanCompiler
    results_class = PlanResults
    rebuilder_class = EngineRebuilder
    client_errors: tuple[type[Exception], ...] = ()

    settings: dict[str, Any] = {}  # of modelsearch's indexes, copied for every search; ours have index_body's

    def __init__(self, params: dict[str, Any]) -> None:
        self.urls = tuple(params.get("URLS", ()))
        self.replicas = params.pop("REPLICAS", 0)
        super().__init__({**params, "OPTIONS": dict(params.get("OPTIONS", {}))})
        # modelsearch's choice; ours builds beside the live index in every case.
        self.rebuilder_class = EngineRebuilder

    @property
    def client_class(self) -> Callable[..., Callable[..., Any]]:
        """What makes clients: a backend is made for every search, and two clients took 2 ms of it, which only an engine needs."""
        made: type[Any] = super().client_class  # type: ignore[misc]
        return lambda **options: partial(made, **options)

    def engine_key(self) -> tuple[Any, ...]:
        return (type(self).__name__, self.urls, self.index_prefix)  # type: ignore[attr-defined]

    def make_engine(self, layout: Layout, locks: Path | None = None) -> ServerEngine:
        alias = f"{self.index_prefix}{layout.label}"  # type: ignore[attr-defined]
        folder = locks if locks is not None else Path(settings.VAR) / "locks"
        make_client: Callable[..., Any] = self.es  # type: ignore[attr-defined]
        return ServerEngine(
            make_client(),
            alias,
            layout,
            folder,
            self.client_errors,
            self.bulk,  # type: ignore[attr-defined]
            # A reader does not wait as long as a rebuild may take over one request.
            make_client(**{self.timeout_kwarg_name: PATIENCE}),  # type: ignore[attr-defined]
            self.replicas,
        )

    # modelsearch takes user and password as they stand in the address, where an @ is written %40.
    def _get_host_config_from_url(self, url: Any) -> dict[str, Any]:
        config: dict[str, Any] = super()._get_host_config_from_url(url)  # type: ignore[misc]
        if config.get("http_auth"):
            config["http_auth"] = tuple(map(unquote, config["http_auth"]))
        return config

    def _get_options_from_host_urls(self, urls: list[Any]) -> dict[str, Any]:
        options: dict[str, Any] = super()._get_options_from_host_urls(urls)  # type: ignore[misc]
        if options.get("basic_auth"):
            options["basic_auth"] = tuple(map(unquote, options["basic_auth"]))
        return options
