"""People's corrections (人工校正): when they take effect, and when they are lost."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from twins.models import Correction
from twins.origins import is_following
from twins.passages import Corrections


def note_found_and_lost(translation_key: UUID, known: Corrections) -> None:
    """Mark the corrections whose passage is gone from the original; one whose passage came back counts again."""
    lost = [c.pk for c in known.lost if c.lost_at is None]
    back = [c.pk for c in known.found if c.lost_at is not None]
    Correction.objects.filter(pk__in=lost).update(lost_at=timezone.now())
    Correction.objects.filter(pk__in=back).update(lost_at=None)


def digest_with_corrections(content: str, translation_key: UUID) -> str:
    """Changes with the digest of the original's content and with what is corrected in its twin."""
    in_effect = Correction.objects.of(translation_key).in_effect().order_by("path", "source_hash")
    corrected = list(in_effect.values_list("path", "source_hash", "text"))
    return sha256(json.dumps([content, corrected]).encode()).hexdigest()


def _put_into_effect(sender: type, instance: Page, **kwargs: Any) -> None:
    # The original has passed the reviews, and its reviewers were shown the corrections that wait.
    if not is_following():
        Correction.objects.of(instance.translation_key).pending().update(effective_at=timezone.now())


def connect() -> None:
    page_published.connect(_put_into_effect, dispatch_uid="twins.corrections")
