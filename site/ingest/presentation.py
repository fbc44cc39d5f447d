"""Import records in the words of the admin's screens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ingest.cleaning import RULES
from ingest.cleaning.decisions import Decisions
from ingest.comparison import compare
from ingest.confirmation import ConfirmationForm, chinese_date
from ingest.models import ImportRecord
from ingest.page_fields import DATES
from ingest.pipeline import import_document
from ingest.records import storable
from ingest.wording import title_key
from zhtext.dates import parse_date

FIELD_NAMES = {
    "kind": gettext_lazy("类型"), "title": gettext_lazy("标题"), "document_number": gettext_lazy("发文字号"),
    "index_number": gettext_lazy("索引号"), "issuing_agency": gettext_lazy("发文机关"), "document_date": gettext_lazy("成文日期"),
    "publish_date": gettext_lazy("发布日期"), "issued_on": gettext_lazy("发文日期"), "effective_on": gettext_lazy("施行日期"),
    "expires_on": gettext_lazy("有效期至"), "source": gettext_lazy("来源"), "author": gettext_lazy("作者"),
    "responsible_editor": gettext_lazy("责任编辑"), "signatory": gettext_lazy("签发人"), "recipients": gettext_lazy("主送"),
    "copies_to": gettext_lazy("抄送"), "disclosure": gettext_lazy("公开方式"), "validity": gettext_lazy("效力"),
}  # fmt: skip
RULE_NAMES = {
    "injected_readings": gettext_lazy("插入的拼音"), "nbsp": gettext_lazy("不换行空格"), "invisible_characters": gettext_lazy("看不见的字符"),
    "ornaments": gettext_lazy("装饰符号"), "markup": gettext_lazy("排版标记"), "page_marks": gettext_lazy("页码标记"),
    "page_numbers": gettext_lazy("页码"), "running_heads": gettext_lazy("页眉页脚"), "site_chrome": gettext_lazy("网站外壳"),
    "metadata_header": gettext_lazy("表头字段"), "section_labels": gettext_lazy("栏目提示"), "repeated_title": gettext_lazy("重复的标题"),
    "scripts": gettext_lazy("脚本和表单"), "server_code": gettext_lazy("服务器代码"), "relative_links": gettext_lazy("站内链接"),
    "comments": gettext_lazy("注释"), "hidden_text": gettext_lazy("隐藏文字"), "tracked_deletions": gettext_lazy("已删除的修订"),
    "pictures": gettext_lazy("图片"), "long_gaps": gettext_lazy("成串空格"), "printed_contents": gettext_lazy("印在文件里的目录"),
    "mail_headers": gettext_lazy("转发邮件的信头"),
    "watermark": gettext_lazy("水印"), "ruby": gettext_lazy("字上的注音"), "indents": gettext_lazy("段首空格"),
    "ornament_numbers": gettext_lazy("装饰序号"), "random_strings": gettext_lazy("干扰字符"),
    "site_names": gettext_lazy("夹带的网站名"), "rare_glyphs": gettext_lazy("生僻字干扰"), "omission_notes": gettext_lazy("隐藏字数提示"),
    "field_codes": gettext_lazy("Word 域代码"), "sharing_lines": gettext_lazy("文库模板文字"), "share_bars": gettext_lazy("分享打印按钮"),
    "symbol_signs": gettext_lazy("符号字体"), "full_width_digits": gettext_lazy("全角数字"),
    "number_brackets": gettext_lazy("文号括号"), "lost_day": gettext_lazy("缺“日”字"),
    "half_width_punctuation": gettext_lazy("半角标点"), "broken_lines": gettext_lazy("断行"),
    "radical_forms": gettext_lazy("部首字形"),
}  # fmt: skip
KIND_NAMES = {
    "notice": gettext_lazy("通知公告"), "plan": gettext_lazy("工作计划"), "review": gettext_lazy("工作回顾"),
    "case": gettext_lazy("典型案例"), "commentary": gettext_lazy("政策解读"), "news": gettext_lazy("培训动态"),
    "other": gettext_lazy("未判定"),
}  # fmt: skip
STATE_NAMES = {
    "waiting": gettext_lazy("排队中"), "checked": gettext_lazy("可以导入"), "cancelled": gettext_lazy("已取消"),
    "to_confirm": gettext_lazy("待确认"), "confirmed": gettext_lazy("已确认"), "gone": gettext_lazy("草稿已删除"),
    "failed": gettext_lazy("失败"), "duplicate": gettext_lazy("重复"), "attached": gettext_lazy("已作为附件"),
    "unmatched": gettext_lazy("附件待认领"), "undone": gettext_lazy("已撤销"),
}  # fmt: skip
SURE, LIKELY = 0.85, 0.6
EXPECTED = ("issuing_agency", "document_date")  # what every notice is signed with
FOLD = 4
SHOWN_QUOTES = 12
SHOWN_WORDS = 60
REPAIRS = {rule.name for rule in RULES if rule.nature == "repair"}
AS_A_WHOLE = {rule.name for rule in RULES if not rule.single}
ISO = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def rule_name(rule: str) -> str:
    return str(RULE_NAMES.get(rule) or _("其他清理"))


def certainty(confidence: float) -> str:
    """sure, likely or check."""
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "check"


def shown_value(name: str, value: str) -> str:
    """Dates as Chinese write them, kinds by their names."""
    if name == "kind":
        return str(KIND_NAMES.get(value, value))
    if name in DATES and ISO.fullmatch(value):
        date = parse_date(value)
        day = date.as_date() if date else None
        if day is not None:
            return chinese_date(day)
        year, month, *_rest = value.split("-")
        return f"{year}年{int(month)}月"
    return value


def doubts(record: ImportRecord) -> int:
    """How many things of a draft somebody should look at: unsure values, contradictions, findings, damage."""
    missing = 0 if "title" in record.fields else 1
    if record.kind == "notice":
        missing += sum(1 for name in EXPECTED if name not in record.fields)
    unsure = sum(
        1 for name, found in record.fields.items() if found["confidence"] < LIKELY or (name != "kind" and rivals(found))
    )
    asked = sum(1 for finding in record.findings if finding.get("level") in ("error", "warning"))
    return missing + unsure + asked + len(record.damaged)


def rivals(found: dict[str, Any]) -> list[dict[str, Any]]:
    """What the document says elsewhere, as far as a rule thinks it likely."""
    return [other for other in found.get("others", []) if other["confidence"] >= LIKELY]


def shown_line(record: ImportRecord, earlier: dict[str, ImportRecord] | None = None) -> dict[str, Any]:
    """{record, state, label, said, next} of one file in a list; `earlier` by digest, for duplicates."""
    state = record.state
    count = doubts(record) if state in ("to_confirm", "confirmed") else 0
    said = {
        "to_confirm": _("有 %(count)d 处请核对") % {"count": count} if count else _("没有疑点，请确认"),
        "confirmed": _("可以去编辑、送审"),
        "gone": _("草稿已经删除，需要时可以重新导入"),
        "waiting": _("还没有处理"),
        "checked": _planned(record),
        "cancelled": _("没有导入，需要时可以继续导入"),
        "failed": record.error_message,
        "duplicate": _duplicate(record, earlier or {}),
        "attached": _("已附在《%(title)s》之后") % {"title": record.attached_to.page.title}
        if record.attached_to and record.attached_to.page
        else _("所附的稿件已经删除"),
        "unmatched": record.error_message or _("没有找到提到它的通知：请选择附到哪份稿件，或作为单独的稿件"),
        "undone": _("草稿已随这批导入撤销，可以重新导入"),
    }[state]
    return {
        "record": record, "state": state, "label": STATE_NAMES[state], "said": said, "doubts": count, "name": record.file_name,
        "title": record.page.draft_title or record.page.title if record.page else planned_title(record),
        "plan": record.enclosed_page.draft_title or record.enclosed_page.title if record.enclosed_page else "",
        "url": reverse("ingest_file", args=[record.pk]) if state in ("to_confirm", "confirmed") else "",
        "edit_url": reverse("wagtailadmin_pages:edit", args=[record.page_id]) if state == "confirmed" else "",
        "earlier_url": _earlier_url(record, earlier or {}),
    }  # fmt: skip


def _planned(record: ImportRecord) -> str:
    """What a dry run says of a file: 将建“通知”，放进“通知公告”；有 2 处请核对."""
    made = "；".join(
        _("将建“%(type)s”，放进“%(column)s”") % {"type": plan["type"], "column": plan["column"]}
        for plan in record.planned
    )
    count = doubts(record)
    return f"{made}；{_('有 %(count)d 处请核对') % {'count': count}}" if count else made


def planned_title(record: ImportRecord) -> str:
    return record.planned[0]["title"] if record.status == ImportRecord.Status.CHECKED and record.planned else ""


def _duplicate(record: ImportRecord, earlier: dict[str, ImportRecord]) -> str:
    first = earlier.get(record.sha256)
    if first is None:
        return str(_("内容完全相同的文件已经导入过，没有再建草稿"))
    when = localtime(first.created_at)
    return str(
        _("内容完全相同的文件“%(name)s”已在 %(when)s 导入过，没有重复导入")
        % {"name": first.file_name, "when": f"{chinese_date(when)} {when:%H:%M}"}
    )


def _earlier_url(record: ImportRecord, earlier: dict[str, ImportRecord]) -> str:
    first = earlier.get(record.sha256) if record.status == ImportRecord.Status.DUPLICATE else None
    if first is None:
        return ""
    page = first.page_id or (first.attached_to.page_id if first.attached_to else None)
    return reverse("wagtailadmin_pages:edit", args=[page]) if page else ""


def shown_fields(form: ConfirmationForm) -> list[dict[str, Any]]:
    """{field, evidence, certainty, rivals} for each field of the form, in its order."""
    record = form.record
    rows = []
    for bound in form:
        name = {"place": "kind"}.get(bound.name, bound.name)
        found = record.fields.get(name)
        others = [
            {**other, "shown": shown_value(name, other["value"]), "take": f"{name}:{number}"}
            for number, other in enumerate(found.get("others", []))
            if other["confidence"] >= LIKELY
        ] if found and name != "kind" else []  # fmt: skip
        wanted = not found and (name == "title" or (record.kind == "notice" and name in EXPECTED))
        rows.append({
            "field": bound,
            "found": {**found, "shown": shown_value(name, found["value"])} if found else None,
            "changed": bool(found) and _differs(name, found["value"], bound.value()),
            "certainty": certainty(found["confidence"]) if found and not others else "check" if others or wanted else "",
            "rivals": others,
            "silent": _silence(name, wanted) if not found and name in FIELD_NAMES and name != "kind" else "",
        })  # fmt: skip
    return rows


def _silence(name: str, wanted: bool) -> str:
    if name == "title":
        return str(_("文中没有找到标题，这是正文开头的字，请改正"))
    return str(_("文中没有找到，请补上") if wanted else _("文中没有找到，没有可不填"))


def _differs(name: str, found: str, value: Any) -> bool:
    """Whether the field holds something else than what was found, so that the evidence is not its own."""
    if name in ("kind", "title"):
        return False
    return "".join(str(value or "").split()) not in ("".join(shown_value(name, found).split()), found)


def shown_removals(record: ImportRecord, comparison: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """{label, count, reason, repair, quotes, more, anchor, rule, decidable, word, kept}: the rule named and counted.

    `word` is accepted, refused or empty, what an editor said of the whole rule; `kept` counts the places left as they were."""
    anchors = {segment["rule"] for row in comparison for segment in row.get("left", []) if segment["anchor"]}
    anchors |= {segment["rule"] for row in comparison for r in row.get("rows", []) for segment in r["left"]}
    rules = record.decisions.get("rules", {})
    return [
        {
            "rule": removal["rule"],
            "label": rule_name(removal["rule"]),
            "count": removal["count"],
            "kept": removal.get("kept", 0),
            "word": rules.get(removal["rule"], ""),
            "decidable": removal.get("decidable", removal["rule"] in anchors) and bool(record.original),
            "reason": removal["reason"],
            "repair": removal["rule"] in REPAIRS,
            "quotes": removal["quotes"][:SHOWN_QUOTES],
            "more": max(len(removal["quotes"]) - SHOWN_QUOTES, 0),
            "anchor": f"r-{removal['rule']}" if removal["rule"] in anchors else "",
        }
        for removal in record.removals
    ]


def shown_findings(record: ImportRecord) -> list[dict[str, Any]]:
    """{message, quote, level}: errors first, then warnings, then hints."""
    order = {"error": 0, "warning": 1}
    found = [{"message": f["message"], "quote": f["quote"], "level": f.get("level", "hint")} for f in record.findings]
    damage = [
        {"message": _("原文此处已损坏，请对照原件改正"), "quote": spot["text"], "level": "error"}
        for spot in record.damaged
    ]
    return sorted([*damage, *found], key=lambda finding: order.get(finding["level"], 2))


def comparison_of(record: ImportRecord) -> dict[str, Any]:
    """The record's comparison, made from the original where an import from the command line left it out."""
    if not record.comparison.get("places") and record.original:
        try:
            with record.original.open("rb") as file:
                document = import_document(file.read(), record.file_name, Decisions.of(record.decisions))
        except OSError:
            return record.comparison or {"rows": [], "cut": False}
        record.comparison = storable(compare(document))
        record.save(update_fields=["comparison"])
    return record.comparison or {"rows": [], "cut": False}


