"""Which of two pages is the original: the one that was there first; recorded once, so synchronising runs one way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_save, pre_save
from wagtail.models import Locale, Page

from publications.models import OfficialDocumentPage
from twins.models import TwinState
from twins.translator import SCRIPTS

_following: ContextVar[bool] = ContextVar("twins_following", default=False)


@contextmanager
def following() -> Iterator[None]:
    """Inside, pages change because a twin follows its original: our own signal handlers stay out of it."""
    token = _following.set(True)
    try:
        yield
    finally:
        _following.reset(token)


def is_following() -> bool:
    return _following.get()


def other_locale(locale: Locale) -> Locale:
    """The locale of the other script. Raises Locale.DoesNotExist for a locale that has none."""
    if locale.language_code not in SCRIPTS:
        raise Locale.DoesNotExist(f"{locale.language_code} is no script of ours")
    return Locale.objects.get(language_code__in=SCRIPTS.keys() - {locale.language_code})


def state_of(page: Page) -> TwinState:
    """The pair's state, made where there was none: then the elder page (a document: its original script) counts."""
    state = TwinState.objects.filter(translation_key=page.translation_key).first()
    if state:
        return state
    pages = list(Page.objects.filter(translation_key=page.translation_key).select_related("locale").order_by("pk"))
    original = pages[0] if pages else page
    documents = OfficialDocumentPage.objects.filter(translation_key=page.translation_key)
    script = documents.values_list("original_script", flat=True).first()
    original = next((one for one in pages if SCRIPTS.get(one.locale.language_code) == script), original)
    return TwinState.objects.create(translation_key=page.translation_key, original_locale=original.locale)


def is_twin(page: Page) -> bool:
    """Whether `page` follows an original in the other script."""
    return twins_among(Page.objects.filter(pk=page.pk)).exists()


def twins_among(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those of `pages` that are not originals."""
    elsewhere = TwinState.objects.filter(translation_key=OuterRef("translation_key")).exclude(
        original_locale=OuterRef("locale")
    )
    return pages.filter(Exists(elsewhere))


def counterpart(page: Page) -> Page | None:
    """The page in the other script, live or not."""
    return Page.objects.filter(translation_key=page.translation_key).exclude(locale_id=page.locale_id).first()


def original_page(translation_key: UUID) -> Page | None:
    return original_pages({translation_key}).get(translation_key)


def original_pages(translation_keys: set[UUID]) -> dict[UUID, Page]:
    """{translation_key: original} of those that are there, in one query."""
    here = TwinState.objects.filter(translation_key=OuterRef("translation_key"), original_locale=OuterRef("locale"))
    pages = Page.objects.filter(Exists(here), translation_key__in=translation_keys)
    return {page.translation_key: page for page in pages}


def _note_script(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or not isinstance(instance, OfficialDocumentPage) or not instance._state.adding:
        return
    state = TwinState.objects.filter(translation_key=instance.translation_key).select_related("original_locale").first()
    locale = state.original_locale if state else instance.locale
    instance.original_script = SCRIPTS.get(locale.language_code, instance.original_script)


def _note_original(sender: type, instance: Any, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    if created and isinstance(instance, Page) and instance.depth > 1 and not raw and not is_following():
        # A page that a migration made has no state yet: the elder of the two counts, not the one that is saved first.
        elder = Page.objects.filter(translation_key=instance.translation_key).order_by("pk").values_list("locale_id")
        TwinState.objects.get_or_create(
            translation_key=instance.translation_key, defaults={"original_locale_id": elder[0][0]}
        )


def connect() -> None:
    pre_save.connect(_note_script, dispatch_uid="twins.origins")
    post_save.connect(_note_original, dispatch_uid="twins.origins")
