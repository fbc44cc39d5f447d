"""From an address to its page in two queries, with all that stands above it at hand; Wagtail's own way costs nine.

Only what is asked for in one go: who may see the page, and what a page answers, is decided as Wagtail decides it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery, Value
from django.http import Http404
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.views import serve_chain
from wagtail.wagtail_hooks import check_view_restrictions

from publications import standing
from publications.models import OfficialDocumentPage, PermanentId

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models.sites import SiteRootPath


def serve(request: HttpRequest, path: str) -> Any:
    """As wagtail.views.serve; raises Http404 where no live page has exactly this address."""
    page = page_at(request, path)
    if page is None:
        raise Http404
    page, args, kwargs = request._wagtail_route_for_request = page.route(request, [])  # type: ignore[attr-defined]
    for check in hooks.get_hooks("before_serve_page"):
        if (result := check(page, request, args, kwargs)) is not None and hasattr(result, "status_code"):
            return result
    chain = serve_chain
    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        # Wagtail's asks for the restrictions in two queries; that there are none is known already.
        if wrap is not check_view_restrictions or not standing.is_open_to_all(request, page):
            chain = wrap(chain)
    return chain(page, request, args, kwargs)


def site_roots(request: HttpRequest) -> list[SiteRootPath]:
    """Where home pages stand; kept where Wagtail looks for it when it makes an address for this request."""
    known = getattr(request, "_wagtail_cached_site_root_paths", None)
    if known is None:
        known = standing.standing(request, "site roots", _read_site_roots)
        request._wagtail_cached_site_root_paths = known  # type: ignore[attr-defined]
    return known  # type: ignore[no-any-return]


def _read_site_roots() -> list[SiteRootPath]:
    Site.clear_site_root_paths_cache()  # of this process, which another may have left behind
    return list(Site.get_site_root_paths())


def page_at(request: HttpRequest, path: str) -> Page | None:
    """The live page with exactly this address in the active language, specific and with its surroundings at hand."""
    site = standing.site_of(request)
    roots = [r for r in site_roots(request) if site and r.site_id == site.pk and r.language_code == get_language()]
    if not roots:
        return None
    url_path = roots[0].root_path + "".join(f"{part}/" for part in path.split("/") if part)
    found = Page.objects.filter(url_path=url_path, live=True, depth__gt=1)
    row = found.values("pk", "content_type_id", "path").first()
    model = ContentType.objects.get_for_id(row["content_type_id"]).model_class() if row else None
    page = load(model, row["pk"]) if model else None
    if page is None:
        return None
    page.locale = standing.locales(request).get(page.locale_id)
    above = ancestors(request, page)
    request._ancestors = {page.path: above}  # type: ignore[attr-defined]
    if above:
        page._cached_parent_obj = above[-1]
    page.reader_request = request
    if isinstance(page, OfficialDocumentPage):
        prepare(request, page)
    return page


def load(model: type[Page], pk: int) -> Page | None:
    pages = model._default_manager.filter(pk=pk)
    if not issubclass(model, OfficialDocumentPage):
        return pages.first()
    code = PermanentId.objects.filter(translation_key=OuterRef("translation_key")).values("code")
    page = pages.annotate(permanent_code=Subquery(code)).first()
    if page is not None and page.permanent_code:
        page.permanent_id = page.permanent_code
    return page


def ancestors(request: HttpRequest, page: Page) -> list[Page]:
    """The live pages above, from the home page to the parent, specific: kept, since a column has many documents."""
    parent_path = page.path[: -page.steplen]

    def read() -> list[Page]:
        paths = [parent_path[:end] for end in range(2 * page.steplen, len(parent_path) + 1, page.steplen)]
        known = standing.locales(request)
        above = list(Page.objects.live().filter(path__in=paths).order_by("path").specific())
        for one in above:
            one.locale = known.get(one.locale_id)
        return above

    return standing.standing(request, ("above", parent_path), read) if page.depth > 2 else []


def prepare(request: HttpRequest, page: Any) -> None:
    """Give a document its bodies and topics, which are few and kept, by one query for which of them are its own."""
    bodies, topics = standing.bodies(request), standing.topics(request)
    if page.issuing_body_id in bodies:
        page.issuing_body = bodies[page.issuing_body_id]
    joint = page._meta.get_field("joint_bodies").remote_field.through.objects.filter(officialdocumentpage=page.pk)
    about = page._meta.get_field("topics").remote_field.through.objects.filter(officialdocumentpage=page.pk)
    rows = joint.values_list("issuingbody_id", Value("body")).union(about.values_list("topic_id", Value("topic")))
    own = set(rows)
    # Where modelcluster keeps what belongs to a page: whoever asks for them finds them there.
    page._cluster_related_objects = {
        "joint_bodies": [body for pk, body in bodies.items() if (pk, "body") in own],
        "topics": [topic for pk, topic in topics.items() if (pk, "topic") in own],
    }
