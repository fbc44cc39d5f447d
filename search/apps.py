"""The room of search."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("检索")

    def ready(self) -> None:
        from publications import outbox
        from search import indexing
        from search.attachments import following
        from search.checks import check_index_folder
        from search.suggestions import keeping

        outbox.register_consumer(indexing.CONSUMER, indexing.follow, batch_size=500, beside=True)
        outbox.register_consumer(following.CONSUMER, following.follow, batch_size=1, order=200, background=True)
        indexing.connect()
        following.connect()
        outbox.register_consumer(keeping.CONSUMER, keeping.follow, batch_size=keeping.CHUNK, order=110)
        keeping.connect()
        checks.register(check_index_folder)
