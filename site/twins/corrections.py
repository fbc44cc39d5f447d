"""People's corrections (人工校正): kept, put into effect, lost and put back."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from publications.audit import record_event
from twins.models import Correction
from twins.origins import counterpart, is_following, other_locale
from twins.passages import Corrections, Passage, passages_of, segments_of
from twins.translator import SCRIPTS


def keep(passage: Passage, twin: Page, text: str, user: Any) -> None:
    """Let `passage` say `text` (HTML; empty: what the conversion makes of it) from the next publication on."""
    path, source_hash = passage.key
    same = {"translation_key": twin.translation_key, "path": path, "source_hash": source_hash}
    found = Correction.objects.filter(**same).first() or Correction(**same)
    found.source, found.converted, found.author = passage.source, passage.converted, user
    found.lost_at = found.dismissed_at = None
    if found.effective_at is not None:
        found.pending_text = None if text == found.text else text
    elif text:
        found.text = text
    elif found.pk:
        found.delete()
        return
    if found.pk or text:
        found.save()


def would_lose(original: Page) -> list[Correction]:
    """The corrections in effect that the latest draft of `original` no longer has a passage for."""
    corrections = list(Correction.objects.of(original.translation_key).in_effect())
    script = SCRIPTS.get(other_locale(original.locale).language_code) if corrections else None
    if script is None or original.latest_revision_id == original.live_revision_id:
        return []
    return Corrections(corrections, passages_of(segments_of(original.get_latest_revision_as_object()), script)).lost


def note_found_and_lost(original: Page, known: Corrections) -> None:
    """Mark the corrections whose passage is gone from the original; one whose passage came back counts again."""
    lost = [c for c in known.lost if c.lost_at is None]
    back = [c.pk for c in known.found if c.lost_at is not None]
    Correction.objects.filter(pk__in=[c.pk for c in lost]).update(lost_at=timezone.now())
    Correction.objects.filter(pk__in=back).update(lost_at=None, dismissed_at=None)
    twin = counterpart(original)
    link = reverse("wagtailadmin_pages:edit", args=[twin.pk]) if twin is not None else ""
    for correction in lost:
        detail = {"source": correction.source, "text": correction.text, "author": correction.author_id, "link": link}
        record_event("twins.lost", original, detail=detail)


def digest_with_corrections(content: str, translation_key: UUID) -> str:
    """Changes with the digest of the original's content and with what is corrected in its twin."""
    in_effect = Correction.objects.of(translation_key).in_effect().order_by("path", "source_hash")
    corrected = list(in_effect.values_list("path", "source_hash", "text"))
    return sha256(json.dumps([content, corrected]).encode()).hexdigest()


def _put_into_effect(sender: type, instance: Page, **kwargs: Any) -> None:
    # The original has passed the reviews, and its reviewers were shown the corrections that wait.
    if not is_following():
        pending = Correction.objects.of(instance.translation_key).pending()
        pending.filter(pending_text="").delete()
        pending.filter(pending_text__isnull=False).update(text=F("pending_text"), pending_text=None)
        pending.filter(effective_at__isnull=True).update(effective_at=timezone.now())


def connect() -> None:
    page_published.connect(_put_into_effect, dispatch_uid="twins.corrections")
