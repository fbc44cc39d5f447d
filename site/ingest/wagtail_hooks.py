"""从文件导入 in the admin: menu, a column's header, the editing form's side panel, and the addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from ingest import paste_hooks  # noqa: F401  registers what pasting needs
from ingest.access import column_models, may_import
from ingest.side_panel import add_import_panel, offer_hook
from ingest.views import batch, columns, file, lists, upload

offer_hook()
hooks.register("construct_document_side_panels", add_import_panel)


class ImportMenuItem(MenuItem):
    """Shown to those who may write."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    views = {
        "import/": ("ingest_upload", upload.upload),
        "import/start/": ("ingest_start", upload.start),
        "import/<int:pk>/add/": ("ingest_add", upload.add),
        "import/<int:pk>/finish/": ("ingest_finish", upload.finish),
        "import/<int:pk>/": ("ingest_batch", batch.batch),
        "import/<int:pk>/confirm/": ("ingest_confirm_clear", batch.confirm_clear),
        "import/<int:pk>/progress/": ("ingest_progress", batch.progress),
        "import/<int:pk>/steer/": ("ingest_steer", batch.steer),
        "import/<int:pk>/report.csv": ("ingest_report", batch.report),
        "import/<int:pk>/columns/": ("ingest_columns", columns.columns),
        "import/<int:pk>/undo/": ("ingest_undo", batch.undo),
        "import/file/<int:pk>/": ("ingest_file", file.file),
        "import/file/<int:pk>/attachments/": ("ingest_attachments", file.add_attachments),
        "import/file/<int:pk>/decide/": ("ingest_decide", file.decide),
        "import/file/<int:pk>/claim/": ("ingest_claim", batch.claim),
        "import/batches/": ("ingest_batches", lists.BatchesView.as_view()),
        "import/batches/results/": ("ingest_batches_results", lists.BatchesView.as_view(results_only=True)),
        "import/files/": ("ingest_files", lists.FilesView.as_view()),
        "import/files/results/": ("ingest_files_results", lists.FilesView.as_view(results_only=True)),
    }
    return [path(route, require_admin_access(view), name=name) for route, (name, view) in views.items()]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ImportMenuItem(_("从文件导入"), reverse("ingest_upload"), name="import", icon_name="upload", order=250)


def _is_column(page: Page) -> bool:
    """Asked for every row of a listing, so without a query."""
    return page.specific_class in column_models()


@hooks.register("register_page_listing_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Any]:
    """In a column's row of the explorer."""
    if _is_column(page) and page.permissions_for_user(user).can_add_subpage():
        yield widgets.ListingButton(_("从文件导入"), _address(page), icon_name="upload", priority=60)


@hooks.register("register_page_header_buttons")
def header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    """At the head of a column's listing."""
    if view_name == "index" and _is_column(page) and page.permissions_for_user(user).can_add_subpage():
        yield widgets.Button(_("从文件导入"), _address(page), icon_name="upload", priority=60)


def _address(page: Page) -> str:
    return f"{reverse('ingest_upload')}?{urlencode({'under': page.pk})}"
