"""One page away at once (紧急撤下): site, index, static export and both scripts, and a line in the event log."""

from __future__ import annotations

from urllib.parse import urlsplit

from wagtail.models import Page

from editorial import event_log
from portal.operations.errors import OperationError
from portal.operations.visitor import origin
from publications import outbox
from publications.models import OfficialDocumentPage, PermanentId


def page_at(address: str) -> Page:
    """By its address on this site, its permanent address (/d/7K3M2), or its number. Raises OperationError."""
    if address.isdecimal():
        page = Page.objects.filter(pk=int(address)).first()
    else:
        path = urlsplit(address).path
        parts = [part for part in path.split("/") if part]
        if len(parts) >= 2 and parts[-2] == "d":
            keys = PermanentId.objects.filter(code=parts[-1].upper()).values("translation_key")
            page = OfficialDocumentPage.objects.filter(translation_key__in=keys).order_by("-live", "pk").first()
        else:
            page = _by_path(path)
    if page is None or page.depth <= 2:
        raise OperationError(
            f"没有找到 {address}：请从浏览器的地址栏完整复制。首页不能撤下，请改用 read_only 或停止服务。"
        )
    return page


def _by_path(path: str) -> Page | None:
    slug = next((part for part in reversed(path.split("/")) if part), "")
    home = origin()
    for page in Page.objects.filter(slug=slug).select_related("locale"):
        if (url := page.get_full_url()) and url.removeprefix(home).strip("/") == path.strip("/"):
            return page
    return None


def take_down(address: str, reason: str) -> list[str]:
    """The addresses that are gone. The drafts stay: an editor goes on from there."""
    page = page_at(address)
    gone = []
    for one in Page.objects.filter(translation_key=page.translation_key).live().specific():
        gone.append(one.get_full_url() or str(one.pk))
        one.unpublish(log_action=False)
        event_log.record("page.unpublish", one, actor_name="take_down", detail={"reason": reason})
    if not gone:
        raise OperationError(f"《{page.title}》现在就不是公开的，没有什么可撤。")
    outbox.drain_all()  # also where a worker does it otherwise: nobody waits for it now
    return gone
