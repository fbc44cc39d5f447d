"""The home page (首页) with its links, and standard pages such as 关于我们."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from publications.blocks import BodyBlock
from publications.fields import DocumentStreamField
from publications.slugs import PinyinSlugMixin

if TYPE_CHECKING:
    from django.http import HttpRequest

QUICK_LINKS = 8


class HomePage(PinyinSlugMixin, Page):
    """首页: nearest deadlines first, then the newest of each column."""

    introduction = models.CharField(
        _("一句话介绍"), max_length=120, blank=True, help_text=_("写入网页标签，检索引擎和检查人员看得到")
    )
    keywords = models.CharField(
        _("关键词"), max_length=120, blank=True, help_text=_("用逗号分开，如：教师培训,校本研修,通知公告")
    )

    content_panels = [
        FieldPanel("title", classname="title", heading=_("网站名称")),
        FieldPanel("introduction"),
        FieldPanel("keywords"),
        InlinePanel("quick_links", heading=_("常用链接"), label=_("链接"), max_num=QUICK_LINKS),
    ]
    settings_panels: list[Any] = []
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("首页")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.front import front_page
        from publications.standing import standing

        context = super().get_context(request, *args, **kwargs)
        # Most visits come here, and what is listed changes a few times a day; at midnight a deadline may have passed.
        key = ("front", self.pk, timezone.localdate(), get_language())
        is_preview = getattr(request, "is_preview", False)
        context.update(front_page(self) if is_preview else standing(request, key, lambda: front_page(self)))
        return context


class QuickLink(Orderable):
    """常用链接 on the home page: a page of the portal, or an address elsewhere such as a credit-hours system."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="quick_links")
    title = models.CharField(_("文字"), max_length=40, blank=True, help_text=_("选了本站页面的，可以不填"))
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("本站页面"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.URLField(_("外部网址"), blank=True, help_text=_("以 https:// 开头；读者离开本站前会看到提示"))

    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("page"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = _("常用链接")

    def __str__(self) -> str:
        return self.title or str(self.page or self.url)

    def clean(self) -> None:
        if bool(self.page_id) == bool(self.url):
            raise ValidationError(_("本站页面和外部网址请选填一项"))
        if self.url and not self.title:
            raise ValidationError({"title": _("外部网址需要填写文字")})


class Purpose(models.TextChoices):
    """What a standard page is for, where the rules ask for such a page."""

    ABOUT = "about", _("机构介绍")
    CONTACT = "contact", _("联系我们")
    PRIVACY = "privacy", _("隐私声明")
    ACCESSIBILITY = "accessibility", _("无障碍说明")


class StandardPage(PinyinSlugMixin, Page):
    """普通页面: 机构介绍、联系我们、无障碍说明."""

    purpose = models.CharField(
        _("用途"), max_length=16, choices=Purpose.choices, blank=True, help_text=_("页脚完整性检查按用途核对")
    )
    body = DocumentStreamField(BodyBlock(), verbose_name=_("正文"), blank=True)

    content_panels = [
        FieldPanel("title", classname="title", heading=_("标题")),
        FieldPanel("purpose"),
        FieldPanel("body"),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("show_in_menus"), FieldPanel("search_description")]
    settings_panels: list[Any] = []
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("普通页面")
