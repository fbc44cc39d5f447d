"""Whose imports a person sees, and who may enter these screens at all."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ingest.access import may_import
from ingest.models import ImportBatch, ImportRecord


def must_be_allowed(request: HttpRequest) -> None:
    if not may_import(request.user):
        refuse()


def refuse() -> None:
    raise PermissionDenied(_("您没有在任何栏目新建稿件的权限，不能导入文件"))


def visible_batches(user: Any) -> QuerySet[ImportBatch]:
    """One's own; the superuser sees all."""
    batches = ImportBatch.objects.select_related("created_by", "column")
    return batches if user.is_superuser else batches.filter(created_by=user)


def visible_records(user: Any) -> QuerySet[ImportRecord]:
    records = ImportRecord.objects.select_related(
        "page", "enclosed_page", "attached_to__page", "created_by", "batch"
    ).defer("sketch", "comparison")
    return records if user.is_superuser else records.filter(created_by=user)


def batch_or_404(request: HttpRequest, pk: int) -> ImportBatch:
    must_be_allowed(request)
    return get_object_or_404(visible_batches(request.user), pk=pk)


def record_or_404(request: HttpRequest, pk: int) -> ImportRecord:
    must_be_allowed(request)
    return get_object_or_404(visible_records(request.user), pk=pk)
