"""What the footer lacks for the chosen kind of site (页脚完整性检查): 国办发〔2017〕47号 and the filing rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from home.models import SiteIdentity

# Who must show what; the order is the one in which the panel names it.
EVERYBODY = (
    "name",
    "organiser",
    "undertaker",
    "address",
    "postcode",
    "telephone",
    "report_telephone",
    "icp_number",
    "police_number",
    "mark_url",
)
REQUIRED = {
    "sub_site": (*EVERYBODY, "site_code", "parent_name", "parent_url"),
    "department": (*EVERYBODY, "site_code", "supervisor"),
    "institution": (*EVERYBODY, "supervisor"),
}
STATEMENTS = ("privacy", "accessibility")


@dataclass(frozen=True)
class MissingItem:
    """One thing to do: what is missing, and why or where."""

    name: str
    advice: str


def missing_items(identity: SiteIdentity) -> list[MissingItem]:
    """Items that the site's kind must have and has not; a query for each sort of page, however many there are."""
    fields = [identity._meta.get_field(name) for name in REQUIRED[identity.kind] if not getattr(identity, name)]
    found = [MissingItem(str(field.verbose_name), _("在“网站标识”里填写")) for field in fields]
    return found + _missing_pages(identity) + _silent_columns(identity)


def _missing_pages(identity: SiteIdentity) -> list[MissingItem]:
    from home.models import StandardPage
    from home.models.pages import Purpose

    home = identity.site.root_page
    there = set(StandardPage.objects.descendant_of(home).live().public().values_list("purpose", flat=True))
    return [
        MissingItem(str(Purpose(purpose).label), _("建一个普通页面，用途选这一项，再送审发布"))
        for purpose in STATEMENTS
        if purpose not in there
    ]


def _silent_columns(identity: SiteIdentity) -> list[MissingItem]:
    """Columns and home pages whose <meta> tags would have nothing to say (ColumnDescription is 必选)."""
    from home.models import HomePage
    from home.navigation import column_models

    home = identity.site.root_page
    silent: list[str] = []
    for model in (HomePage, *column_models()):
        pages = model.objects.descendant_of(home, inclusive=True).live().filter(introduction="")
        silent += pages.order_by("path").values_list("title", flat=True)
    advice = _("在这个页面的编辑界面填写，用作网页标签 ColumnDescription")
    return [MissingItem(_("“%(title)s”的说明") % {"title": title}, advice) for title in silent]
