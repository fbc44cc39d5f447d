"""Keeping the phrases as the public documents are: what the outbox tells, and all of it anew."""

from __future__ import annotations

import fcntl
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.signals import post_save, pre_delete

from publications import outbox
from publications.models import FormerName, IssuingBody, OfficialDocumentPage, OutboxRow, Topic
from search.suggestions.letters import LONGEST
from search.suggestions.models import Phrase, PhraseKey, PhrasePage, PhraseUse
from search.suggestions.phrases import CORRECTING, Found, Kind
from search.suggestions.reading import ReadDocument, read
from search.suggestions.shelves import shelf_of

CONSUMER = "suggestions"
CHUNK = 200
Progress = Callable[[int, int], None]

# --- what happened (the outbox) ---------------------------------------------------------------------------------------


def connect() -> None:
    """The names of bodies and topics are phrases of their documents; neither has page events."""
    for model in (IssuingBody, Topic, FormerName):
        uid = f"search.suggestions.{model._meta.label_lower}"
        post_save.connect(_renamed, sender=model, dispatch_uid=uid)
        pre_delete.connect(_renamed, sender=model, dispatch_uid=uid)


def _renamed(
    sender: type[models.Model], instance: Any, raw: bool = False, created: bool = False, **kwargs: Any
) -> None:
    if raw or (created and not isinstance(instance, FormerName)):
        return
    if isinstance(instance, Topic):
        its = Q(topics=instance) | Q(topics__parent=instance)
    else:
        body = instance.body_id if isinstance(instance, FormerName) else instance.pk
        its = Q(issuing_body=body) | Q(joint_bodies=body)
    rows = [
        OutboxRow(
            consumer=CONSUMER,
            action=OutboxRow.Action.SAVED,
            model="wagtailcore.page",
            object_id=str(pk),
            payload={"translation_key": str(key)},
        )
        for pk, key in OfficialDocumentPage.objects.filter(its).values_list("pk", "translation_key").distinct()
    ]
    if rows:
        OutboxRow.objects.bulk_create(rows, batch_size=500)
        outbox.enqueue(instance, OutboxRow.Action.SAVED, consumer=CONSUMER)  # drains when the transaction commits


def follow(rows: Sequence[OutboxRow]) -> None:
    """Bring the phrases of the documents in line that the rows name, whatever happened to them."""
    keys = {UUID(key) for row in rows if (key := row.payload.get("translation_key"))}
    if keys:
        bring_in_line(keys)


# --- everything anew ----------------------------------------------------------------------------------------------------


def update(progress: Progress | None = None, *, anew: bool = False) -> int:
    """Bring all documents in line, a few at a time beside every other work; documents that were looked at.

    What is unchanged since it was read is not read again, unless `anew`: then all phrases are forgotten first.
    """
    if anew:
        with _writing():
            for model in (PhraseUse, PhrasePage, PhraseKey, Phrase):
                _forget(model.objects.all())
    there = set(OfficialDocumentPage.objects.order_by().values_list("translation_key", flat=True))
    gone = set(PhrasePage.objects.values_list("translation_key", flat=True)) - there
    keys = sorted(there) + sorted(gone)
    for done, chunk in _chunks(keys):
        bring_in_line(chunk)
        if progress:
            progress(done, len(keys))
    return len(keys)


def _chunks(keys: list[UUID]) -> Iterator[tuple[int, list[UUID]]]:
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        yield start + len(chunk), chunk


# --- writing --------------------------------------------------------------------------------------------------------------


@contextmanager
def _writing() -> Iterator[None]:
    """One writer on this machine at a time, in one transaction: weights are counted up and down."""
    folder = Path(settings.VAR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "suggestions").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with transaction.atomic():
            yield


def _forget(rows: models.QuerySet[Any]) -> None:
    """Delete in one statement. delete() would read every row first, since somebody listens to the deletions of all models."""
    rows._raw_delete(rows.db)


def bring_in_line(keys: Collection[UUID]) -> None:
    """Write what these documents' public pages say now, and take away what they said before."""
    with _writing():
        before: dict[UUID, dict[int, str]] = defaultdict(dict)
        for page in PhrasePage.objects.filter(translation_key__in=keys):
            before[page.translation_key][page.page_id] = page.digest
        write([d for d in read(keys).values() if d.digests != before[d.translation_key]], before)


def write(documents: Collection[ReadDocument], before: dict[UUID, dict[int, str]]) -> None:
    """Replace the phrases of documents; `before`: the pages that they had, {page: digest}."""
    pages = {page for document in documents for page in before.get(document.translation_key, ())}
    had = set(PhraseUse.objects.filter(page_id__in=pages).values_list("phrase_id", "page_id")) if pages else set()
    have, texts = _uses(documents)
    weights = Counter(phrase for phrase, _ in have - had)
    weights.subtract(phrase for phrase, _ in had - have)
    for phrase, page in _grouped(had - have):
        _forget(PhraseUse.objects.filter(page_id=page, phrase_id__in=phrase))
    _write_phrases(texts)
    _insert_uses(sorted(have - had))
    _weigh({phrase: change for phrase, change in weights.items() if change})
    if pages:
        _forget(PhrasePage.objects.filter(page_id__in=pages))
    PhrasePage.objects.bulk_create(
        PhrasePage(page_id=page.pk, translation_key=page.translation_key, title_id=page.title_id, digest=page.digest)
        for document in documents
        for page in document.pages
    )


