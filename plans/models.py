"""Work plans (工作计划) with their tasks, annual reviews (年度工作回顾) with their figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from plans.charts import bar_chart, line_chart, tiles
from plans.panels import LeftoversPanel
from plans.progress import PlanProgress, progress_of
from plans.series import series_of
from plans.task_filters import filter_tasks
from publications.choices import ColumnType, Kind, RelationKind, UpdateClass
from publications.columns import COLUMN_TEMPLATE, ColumnPage, column_type_field, update_class_field
from publications.models import OfficialDocumentPage
from publications.neighbours import readable_siblings
from publications.panels import CONTENT_PANELS, date_panel
from publications.passages import BETWEEN_CELLS, Passage

if TYPE_CHECKING:
    from django.http import HttpRequest


def copied_from_year_field() -> models.PositiveSmallIntegerField:
    """The year of the document that this draft was copied from: what still says that year is shown to its editor."""
    return models.PositiveSmallIntegerField(null=True, editable=False)


class PlanIndexPage(ColumnPage):
    """工作计划栏目."""

    column_type = column_type_field(ColumnType.PLANNING)
    update_class = update_class_field(UpdateClass.PLANNING)
    archived_by = "year"

    subpage_types = ["plans.WorkPlanPage"]
    template = COLUMN_TEMPLATE

    class Meta:
        verbose_name = _("工作计划栏目")


class WorkPlanPage(OfficialDocumentPage):
    """工作计划 of one year, with the tasks it sets."""

    document_kind = Kind.PLAN

    copied_from_year = copied_from_year_field()
    series = cached_property(series_of)

    parent_page_types = ["plans.PlanIndexPage"]
    subpage_types: list[str] = []
    template = "plans/work_plan_page.html"

    content_panels = [LeftoversPanel(), *CONTENT_PANELS, InlinePanel("tasks", heading=_("任务分解"), label=_("任务"))]

    class Meta:
        verbose_name = _("工作计划")

    @cached_property
    def progress(self) -> PlanProgress:
        return progress_of(list(self.tasks.all()), timezone.localdate())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`task_filters`: 科室 and 进度 with counts; `task_rows`: the tasks that fit."""
        context = super().get_context(request, *args, **kwargs)
        context["task_filters"], context["task_rows"] = filter_tasks(self.progress, request.GET)
        return context

    def further_passages(self) -> list[Passage]:
        return [task.passage for task in self.tasks.all()]


class TaskState(models.TextChoices):
    """进度; 已逾期 is not decided but follows from the due date."""

    NOT_STARTED = "not_started", _("未开始")
    IN_PROGRESS = "in_progress", _("进行中")
    DONE = "done", _("已完成")


