"""撤稿 of several documents at once, in the place of Wagtail's bulk unpublishing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions import UnpublishBulkAction
from wagtail.models import Page

from editorial import context, releases

AT_ONCE = 200  # pages whose descendants one query counts


def withdraws(user: Any) -> bool:
    """Asked once a request: a listing has fifty rows."""
    if not hasattr(user, "_editorial_withdraws"):
        user._editorial_withdraws = user.is_superuser or releases.is_final_reviewer(user)
    return bool(user._editorial_withdraws)


class HiddenFromOthers:
    """Class names of a button that only those who may withdraw see; asked while a listing is drawn."""

    def __get__(self, action: Any, owner: type) -> set[str]:
        user = context.current_user()
        return set() if user is None or withdraws(user) else {"w-hidden"}


class BulkWithdrawal(UnpublishBulkAction):
    """For 终审 and the superuser. What the question needs to know of each page is asked of all together."""

    display_name = _("撤稿")
    classes = HiddenFromOthers()

    @classmethod
    def get_queryset(cls, model: type[Page], object_ids: Iterable[Any]) -> list[Page]:
        known = model.objects.annotate_approved_schedule().prefetch_workflow_states()
        pages: list[Page] = super().get_queryset(known, object_ids)
        below = live_below(pages)
        for page in pages:
            page.live_below = below.get(page.pk, 0)
        return pages

    def check_perm(self, page: Page) -> bool:
        """As releases.may_withdraw(), which is asked again for each page that goes."""
        user = self.request.user
        return page.depth > 1 and user.is_active and withdraws(user) and (page.live or page.approved_schedule)

    def object_context(self, page: Page) -> dict[str, Any]:
        context = super(UnpublishBulkAction, self).object_context(page)  # Wagtail counts for each page by itself
        return {**context, "live_descendant_count": page.live_below}

    @classmethod
    def execute_action(
        cls, objects: list[Page], include_descendants: bool = False, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        counts = [releases.withdraw(page, user, str(_("批量撤稿")), include_descendants) for page in objects]
        return len(objects), sum(counts) - len(objects)


def live_below(pages: Sequence[Page]) -> dict[int, int]:
    """{key: how many live pages stand below}, of those that have any; one query."""
    above = [page for page in pages if page.numchild]
    found: dict[int, int] = {}
    for start in range(0, len(above), AT_ONCE):
        counts = {
            str(page.pk): Count("pk", filter=Q(path__startswith=page.path, depth__gt=page.depth))
            for page in above[start : start + AT_ONCE]
        }
        found |= {int(key): count for key, count in Page.objects.live().aggregate(**counts).items()}
    return found