Texts = dict[int, dict[str, Found]]  # phrase id -> script -> the phrase as it stands there


def _uses(documents: Iterable[ReadDocument]) -> tuple[set[tuple[int, int]], Texts]:
    """((phrase, page) pairs, one for each phrase of a document; their texts)."""
    pairs: set[tuple[int, int]] = set()
    texts: Texts = defaultdict(dict)
    for document in documents:
        taken: set[int] = set()
        for page in document.pages:
            for phrase, found in page.phrases().items():
                texts[phrase].setdefault(page.script, found)
                if phrase not in taken:
                    taken.add(phrase)
                    pairs.add((phrase, page.pk))
    return pairs, texts


def _insert_uses(pairs: list[tuple[int, int]]) -> None:
    """Without objects: fifty rows a document, and bulk_create takes as long for them as everything else together."""
    if pairs:
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_phraseuse (phrase_id, page_id) VALUES (%s, %s)", pairs)


def _grouped(pairs: set[tuple[int, int]]) -> Iterator[tuple[list[int], int]]:
    """([phrases], page)."""
    ordered = sorted(pairs, key=lambda pair: pair[1])
    for page, group in itertools.groupby(ordered, key=lambda pair: pair[1]):
        yield [phrase for phrase, _ in group], page


def _write_phrases(texts: Texts) -> None:
    """Make the phrases that are new, and give the others their text in a script that had none."""
    known = {p.id: p for p in Phrase.objects.filter(id__in=texts).only("id", "hans", "hant")} if texts else {}
    completed = []
    for phrase, scripts in texts.items():
        if (row := known.get(phrase)) is not None:
            changed = {script: found.text for script, found in scripts.items() if _differs(getattr(row, script), found)}
            for script, text in changed.items():
                setattr(row, script, text)
            completed += [row] if changed else []
    Phrase.objects.bulk_update(completed, ["hans", "hant"], batch_size=500)
    made = {phrase: scripts for phrase, scripts in texts.items() if phrase not in known}
    Phrase.objects.bulk_create((_row(phrase, scripts) for phrase, scripts in sorted(made.items())), 1000)
    further = [
        PhraseKey(phrase_id=phrase, key=key[:LONGEST])
        for phrase, scripts in sorted(texts.items())
        for key in sorted({key for found in scripts.values() for key in found.further})
    ]
    PhraseKey.objects.bulk_create(further, 1000, ignore_conflicts=True)


def _differs(text: str, found: Found) -> bool:
    """Words are the same word in either spelling; what a document is called is shown as it is called now."""
    return not text or (found.kind not in (Kind.WORD, Kind.PAIR) and text != found.text)


def _row(phrase: int, scripts: dict[str, Found]) -> Phrase:
    found = scripts.get("hans") or next(iter(scripts.values()))
    letters, corrects = found.letters, found.kind in CORRECTING
    return Phrase(
        id=phrase,
        kind=found.kind,
        **{script: other.text for script, other in scripts.items()},
        syllables=" ".join(syllable or "-" for syllable in letters.syllables),
        length=min(len(letters.folded), 32767),
        key=found.key[:LONGEST],
        sound=letters.sound[: 2 * LONGEST],
        initials=letters.initials[:LONGEST],
        blurred=letters.blurred[: 4 * LONGEST] if corrects else None,
        backwards=letters.folded[::-1][:LONGEST] if corrects else None,
    )


def _weigh(changes: dict[int, int]) -> None:
    """Count the documents of phrases up and down, shelve them accordingly, forget those that have none left."""
    by_change: dict[int, list[int]] = defaultdict(list)
    for phrase, change in changes.items():
        by_change[change].append(phrase)
    for change, phrases in by_change.items():
        Phrase.objects.filter(id__in=phrases).update(weight=F("weight") + change)
    if not changes:
        return
    by_shelf: dict[int, list[int]] = defaultdict(list)
    gone: list[int] = []
    for phrase, kind, weight, shelf in Phrase.objects.filter(id__in=changes).values_list(
        "id", "kind", "weight", "shelf"
    ):
        if weight <= 0:
            gone.append(phrase)
        elif shelf_of(kind, weight) != shelf:
            by_shelf[shelf_of(kind, weight)].append(phrase)
    for shelf, phrases in by_shelf.items():
        Phrase.objects.filter(id__in=phrases).update(shelf=shelf)
    if gone:
        _forget(Phrase.objects.filter(id__in=gone))
        _forget(PhraseKey.objects.filter(phrase_id__in=gone))
