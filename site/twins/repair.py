"""Whether twins are what they should be, asked of the pages themselves and not of what was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page

from twins.models import Correction, TwinState
from twins.origins import counterpart, state_of
from twins.privacy import rules_of
from twins.translator import SCRIPTS
from twins.writer import digest_of, fill


def keys_top_down() -> Iterator[UUID]:
    """Every pair's translation key, sections before what stands in them; then the pairs of which nothing is left."""
    seen: set[UUID] = set()
    pages = Page.objects.filter(depth__gt=1, locale__language_code__in=SCRIPTS).order_by("depth", "path")
    for key in list(pages.values_list("translation_key", flat=True)):
        if key not in seen:
            seen.add(key)
            yield key
    yield from list(TwinState.objects.exclude(translation_key__in=seen).values_list("translation_key", flat=True))


def problems_of(translation_key: UUID) -> list[str]:
    """What is wrong with one pair, for whoever runs the portal; empty where all is well."""
    pages = list(Page.objects.filter(translation_key=translation_key).select_related("locale"))
    if not pages:
        return [_("两种字体的页面都已不在，状态尚未清除")]
    state = state_of(pages[0])
    original = next((page for page in pages if page.locale_id == state.original_locale_id), None)
    if original is None:
        return [_("原文已删除，转换页还在")]
    failed = [_("上次失败：%(error)s") % {"error": state.error}] if state.error else []
    twin = counterpart(original)
    if twin is None:
        return failed + ([_("没有转换页")] if original.live else [])
    return failed + _differences(original, twin)


def _differences(original: Page, twin: Page) -> list[str]:
    found = []
    if original.live != twin.live:
        found.append(_("原文已发布，转换页未发布") if original.live else _("原文未发布，转换页却是公开的"))
    parent, place = original.get_parent(), twin.get_parent()
    if (parent.pk != place.pk) if parent.is_root() else (parent.translation_key != place.translation_key):
        found.append(_("转换页不在对应的栏目下"))
    if rules_of(original) != rules_of(twin):
        found.append(_("访问权限不一致"))
    if original.live:
        specific, corrections = twin.specific, Correction.objects.of(original.translation_key)
        before = digest_of(specific)
        fill(original.specific, specific, list(corrections.in_effect()))
        if digest_of(specific) != before:
            found.append(_("内容不一致"))
    return found