def shown_comparison(rows: Iterable[dict[str, Any]], only_changes: bool) -> list[dict[str, Any]]:
    """Rows for the template: segments as dicts; long stretches that left the text together, or never changed, are folded."""
    out: list[dict[str, Any]] = []
    first: set[str] = set()
    for row in rows:
        shown = {
            "kind": row["kind"],
            "left": [_segment(segment, first) for segment in row["left"]],
            "right": [_segment(segment, first) for segment in row["right"]],
        }
        shown["places"] = _places(shown["left"])
        shown["anchor"] = f"o-{shown['places'][0]['value'].split(':')[1]}" if shown["places"] else ""
        foldable = row["kind"] == "removed" or (row["kind"] == "same" and only_changes)
        previous = out[-1] if out else None
        if foldable and previous is not None and previous["kind"] == f"{row['kind']} fold":
            previous["rows"].append(shown)
        elif foldable:
            out.append({"kind": f"{row['kind']} fold", "rows": [shown]})
        else:
            out.append(shown)
    return [piece for row in out for piece in _unfolded(row)]


def _unfolded(row: dict[str, Any]) -> list[dict[str, Any]]:
    if "rows" in row and len(row["rows"]) <= FOLD and row["kind"] == "removed fold":
        return list(row["rows"])
    return [row]


