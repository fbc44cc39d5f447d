"""The tables of suggestions (检索建议): phrases of public documents, and which page each was read on.

Rows are made by search.suggestions.keeping and derived from the documents: they may be deleted and made again.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from search.suggestions.letters import LONGEST


class KeyField(models.CharField):
    """Text that is compared by code point in every database, so that what begins with a prefix lies side by side.

    PostgreSQL needs the collation "C" for that; SQLite compares so by itself and knows no collation of that name.
    """

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters: dict[str, Any] = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Phrase(models.Model):
    """Something to suggest. `id` follows from kind and key (phrases.phrase_id).

    hans, hant: how it stands in documents of either script, empty where no document of the script has it.
    weight: in how many documents. shelf: what is offered first stands highest (shelves.shelf_of). The keys are by what it
    is found: its letters, their pinyin, the initials; `blurred` and `backwards` serve corrections and are empty (NULL) in
    titles and numbers, which correct nothing.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.PositiveSmallIntegerField()
    weight = models.IntegerField(default=0)
    shelf = models.SmallIntegerField(default=0)
    hans = models.CharField(max_length=255, blank=True)
    hant = models.CharField(max_length=255, blank=True)
    syllables = models.TextField(blank=True)
    length = models.PositiveSmallIntegerField()
    key = KeyField(max_length=LONGEST)
    sound = KeyField(max_length=2 * LONGEST)
    initials = KeyField(max_length=LONGEST)
    blurred = KeyField(max_length=4 * LONGEST, null=True)
    backwards = KeyField(max_length=LONGEST, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["shelf", "key"], name="phrase_by_key"),
            models.Index(fields=["shelf", "sound"], name="phrase_by_sound"),
            models.Index(fields=["shelf", "initials"], name="phrase_by_initials"),
            models.Index(fields=["blurred"], name="phrase_by_blur", condition=Q(blurred__isnull=False)),
            models.Index(fields=["length", "key"], name="phrase_by_length", condition=Q(backwards__isnull=False)),
            models.Index(fields=["length", "backwards"], name="phrase_by_end", condition=Q(backwards__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.hans or self.hant


class PhraseKey(models.Model):
    """A further beginning by which a number or a body is found: 2026 12, a former name."""

    phrase_id = models.BigIntegerField(db_index=True)
    key = KeyField(max_length=LONGEST)

    class Meta:
        indexes = [models.Index(fields=["key"], name="further_key")]
        constraints = [models.UniqueConstraint(fields=["phrase_id", "key"], name="further_key_once")]

    def __str__(self) -> str:
        return self.key


class PhrasePage(models.Model):
    """A page that phrases were read on, and the digest of what was read. No foreign keys: the page may be gone."""

    page_id = models.BigIntegerField(primary_key=True)
    translation_key = models.UUIDField(db_index=True)
    title_id = models.BigIntegerField(help_text="the phrase of its title")
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return str(self.page_id)


class PhraseUse(models.Model):
    """That a page has a phrase: one row for each document, on the first of its pages (twins share their phrases)."""

    phrase_id = models.BigIntegerField()
    page_id = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phrase_id", "page_id"], name="phrase_once_a_page")]

    def __str__(self) -> str:
        return f"{self.phrase_id} {self.page_id}"
