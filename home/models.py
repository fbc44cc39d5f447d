"""The home page (首页), standard pages such as 关于我们, and who runs the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page
from wagtail.search import index

from home.front import front_page
from publications.blocks import BodyBlock
from publications.fields import DocumentStreamField
from publications.slugs import PinyinSlugMixin

if TYPE_CHECKING:
    from django.http import HttpRequest


QUICK_LINKS = 4


class HomePage(PinyinSlugMixin, Page):
    """首页: nearest deadlines first, then the newest of each column."""

    introduction = models.CharField(_("一句话介绍"), max_length=120, blank=True)

    content_panels = [FieldPanel("title", classname="title", heading=_("网站名称")), FieldPanel("introduction")]
    settings_panels: list[Any] = []
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("首页")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(front_page(self))
        quick_links = StandardPage.objects.child_of(self).live().public().in_menu().defer("body")
        context["quick_links"] = list(quick_links[:QUICK_LINKS])
        return context


class StandardPage(PinyinSlugMixin, Page):
    """普通页面: 机构介绍、联系我们、无障碍说明."""

    body = DocumentStreamField(BodyBlock(), verbose_name=_("正文"), blank=True)

    content_panels = [FieldPanel("title", classname="title", heading=_("标题")), FieldPanel("body")]
    promote_panels = [FieldPanel("slug"), FieldPanel("show_in_menus"), FieldPanel("search_description")]
    settings_panels: list[Any] = []
    search_fields = [*Page.search_fields, index.SearchField("body")]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("普通页面")


@register_setting(icon="home")
class SiteIdentity(BaseSiteSetting):
    """网站标识: who runs the site and what the rules want in its footer; an empty item is not shown."""

    name = models.CharField(_("网站名称"), max_length=80, blank=True, help_text=_("如：云岫区教师发展中心"))
    supervisor = models.CharField(_("主管单位"), max_length=80, blank=True, help_text=_("如：云岫区教育局主管"))
    organiser = models.CharField(_("主办单位"), max_length=80, blank=True)
    undertaker = models.CharField(_("承办单位"), max_length=80, blank=True)
    address = models.CharField(_("地址"), max_length=160, blank=True)
    postcode = models.CharField(_("邮编"), max_length=12, blank=True)
    telephone = models.CharField(_("联系电话"), max_length=60, blank=True)
    site_code = models.CharField(
        _("网站标识码"), max_length=20, blank=True, help_text=_("10 位数字；事业单位网站可能没有")
    )
    icp_number = models.CharField(_("ICP备案号"), max_length=40, blank=True)
    police_number = models.CharField(_("公安备案号"), max_length=60, blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("supervisor")], heading=_("页头")),
        MultiFieldPanel(
            [
                FieldPanel(field)
                for field in (
                    "organiser",
                    "undertaker",
                    "address",
                    "postcode",
                    "telephone",
                    "site_code",
                    "icp_number",
                    "police_number",
                )
            ],
            heading=_("页脚"),
        ),
    ]

    class Meta:
        verbose_name = _("网站标识")
