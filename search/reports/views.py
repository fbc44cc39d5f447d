"""搜索统计 in the admin, and the same as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from search.reports import counting, summary

MAY_SEE = "search.view_searchedtext"
MOST_EXPORTED = 10_000
# A spreadsheet would run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report(request: HttpRequest) -> HttpResponse:
    """The most asked, the ones without results, and the number of searches, of a period."""
    days = _period(request)
    context = {
        "days": days,
        "periods": summary.PERIODS,
        "asked": summary.texts(days),
        "missed": summary.texts(days, without_results=True),
        "spans": summary.spans(days),
        "least_hours": counting.LEAST_HOURS,
        "rare_days": counting.RARE_DAYS,
        "kept_days": settings.SEARCH_REPORT_DAYS,
    }
    return TemplateResponse(request, "search/report.html", context)


def report_csv(request: HttpRequest) -> HttpResponse:
    """The texts of a period (kind=asked, missed) or the searches by day or month (kind=spans)."""
    days = _period(request)
    kind = request.GET.get("kind", "asked")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="search-{kind if kind in KINDS else "asked"}-{days}.csv"'
    response.write("\ufeff")  # without it Excel takes UTF-8 for GBK
    writer = csv.writer(response)
    first = _("日期") if kind == "spans" else _("检索词")
    writer.writerow([first, _("次数"), _("没有结果"), _("只有部分词语")])
    writer.writerows(_rows(kind, days))
    return response


KINDS = ("asked", "missed", "spans")


def _rows(kind: str, days: int) -> Iterator[tuple[str, int, int, int]]:
    if kind == "spans":
        for span in summary.spans(days):
            label = f"{span.begins:%Y-%m}" if span.is_month else span.begins.isoformat()
            yield label, span.asked, span.nothing, span.partly
        return
    for row in summary.texts(days, without_results=kind == "missed", most=MOST_EXPORTED):
        yield _harmless(row.text), row.asked, row.nothing, row.partly


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _period(request: HttpRequest) -> int:
    """Days; raises PermissionDenied for who may not see the report."""
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    return int(asked) if asked in map(str, summary.PERIODS) else summary.PERIODS[1]