def _segment(segment: list[str], first: set[str]) -> dict[str, Any]:
    """The first place of a rule can be led to."""
    text, mark, note, place = [*segment, ""][:4]
    by_rule = mark in ("removed", "added", "kept")
    anchor = f"r-{note}" if by_rule and note not in first else ""
    if anchor:
        first.add(note)
    label = rule_name(note) if by_rule else note or (_("损坏") if mark == "damaged" else "")
    return {"text": text, "mark": mark, "label": label, "rule": note, "anchor": anchor, "place": place}


def _places(segments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """{words, label, value, kept} of the places of a row on which an editor may decide one by one."""
    places: dict[str, dict[str, Any]] = {}
    for segment in segments:
        if not segment["place"] or segment["rule"] in AS_A_WHOLE:
            continue
        key = f"{segment['rule']}:{segment['place']}"
        words = "→" + segment["text"] if segment["mark"] == "added" else segment["text"]
        if key in places:
            places[key]["words"] += words
        else:
            kept = segment["mark"] == "kept"
            places[key] = {"words": words, "label": segment["label"], "value": key, "kept": kept}
    for place in places.values():
        place["words"] = place["words"][:SHOWN_WORDS]
    return list(places.values())


def missing_annexes(record: ImportRecord, attached: list[str]) -> list[str]:
    """附件 that the text lists and that neither a block of the draft nor the enclosed page is."""
    there = " ".join(attached)
    enclosed = title_key(record.enclosed_page.draft_title) if record.enclosed_page else None
    return [
        f"附件{number}：{title}" if number else title
        for number, title in record.annexes.get("listed", [])
        if title not in there and f"附件{number or '：'}" not in there and title_key(title) != enclosed
    ]
