"""Addresses that belong to no single page."""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from wagtail.models import Locale

from publications.models import OfficialDocumentPage, PermanentId
from publications.permanent_ids import is_well_formed
from publications.relations import readable_by_key


def permanent_address(request: HttpRequest, code: str) -> HttpResponseRedirect:
    """/d/7K3M2: to the document in the reader's script where that is live, else to the original; else 404."""
    code = code.upper()
    known = PermanentId.objects.filter(code=code).first() if is_well_formed(code) else None
    if known is None:
        raise Http404
    page = readable_by_key(OfficialDocumentPage, {known.translation_key}, Locale.get_active().pk).get(
        known.translation_key
    )
    if page is None:
        raise Http404
    return HttpResponseRedirect(page.get_url(request))
