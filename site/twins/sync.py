"""Bringing a twin level with its original: one function, which looks at both as they are and asks for no history."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publications import outbox
from publications.models import OutboxRow
from publications.publishing import publishing_allowed
from twins.corrections import digest_with_corrections, note_found_and_lost
from twins.guard import hide
from twins.models import Correction, TwinState
from twins.origins import following, other_locale, state_of
from twins.place import put_in_place, twin_of_parent
from twins.privacy import equalise
from twins.translator import SCRIPTS
from twins.writer import digest_of, fill, slug_for

REASONS = {"hant": _("繁体版同步"), "hans": _("简体版同步")}


def follow(translation_key: UUID, *, rewrite: bool = False) -> None:
    """Make the twin what its original wants: made, converted, moved, restricted, published, hidden or removed.

    All in one transaction; what goes wrong is raised, and then nothing has changed. `rewrite` converts anew even where
    the original did not change.
    """
    with transaction.atomic(), following():
        pages = _pages(translation_key)
        if not pages:
            forget(translation_key)
            return
        settled = _events_of(pages)
        state = state_of(pages[0])
        original = next((page for page in pages if page.locale_id == state.original_locale_id), None)
        twin = next((page for page in pages if page.locale_id != state.original_locale_id), None)
        if original is None:
            if twin is not None:
                twin.delete()
            forget(translation_key)
        elif original.locale.language_code in SCRIPTS and (original.live or twin is not None):
            twin = bring_level(state, original, twin, rewrite=rewrite)
            # What was asked for until now is done, and the twin's own events are echoes of doing it.
            OutboxRow.objects.filter(pk__in=[*settled, *_events_of([twin])]).delete()


def _events_of(pages: list[Page]) -> list[int]:
    rows = OutboxRow.objects.filter(consumer="twins", object_id__in=[str(page.pk) for page in pages])
    return list(rows.values_list("pk", flat=True))


def _pages(translation_key: UUID) -> list[Page]:
    """The pair, locked: whoever unpublishes, restricts or deletes the original meanwhile waits for the twin's fate."""
    pages = Page.objects.select_for_update(of=("self",)).select_related("locale")
    return list(pages.filter(translation_key=translation_key, depth__gt=1))


def forget(translation_key: UUID) -> None:
    """Both pages are gone; so is what was known of them."""
    TwinState.objects.filter(translation_key=translation_key).delete()
    Correction.objects.of(translation_key).delete()


def bring_level(state: TwinState, original: Page, twin: Page | None, *, rewrite: bool = False) -> Page:
    """The twin of `original`, made where missing; see follow()."""
    specific = original.specific
    corrections = list(Correction.objects.of(state.translation_key).filter(effective_at__isnull=False))
    content = digest_of(specific)  # before writing, which uses the original's body up
    digest = digest_with_corrections(content, state.translation_key)
    changed = rewrite or twin is None or digest != state.digest
    parent = twin_of_parent(original, bring_level)
    if twin is None:
        twin = make(specific, parent, corrections)
    else:
        twin = put_in_place(original, twin.specific, parent)
        if changed and original.live:
            write(specific, twin, corrections)
    equalise(original, twin)
    if original.live and (changed or not twin.live):
        publish(original, twin)
    elif not original.live and twin.live:
        hide([twin], expired=original.expired)
    if changed and original.live:
        state.digest = digest_with_corrections(content, state.translation_key)
    state.followed_at, state.error, state.failed_at, state.attempts = timezone.now(), "", None, 0
    state.save()
    return twin


def make(original: Page, parent: Page, corrections: list[Correction]) -> Page:
    """A new twin under `parent`, converted from the start and not yet live."""
    twin = type(original)(
        locale=other_locale(original.locale), translation_key=original.translation_key, owner=original.owner, live=False
    )
    write(original, twin, corrections, parent)
    parent.add_child(instance=twin)
    if parent.is_root():  # the first twin of a site: its columns are not to wait for their next publication
        for column in original.get_children().live():
            outbox.enqueue(column, OutboxRow.Action.SAVED, consumer="twins")
    return twin


def write(original: Page, twin: Page, corrections: list[Correction], parent: Page | None = None) -> None:
    """Fill `twin` and note which corrections no longer fit."""
    known = fill(original, twin, corrections)
    twin.slug = slug_for(original, parent or twin.get_parent(), twin if twin.pk else None)
    note_found_and_lost(original, known)


def publish(original: Page, twin: Page) -> None:
    """Publish what `twin` says now, without anybody's permission: its original has passed the reviews.

    Raises ValidationError where the converted page breaks a rule of its form.
    """
    with publishing_allowed(str(REASONS[SCRIPTS[twin.locale.language_code]])):
        twin.save_revision().publish()
    dates = {"first_published_at": original.first_published_at, "last_published_at": original.last_published_at}
    Page.objects.filter(pk=twin.pk).update(**dates)  # lists are in the same order in both scripts
