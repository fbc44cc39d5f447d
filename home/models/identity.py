"""Who runs the site (网站标识): header, footer, what the rules ask for, and days of mourning."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.admin_panels import MissingItemsPanel


class IdentityKind(models.TextChoices):
    """网站类别: decides which items the footer must have (国办发〔2017〕47号; home.identity_check)."""

    SUB_SITE = "sub_site", _("县区政府门户下的子站")
    DEPARTMENT = "department", _("部门网站")
    INSTITUTION = "institution", _("事业单位网站")


@register_setting(icon="home")
class SiteIdentity(BaseSiteSetting):
    """网站标识: who runs the site and what the rules want in its footer; an empty item is not shown."""

    kind = models.CharField(
        _("网站类别"), max_length=16, choices=IdentityKind.choices, default=IdentityKind.INSTITUTION
    )
    name = models.CharField(_("网站名称"), max_length=80, blank=True, help_text=_("如：云岫区教师发展中心"))
    supervisor = models.CharField(_("主管单位"), max_length=80, blank=True, help_text=_("如：云岫区教育局主管"))
    parent_name = models.CharField(
        _("上级门户名称"), max_length=80, blank=True, help_text=_("子站填写，如：云岫区人民政府")
    )
    parent_url = models.URLField(_("上级门户网址"), blank=True)
    organiser = models.CharField(_("主办单位"), max_length=80, blank=True)
    undertaker = models.CharField(_("承办单位"), max_length=80, blank=True)
    technical_support = models.CharField(_("技术支持"), max_length=80, blank=True)
    address = models.CharField(_("地址"), max_length=160, blank=True)
    postcode = models.CharField(_("邮编"), max_length=12, blank=True)
    telephone = models.CharField(_("联系电话"), max_length=60, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    report_telephone = models.CharField(_("违法和不良信息举报电话"), max_length=60, blank=True)
    site_code = models.CharField(
        _("网站标识码"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^(\d{10}|bm\d{8})$", _("网站标识码是 10 位数字，部委网站是 bm 加 8 位数字"))],
        help_text=_("10 位数字；事业单位网站可能没有"),
    )
    icp_number = models.CharField(_("ICP备案号"), max_length=40, blank=True, help_text=_("如：赣ICP备2026000001号-1"))
    police_number = models.CharField(
        _("公安备案号"), max_length=60, blank=True, help_text=_("如：赣公网安备 36012302000101号")
    )
    mark_url = models.URLField(
        _("党政机关或事业单位标识的链接"),
        blank=True,
        help_text=_("以 https://bszs.conac.cn/sitename?method=show&id= 开头，由标识管理机构提供"),
    )
    mark_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("标识图片"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("上传标识管理机构给的图片；没有图片时页脚用文字"),
    )
    external_link_notice = models.BooleanField(
        _("离开本站前提示"), default=True, help_text=_("读者点击政府网站以外的链接时，先看到“您即将离开”的页面")
    )
    trusted_domains = models.TextField(
        _("不提示的域名"), blank=True, help_text=_("一行一个，如：edu.cn；政府网站（gov.cn）不必填写")
    )
    mourning_from = models.DateField(_("哀悼日：起"), null=True, blank=True, help_text=_("这几天全站以灰色显示"))
    mourning_until = models.DateField(_("哀悼日：止"), null=True, blank=True)

    panels = [
        MissingItemsPanel(heading=_("完整性检查")),
        FieldPanel("kind"),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("supervisor")], heading=_("页头")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("parent_name"), FieldPanel("parent_url")])], heading=_("上级门户（子站填写）")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("organiser"), FieldPanel("undertaker"), FieldPanel("technical_support")]),
                FieldRowPanel([FieldPanel("address"), FieldPanel("postcode")]),
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("email"), FieldPanel("report_telephone")]),
                FieldRowPanel([FieldPanel("site_code"), FieldPanel("icp_number"), FieldPanel("police_number")]),
                FieldPanel("mark_url"),
                FieldPanel("mark_image"),
            ],
            heading=_("页脚"),
        ),
        MultiFieldPanel([FieldPanel("external_link_notice"), FieldPanel("trusted_domains")], heading=_("外部链接")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("mourning_from"), FieldPanel("mourning_until")])], heading=_("哀悼日")
        ),
    ]
    select_related = ["mark_image"]

    class Meta:
        verbose_name = _("网站标识")

    def clean(self) -> None:
        first, last = self.mourning_from, self.mourning_until
        if bool(first) != bool(last):
            raise ValidationError({"mourning_until": _("哀悼日的起止日期要一起填写")})
        if first and last and last < first:
            raise ValidationError({"mourning_until": _("止的日期早于起的日期，请改正")})

    def mourns_on(self, day: date) -> bool:
        return bool(self.mourning_from and self.mourning_until and self.mourning_from <= day <= self.mourning_until)

    @property
    def mark_name(self) -> Any:
        """What the mark is called, where there is no picture of it."""
        return _("事业单位") if self.kind == IdentityKind.INSTITUTION else _("党政机关")
