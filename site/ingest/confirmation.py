"""The fields of an imported draft to confirm (核对字段), each with its evidence; what is confirmed goes into the draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ingest.access import Place
from ingest.attachments import write_draft
from ingest.bodies import issuing_body, may_be_body
from ingest.columns import in_script
from ingest.models import ImportRecord
from ingest.page_fields import DATES
from ingest.retyping import retype
from publications.audit import record_event
from publications.widgets import ChineseDateField, ChineseDateInput
from zhtext.numerals import plain_number

# Name of the found field -> field of the page; the same name where it is not here.
PAGE_FIELDS = DATES
ALWAYS = ("title", "document_number", "issuing_agency", "document_date", "publish_date", "recipients")
WHERE_FOUND = ("index_number", "issued_on", "effective_on", "expires_on", "copies_to", "signatory", "source", "author",
               "responsible_editor", "audience", "region", "stage", "school", "subject", "level")  # fmt: skip
SHARED = ("issuing_agency", "issued_on", "document_date", "publish_date")


def chinese_date(value: Any) -> str:
    """2026年3月5日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


class ConfirmationForm(forms.Form):
    """The draft's fields as far as an import fills them. `places` are the columns where the user may write."""

    def __init__(self, data: Any, *, record: ImportRecord, page: Any, places: list[Place], take: str = "") -> None:
        super().__init__(data, prefix="c", label_suffix="")
        self.record, self.page = record, page
        self._places = {place.value: place for place in places}
        found = [name for name in WHERE_FOUND if name in record.fields and hasattr(page, PAGE_FIELDS.get(name, name))]
        names = [*ALWAYS, *found]
        self.fields["title"] = forms.CharField(label=_("标题"), max_length=255, widget=_words())
        self.fields["place"] = forms.ChoiceField(label=_("类型和栏目"), choices=self._place_choices())
        self.initial["place"] = self._current_place()
        if hasattr(page, "genre"):
            choices = page._meta.get_field("genre").choices
            self.fields["genre"] = forms.ChoiceField(label=_("文种"), required=False, choices=[("", "—"), *choices])
            self.initial["genre"] = page.genre
        for name in names:
            self._add(name)
        if record.enclosed_page is not None:
            self.fields["enclosed_title"] = forms.CharField(label=_("所附计划的标题"), max_length=255, widget=_words())
            self.initial["enclosed_title"] = record.enclosed_page.draft_title or record.enclosed_page.title
        self._take(take)

    def _add(self, name: str) -> None:
        field = self.page._meta.get_field(PAGE_FIELDS.get(name, name)) if name != "issuing_agency" else None
        value = getattr(self.page, PAGE_FIELDS.get(name, name), "") if field is not None else self._bodies()
        if name in DATES:
            widget = ChineseDateInput(attrs={"class": "import-date"})
            self.fields[name] = ChineseDateField(label=field.verbose_name, required=False, widget=widget)
            value = chinese_date(value)
        elif name == "issuing_agency":
            widget = forms.TextInput(attrs={"list": "issuing-bodies", "autocomplete": "off"})
            self.fields[name] = forms.CharField(
                label=_("发文机关"), required=False, widget=widget, help_text=_("几个机关联合发文时用“、”隔开")
            )
        elif field is not None and field.choices:
            choices = [("", "—"), *field.choices]
            self.fields[name] = forms.ChoiceField(label=field.verbose_name, required=False, choices=choices)
        elif name != "title":
            self.fields[name] = forms.CharField(label=field.verbose_name, required=False, max_length=field.max_length)
            if name in ("recipients", "copies_to"):
                self.fields[name].widget = _words()
        self.initial[name] = value

    def _take(self, take: str) -> None:
        """“改用”: the field shows another value that the document states, not saved yet."""
        name, _colon, number = take.partition(":")
        others = self.record.fields.get(name, {}).get("others", [])
        index = plain_number(number, digits=4)
        if self.is_bound and index is not None and index < len(others):
            self.data = self.data.copy()
            self.data[self.add_prefix(name)] = others[index]["value"]

    def _place_choices(self) -> list[Any]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for value, place in self._places.items():
            groups.setdefault(str(place.model._meta.verbose_name), []).append(
                (value, _place_name(place.model, place.column))
            )
        if self._current_place() not in self._places:
            model, parent = type(self.page), self.page.get_parent()
            here = (self._current_place(), _place_name(model, parent))
            groups.setdefault(str(model._meta.verbose_name), []).insert(0, here)
        return list(groups.items())

    def _current_place(self) -> str:
        """The draft's type and its column, in the language in which the columns are listed."""
        parent = self.page.get_parent()
        label = type(self.page)._meta.label
        same = (
            place
            for place in self._places.values()
            if place.column.translation_key == parent.translation_key and place.model._meta.label == label
        )
        return next((place.value for place in same), f"{label}:{parent.pk}")

    def _bodies(self) -> str:
        """The bodies of the draft, else the name that was found and is in no register."""
        names = [body.name for body in self.page.issuing_bodies]
        return "、".join(names) or self.record.fields.get("issuing_agency", {}).get("value", "")

    def clean_issuing_agency(self) -> list[str]:
        """Names of the register, or such as look like a body's: those are added to it on saving."""
        said = self.cleaned_data["issuing_agency"].replace("，", "、").split("、")
        names = [name.strip() for name in said if name.strip()]
        for name in names:
            if not may_be_body(name):
                message = _(
                    "“%(name)s”不在发文机关名单里，也不像单位全称。请写全称，或请系统管理员先在基础资料里添加。"
                )
                raise ValidationError(message % {"name": name})
        return names

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    @property
    def chosen(self) -> Place | None:
        """The place, where it is another than the present one."""
        value = self.cleaned_data["place"]
        return self._places.get(value) if value != self.initial["place"] else None

    def save(self, user: Any) -> Any:
        """Write what was confirmed into the draft, its plan and the record; returns the main page."""
        with transaction.atomic():
            page = self._moved(user)
            self._fill(page)
            page.full_clean()
            write_draft(self.record, page, user, log_action=True)
            if self.record.enclosed_page is not None:
                self._fill_enclosed(user)
            self.record.confirmed_at, self.record.confirmed_by = timezone.now(), user
            self.record.save(update_fields=["confirmed_at", "confirmed_by"])
            record_event("import.confirm", page, detail={"file": self.record.file_name, "changed": self.changed_data})
        return page

    def _moved(self, user: Any) -> Any:
        place = self.chosen
        if place is None:
            return self.page
        parent = in_script(place.column, self.page.original_script)
        if not isinstance(self.page, place.model):
            return retype(self.record, self.page, place.model, parent, user)
        Page.objects.get(pk=self.page.pk).move(parent, pos="last-child", user=user)
        return Page.objects.get(pk=self.page.pk).get_latest_revision_as_object()

    def _fill(self, page: Any) -> None:
        values = self.cleaned_data
        if values["title"] != page.title:
            page.title, page.slug = values["title"], ""
        if "genre" in values and hasattr(page, "genre"):
            page.genre = values["genre"]
        for name in values.keys() & {*ALWAYS, *WHERE_FOUND} - {"title", "issuing_agency"}:
            setattr(page, PAGE_FIELDS.get(name, name), values[name])
        _set_bodies(page, values["issuing_agency"])

    def _fill_enclosed(self, user: Any) -> None:
        plan = Page.objects.get(pk=self.record.enclosed_page_id).get_latest_revision_as_object()
        values = self.cleaned_data
        before = (plan.title, plan.issuing_body_id, *(getattr(plan, PAGE_FIELDS.get(n, n), None) for n in SHARED[1:]))
        if values["enclosed_title"] != plan.title:
            plan.title, plan.slug = values["enclosed_title"], ""
        for name in values.keys() & set(SHARED[1:]):
            setattr(plan, PAGE_FIELDS.get(name, name), values[name])
        _set_bodies(plan, values["issuing_agency"])
        after = (plan.title, plan.issuing_body_id, *(getattr(plan, PAGE_FIELDS.get(n, n), None) for n in SHARED[1:]))
        if before != after:
            plan.full_clean()
            write_draft(self.record, plan, user, log_action=True)


def _place_name(model: Any, column: Page) -> str:
    """典型案例，放进“案例库”; the column's name alone where it is the type's."""
    kind = str(model._meta.verbose_name)
    if kind == column.title:
        return kind
    return str(_("%(kind)s，放进“%(column)s”") % {"kind": kind, "column": column.title})


def _words() -> forms.Textarea:
    """A box that shows a long title whole; line ends in it become spaces."""
    return forms.Textarea(attrs={"rows": 2})


def _set_bodies(page: Any, names: list[str]) -> None:
    bodies = [body for body in map(issuing_body, names) if body is not None]
    page.issuing_body = bodies[0] if bodies else None
    page.joint_bodies.set(bodies[1:])