class PlanTask(TranslatableMixin, Orderable):
    """任务: what is to be reached, how, by whom and by when; its anchor is what a review points at."""

    plan = ParentalKey(WorkPlanPage, on_delete=models.CASCADE, related_name="tasks")
    goal = models.CharField(_("目标"), max_length=200, help_text=_("如：完成第12批区级骨干教师评选"))
    measure = models.TextField(_("措施"), blank=True, help_text=_("如：学校推荐、现场展示、专家评审"))
    unit = models.CharField(_("责任单位"), max_length=120, blank=True, help_text=_("如：培训部"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    state = models.CharField(_("进度"), max_length=16, choices=TaskState.choices, default=TaskState.NOT_STARTED)
    anchor = models.SlugField(_("锚点"), max_length=60, blank=True, help_text=_("对应正文标题的锚点，如 s2-3"))

    panels = [
        FieldPanel("goal"),
        FieldPanel("measure"),
        FieldRowPanel([FieldPanel("unit"), date_panel("due_on"), FieldPanel("state"), FieldPanel("anchor")]),
    ]
    override_translatable_fields = [SynchronizedField("anchor"), SynchronizedField("state")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("任务")

    def __str__(self) -> str:
        return self.goal

    @property
    def passage(self) -> Passage:
        """What is searched; it leads to the heading that the task stands for, else to the table of the tasks."""
        text = BETWEEN_CELLS.join(part for part in (self.goal, self.measure, self.unit) if part)
        return Passage(text, self.goal if self.anchor else gettext("任务与进度"), self.anchor or "tasks")

    def state_on(self, day: date) -> str:
        """The state on `day`: "overdue" where it should have been done by then."""
        if self.state != TaskState.DONE and self.due_on and self.due_on < day:
            return "overdue"
        return self.state


class ReviewIndexPage(ColumnPage):
    """工作回顾栏目."""

    column_type = column_type_field(ColumnType.NEWS)
    update_class = update_class_field(UpdateClass.PLANNING)
    archived_by = "year"

    subpage_types = ["plans.AnnualReviewPage"]
    template = COLUMN_TEMPLATE

    class Meta:
        verbose_name = _("工作回顾栏目")


class AnnualReviewPage(OfficialDocumentPage):
    """年度工作回顾, with its figures and the plan it answers."""

    document_kind = Kind.REVIEW

    copied_from_year = copied_from_year_field()
    series = cached_property(series_of)

    parent_page_types = ["plans.ReviewIndexPage"]
    subpage_types: list[str] = []
    template = "plans/annual_review_page.html"

    content_panels = [LeftoversPanel(), *CONTENT_PANELS, InlinePanel("figures", heading=_("年度数据"), label=_("数据"))]

    class Meta:
        verbose_name = _("年度工作回顾")

    @cached_property
    def plan(self) -> OfficialDocumentPage | None:
        """The plan that this review answers (relation 回顾), where a reader may see it."""
        for related in self.related_documents:
            if related.kind == RelationKind.REVIEWS and not related.reverse and related.page:
                return related.page
        return None

    @property
    def stated_figures(self) -> list[ReviewFigure]:
        """The figures that have a value; one copied from last year waits for its own. A query each time."""
        return [figure for figure in self.figures.all() if figure.value is not None]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`figures`, and what is drawn of them: `tiles`, `bar_chart`, `line_chart`; `plan_progress` of the plan answered."""
        context = super().get_context(request, *args, **kwargs)
        figures = self.stated_figures
        series = review_series(self, figures)
        context["figures"], context["tiles"] = figures, tiles(figures, series)
        context["bar_chart"], context["line_chart"] = bar_chart(figures), line_chart(series)
        tasks = PlanTask.objects.filter(plan=self.plan.pk) if self.plan else ()
        context["plan_progress"] = progress_of(list(tasks), timezone.localdate())
        return context

    def further_passages(self) -> list[Passage]:
        return [Passage(figure.said, gettext("年度数据"), "figures") for figure in self.stated_figures]


class ReviewFigure(TranslatableMixin, Orderable):
    """数据: one measured value, with the sentence it stands in."""

    review = ParentalKey(AnnualReviewPage, on_delete=models.CASCADE, related_name="figures")
    name = models.CharField(_("名称"), max_length=80, help_text=_("如：培训中小学教师"))
    value = models.DecimalField(
        _("数值"),
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("以个位计：1.39万人次填 13900；没有数值的不公开"),
    )
    unit = models.CharField(_("单位"), max_length=20, blank=True, help_text=_("如：人次"))
    approximate = models.BooleanField(_("约数"), default=False, help_text=_("原文有“余”“约”“近”“以上”"))
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    sentence = models.TextField(_("原句"), blank=True, help_text=_("数据所在的原文句子"))
    highlighted = models.BooleanField(_("置顶显示"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("value"), FieldPanel("unit"), FieldPanel("year")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("approximate"), FieldPanel("highlighted")]), FieldPanel("sentence")]
        ),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("年度数据")

    def __str__(self) -> str:
        return f"{self.name} {self.printed}"

    @property
    def printed(self) -> str:
        """As a reader sees it: 5,124人次; from 10,000 on in 万 (1.39万人次); 余 where approximate; empty without a value."""
        value = self.value
        if value is None:
            return ""
        scaled, wan = (value / 10_000, "万") if value >= 10_000 and self.unit != "%" else (value, "")
        number = f"{scaled:,.2f}".rstrip("0").rstrip(".")
        return f"{number}{wan}{'余' if self.approximate else ''}{self.unit}"

    @property
    def exact(self) -> str:
        """To the last digit, for tables: 13,900余人次; empty without a value."""
        if self.value is None:
            return ""
        number = f"{self.value:,.4f}".rstrip("0").rstrip(".")
        return f"{number}{'余' if self.approximate else ''}{self.unit}"

    @property
    def said(self) -> str:
        """What is searched: the value as it is printed and, since nobody types its commas, in plain digits; its sentence."""
        if self.value is None:
            return self.name
        plain = f"{self.value:.4f}".rstrip("0").rstrip(".")
        return " ".join(part for part in (self.name, self.printed, plain, self.sentence) if part)


def review_series(review: AnnualReviewPage, stated: Iterable[ReviewFigure]) -> list[dict[str, Any]]:
    """What this review (its `stated` figures) and those beside it state under one name over the years.

    [{name, unit, points: [(year, value)]}], of the names that have more than one year.
    """
    figures = [figure for figure in stated if figure.year]
    live = ReviewFigure.objects.filter(
        Q(review__in=readable_siblings(review).values("pk")) | Q(review=review.pk),
        name__in=[f.name for f in figures],
        year__isnull=False,
        value__isnull=False,
    ).values_list("name", "unit", "year", "value")
    points: dict[tuple[str, str], dict[int, Any]] = {}
    for name, unit, year, value in live:
        points.setdefault((name, unit), {})[year] = value
    return [
        {"name": f.name, "unit": f.unit, "points": sorted(points[f.name, f.unit].items())}
        for f in figures
        if len(points.get((f.name, f.unit), {})) > 1
    ]
