"""Who may read a page: the same restrictions on both of a pair."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

Rule = tuple[str, str, tuple[int, ...]]


def rule_of(restriction: PageViewRestriction) -> Rule:
    """(type, password, ids of groups): what a restriction asks of a reader."""
    groups = tuple(restriction.groups.order_by("pk").values_list("pk", flat=True))
    return restriction.restriction_type, restriction.password, groups


def rules_of(page: Page) -> list[Rule]:
    return sorted(rule_of(restriction) for restriction in page.view_restrictions.all())


def restrictions_above(page: Page) -> QuerySet[Page]:
    """The pages, `page` itself or above it, that restrict who may read it (the tree's root holds both scripts)."""
    restricted = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.NONE)
    chain = page.get_ancestors(inclusive=True).filter(depth__gt=1)
    return chain.filter(pk__in=restricted.values("page_id"))


def equalise(original: Page, twin: Page) -> bool:
    """Give `twin` exactly the restrictions of `original`; whether anything had to change. Call inside following()."""
    wanted = rules_of(original)
    if rules_of(twin) == wanted:
        return False
    old = list(twin.view_restrictions.values_list("pk", flat=True))
    for kind, password, groups in wanted:
        restriction = PageViewRestriction(page=twin, restriction_type=kind, password=password)
        restriction.save()
        restriction.groups.set(groups)
    for restriction in PageViewRestriction.objects.filter(pk__in=old):
        restriction.delete()
    return True
