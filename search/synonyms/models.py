"""Editors' own synonyms, and which of the built-in ones they do not want."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel

from publications.standing import note_change
from search.synonyms.classes import built_in, file_lines
from zhtext.folding import fold

LONGEST_WORD = 20
MOST_WORDS = 12
_BETWEEN = re.compile(r"[\s、，,；;/]+")
_WORD = re.compile(r"[\w+#.\-]+")


class Meaning(models.TextChoices):
    EQUAL = "equal", _("互为同义：检索其中一个，也找其余的")
    ONE_WAY = "one_way", _("单向：检索第一个，也找其余的；反过来不找")
    ALONE = "alone", _("整体看待：不从这些词里面找同义词")
    OFF = "off", _("停用内置的：这些词所在的内置同义词不再起作用")


class SynonymEntry(models.Model):
    """同义词. A query is never rewritten: the other words are asked for as well, and the results page names them."""

    words = models.CharField(
        _("词语"), max_length=300, help_text=_("用顿号或空格分开，如：研修、研习；简体繁体写一种即可")
    )
    meaning = models.CharField(_("作用"), max_length=10, choices=Meaning.choices, default=Meaning.EQUAL)
    active = models.BooleanField(_("启用"), default=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)

    panels = [
        HelpPanel(
            content=format_lazy(
                "<p>{}</p>",
                _("保存后立即用于检索，不必重建索引。检索结果页会写明加找了哪些词，读者可以只按原词检索。"),
            )
        ),
        FieldPanel("words"),
        FieldPanel("meaning"),
        FieldPanel("active"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("同义词")
        verbose_name_plural = _("同义词")
        ordering = ["words"]

    def __str__(self) -> str:
        return "、".join(self.spellings)[:60]

    @property
    def spellings(self) -> list[str]:
        return [word for word in _BETWEEN.split(self.words) if word]

    @property
    def line(self) -> str:
        """As a line of classes.txt; not for OFF."""
        first, *others = self.spellings
        if self.meaning == Meaning.ALONE:
            return " ".join(["!", *self.spellings])
        return " ".join([first, ">", *others] if self.meaning == Meaning.ONE_WAY else self.spellings)

    def clean(self) -> None:
        words = list(dict.fromkeys(map(fold, self.spellings)))
        if any(not _WORD.fullmatch(word) or not 2 <= len(word) <= LONGEST_WORD for word in words):
            raise ValidationError({"words": _("每个词 2 到 20 个字，不含标点")})
        if len(words) > MOST_WORDS:
            raise ValidationError({"words": _("一组最多 12 个词，请分成几组")})
        if not words or (self.meaning in (Meaning.EQUAL, Meaning.ONE_WAY) and len(words) < 2):
            raise ValidationError({"words": _("请至少填写两个不同的词；只是简体繁体不同的算同一个")})
        if self.meaning == Meaning.OFF and (strange := [w for w in self.spellings if not is_built_in(w)]):
            raise ValidationError({"words": _("内置同义词里没有：%s") % "、".join(strange)})


def is_built_in(word: str) -> bool:
    return bool(built_in().words.get(fold(word)))


def lines_of(entries: list[SynonymEntry]) -> list[str]:
    """The lines of the reviewed file that are not switched off, then the entries' own."""
    active = [entry for entry in entries if entry.active and entry.spellings]
    off = {fold(word) for entry in active if entry.meaning == Meaning.OFF for word in entry.spellings}
    kept = [line for line in file_lines() if off.isdisjoint(map(fold, line.split()))]
    return [*kept, *(entry.line for entry in active if entry.meaning != Meaning.OFF)]


# Every process keeps the list until it is told that something changed.
post_save.connect(note_change, sender=SynonymEntry, dispatch_uid="search.synonyms.saved")
post_delete.connect(note_change, sender=SynonymEntry, dispatch_uid="search.synonyms.deleted")
