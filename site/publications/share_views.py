"""The share picture of a document: drawn once for what it shows, kept beside the database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from wagtail.models import Locale

from publications.models import OfficialDocumentPage, PermanentId
from publications.relations import readable_by_key
from publications.share_cards import Card, can_draw, draw
from publications.standing import site_of
from publications.templatetags.chinese import active_script, in_script

YEAR = 365 * 24 * 3600
MOST_KEPT = 5000


def card_of(document: Any, request: HttpRequest) -> Card:
    """What the picture of `document` says in the reader's script."""
    site, body = site_of(request), document.issuing_body
    identity = next((value for name, value in vars(request).items() if name.endswith("siteidentity")), None)
    name = getattr(identity, "name", "") or (site.root_page.title if site else "")
    language = get_language() or "zh-hans"
    if active_script() == "hant" and settings.TRADITIONAL_REGION == "hk":
        language = "zh-hant-hk"
    return Card(
        in_script(name), document.title, document.document_number, in_script(body.name) if body else "", language
    )


def card_address(document: Any, request: HttpRequest) -> str:
    """The full address of the picture, which changes with its content; empty where this machine cannot draw it."""
    if not can_draw():
        return ""
    digest = card_of(document, request).digest
    return request.build_absolute_uri(reverse("share_card", args=[document.permanent_id, digest]))


def share_card(request: HttpRequest, code: str, digest: str) -> Any:
    """/d/7K3M2/card-….png, of documents that everybody may read; an old digest leads to the present picture."""
    known = PermanentId.objects.filter(code=code.upper()).first()
    keys = {known.translation_key} if known else set()
    document = readable_by_key(OfficialDocumentPage, keys, Locale.get_active().pk, request)
    if known is None or not document or not can_draw():
        raise Http404
    card = card_of(document[known.translation_key], request)
    if card.digest != digest:
        return HttpResponseRedirect(reverse("share_card", args=[known.code, card.digest]))
    response: HttpResponse = FileResponse(kept(card).open("rb"), content_type="image/png")
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


def kept(card: Card) -> Path:
    folder = Path(settings.VAR) / "share-cards"
    file = folder / f"{card.digest}.png"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as partial:
            partial.write(draw(card))
        os.replace(partial.name, file)
    return file
