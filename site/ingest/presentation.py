"""An import record in the words of the admin's screen."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ingest.models import ImportRecord

FIELD_NAMES = {
    "kind": _("文种"), "title": _("标题"), "document_number": _("发文字号"), "index_number": _("索引号"), "issuing_agency": _("发文机关"),
    "document_date": _("成文日期"), "publish_date": _("发布日期"), "issued_on": _("发文日期"), "effective_on": _("施行日期"),
    "expires_on": _("有效期至"), "source": _("来源"), "author": _("作者"), "responsible_editor": _("责任编辑"), "signatory": _("签发人"),
    "recipients": _("主送"), "copies_to": _("抄送"), "disclosure": _("公开方式"), "validity": _("效力"),
}  # fmt: skip
RULE_NAMES = {
    "injected_readings": _("插入的拼音"), "nbsp": _("不换行空格"), "invisible_characters": _("看不见的字符"), "ornaments": _("装饰符号"),
    "markup": _("排版标记"), "page_marks": _("页码标记"), "site_chrome": _("网站外壳"), "metadata_header": _("表头字段"),
    "section_labels": _("栏目提示"), "repeated_title": _("重复的标题"), "scripts": _("脚本和表单"), "server_code": _("服务器代码"),
    "relative_links": _("站内链接"), "comments": _("注释"), "hidden_text": _("隐藏文字"), "tracked_deletions": _("已删除的修订"),
    "pictures": _("图片"),
    "long_gaps": _("成串空格"),
}  # fmt: skip
KIND_NAMES = {"notice": _("通知公告"), "plan": _("工作计划"), "review": _("工作回顾"), "case": _("典型案例"), "commentary": _("政策解读"),
              "news": _("培训动态"), "other": _("未判定")}  # fmt: skip
SURE, LIKELY = 0.85, 0.6


def _certainty(confidence: float) -> Any:
    return _("有据") if confidence >= SURE else _("较有把握") if confidence >= LIKELY else _("请核对")


def shown_record(record: ImportRecord) -> dict[str, Any]:
    """{record, drafts, fields, missing, removals, removed_total, findings, damaged} for the template."""
    fields = []
    for name, label in FIELD_NAMES.items():
        found = record.fields.get(name)
        if found:
            value = KIND_NAMES.get(found["value"], found["value"]) if name == "kind" else found["value"]
            fields.append({"label": label, "value": value, "where": found["where"], "quote": found["quote"],
                           "certainty": _certainty(found["confidence"])})  # fmt: skip
    removals = [{**removal, "label": RULE_NAMES.get(removal["rule"], removal["rule"])} for removal in record.removals]
    return {
        "record": record,
        "drafts": [
            {"title": page.title, "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "enclosed": page == record.enclosed_page}
            for page in record.pages
        ],
        "fields": fields, "removals": removals, "removed_total": sum(r["count"] for r in record.removals),
        "findings": record.findings, "damaged": record.damaged,
    }  # fmt: skip
