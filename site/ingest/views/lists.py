"""导入批次 and 导入的文件 as lists with filters, each as XLSX and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports.base import ReportView

from ingest.confirmation import chinese_date
from ingest.models import ImportBatch, ImportRecord
from ingest.presentation import STATE_NAMES, doubts, rule_name, shown_line, shown_value
from ingest.views.visible import must_be_allowed, visible_batches, visible_records
from publications.cells import as_text

Status = ImportRecord.Status


def when(moment: Any) -> str:
    """2026年3月5日 14:02."""
    return f"{chinese_date(localtime(moment))} {localtime(moment):%H:%M}" if moment else ""


def who(user: Any) -> str:
    """The name in the order of its script; the command line has none."""
    if user is None:
        return str(_("命令行"))
    return f"{user.last_name}{user.first_name}".strip() or user.get_username()


def importers(request: HttpRequest) -> Any:
    """Those who have imported, as far as the reader sees their imports."""
    return get_user_model().objects.filter(pk__in=visible_batches(request.user).values("created_by"))


class ImporterFilter(django_filters.ModelChoiceFilter):
    field_class = type(
        "ImporterField",
        (django_filters.fields.ModelChoiceField,),
        {"label_from_instance": lambda self, user: who(user)},
    )


class Computed(Column):
    """A cell that a function of the row gives."""

    def __init__(self, name: str, function: Any, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self._function = function

    def get_value(self, instance: Any) -> Any:
        return self._function(instance)


class ImportReport(ReportView):
    """What both lists share: who may see them, and exports that Excel reads."""

    default_ordering = "-pk"
    header_icon = "upload"
    # Export column -> (heading, function of the row).
    exports: dict[str, tuple[Any, Any]] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        must_be_allowed(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = self.rows()
        return super().get_queryset()

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    @property
    def list_export(self) -> list[str]:
        return list(self.exports)

    @property
    def export_headings(self) -> dict[str, Any]:
        return {name: heading for name, (heading, _function) in self.exports.items()}

    def to_row_dict(self, item: Any) -> dict[str, str]:
        return {name: as_text(function(item)) for name, (_heading, function) in self.exports.items()}

    def stream_csv(self, queryset: Any) -> Iterator[Any]:
        """With the mark by which Excel reads Chinese."""
        yield "\ufeff"
        yield from super().stream_csv(queryset)


def batch_state(batch: Any) -> str:
    if batch.undone_at:
        return str(_("已撤销"))
    if batch.received_at is None and batch.finished_at is None:
        return str(_("没有传完"))
    if batch.finished_at is None:
        return batch.halted or str(_("正在处理"))
    if batch.cancelled_at:
        return str(_("已取消"))
    if batch.dry_run:
        return str(_("试运行"))
    return str(_("待确认 %(count)d 份") % {"count": batch.waiting}) if batch.waiting else str(_("已办完"))


def counted(batches: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    """With the number of files, of drafts, of those that wait and of those that failed."""
    draft = Q(records__status=Status.DRAFT, records__page__isnull=False)
    return batches.annotate(
        files=Count("records"),
        drafts=Count("records", filter=draft),
        waiting=Count("records", filter=draft & Q(records__confirmed_at=None)),
        failures=Count("records", filter=Q(records__status__in=(Status.FAILED, Status.UNMATCHED))),
    )


class BatchFilterSet(WagtailFilterSet):
    created_at = django_filters.DateFromToRangeFilter(label=_("导入时间"), widget=DateRangePickerWidget)
    created_by = ImporterFilter(label=_("导入人"), queryset=importers)
    undone = django_filters.BooleanFilter(
        label=_("是否已撤销"), field_name="undone_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = ImportBatch
        fields = ["created_at", "created_by"]


class BatchesView(ImportReport):
    """导入批次: who imported how much and when."""

    model = ImportBatch
    filterset_class = BatchFilterSet
    page_title = _("导入批次")
    index_url_name = "ingest_batches"
    index_results_url_name = "ingest_batches_results"
    columns = [
        TitleColumn("pk", label=_("批次"), accessor=str, get_url=lambda b: reverse("ingest_batch", args=[b.pk])),
        Computed("created_at", lambda b: when(b.created_at), label=_("导入时间")),
        Computed("created_by", lambda b: who(b.created_by), label=_("导入人")),
        Column("files", label=_("文件")),
        Column("drafts", label=_("草稿")),
        Column("failures", label=_("失败或未认领")),
        Computed("state", batch_state, label=_("状态")),
    ]
    exports = {
        "number": (_("批次"), lambda b: b.pk),
        "when": (_("导入时间"), lambda b: when(b.created_at)),
        "who": (_("导入人"), lambda b: who(b.created_by)),
        "files": (_("文件"), lambda b: b.files),
        "drafts": (_("草稿"), lambda b: b.drafts),
        "failures": (_("失败或未认领"), lambda b: b.failures),
        "state": (_("状态"), batch_state),
        "undone": (_("撤销时间"), lambda b: when(b.undone_at)),
    }

    def rows(self) -> QuerySet[Any]:
        return counted(visible_batches(self.request.user))

    def get_filename(self) -> str:
        return "imports"


class FileFilterSet(WagtailFilterSet):
    batch = django_filters.NumberFilter(label=_("批次"))
    file_name = django_filters.CharFilter(label=_("文件名"), lookup_expr="icontains")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=Status.choices)
    created_at = django_filters.DateFromToRangeFilter(label=_("导入时间"), widget=DateRangePickerWidget)
    created_by = ImporterFilter(label=_("导入人"), queryset=importers)

    class Meta:
        model = ImportRecord
        fields = ["batch", "file_name", "status", "created_at", "created_by"]


def found(name: str) -> Any:
    return lambda record: shown_value(name, record.fields[name]["value"]) if name in record.fields else ""


def removed(record: ImportRecord) -> str:
    return "；".join(f"{rule_name(removal['rule'])} {removal['count']}" for removal in record.removals)


class FilesView(ImportReport):
    """导入的文件: one row a file."""

    model = ImportRecord
    filterset_class = FileFilterSet
    page_title = _("导入的文件")
    index_url_name = "ingest_files"
    index_results_url_name = "ingest_files_results"
    columns = [
        TitleColumn(
            "file_name", label=_("文件名"),
            get_url=lambda r: reverse("ingest_batch", args=[r.batch_id]) if r.batch_id else None,
        ),
        Computed("state", lambda r: STATE_NAMES[r.state], label=_("状态")),
        Computed("page", lambda r: shown_line(r)["title"], label=_("稿件")),
        Computed("said", lambda r: shown_line(r)["said"], label=_("说明")),
        Computed("created_by", lambda r: who(r.created_by), label=_("导入人")),
        Computed("created_at", lambda r: when(r.created_at), label=_("导入时间")),
    ]  # fmt: skip
    exports = {
        "batch": (_("批次"), lambda r: r.batch_id),
        "file_name": (_("文件名"), lambda r: r.file_name),
        "state": (_("状态"), lambda r: STATE_NAMES[r.state]),
        "said": (_("说明"), lambda r: shown_line(r)["said"]),
        "kind": (_("类型"), found("kind")),
        "title": (_("标题"), found("title")),
        "number": (_("发文字号"), found("document_number")),
        "index": (_("索引号"), found("index_number")),
        "agency": (_("发文机关"), found("issuing_agency")),
        "written": (_("成文日期"), found("document_date")),
        "published": (_("发布日期"), found("publish_date")),
        "removed": (_("清除"), removed),
        "findings": (_("提示"), lambda r: "；".join(finding["message"] for finding in r.findings)),
        "doubts": (_("待核对"), lambda r: doubts(r)),
        "confirmed": (_("确认时间"), lambda r: when(r.confirmed_at)),
        "who": (_("导入人"), lambda r: who(r.created_by)),
        "when": (_("导入时间"), lambda r: when(r.created_at)),
    }

    def rows(self) -> QuerySet[Any]:
        return visible_records(self.request.user)

    def get_filename(self) -> str:
        return "imported-files"
