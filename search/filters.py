"""The filters of the search page that are no facets: where the words must stand, and the ranges of dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from search.date_ranges import MEANINGS
from search.facets import scope_label
from search.state import SCOPES, SearchState

DATE_FIELDS = frozenset(f"{meaning}_{end}" for meaning in MEANINGS for end in ("from", "to"))


@dataclass(frozen=True)
class ScopeLink:
    label: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class DateField:
    """value: a day, or what was typed where that is no date; advice: what to do about it, else empty."""

    name: str
    label: str
    value: str
    advice: str

    @property
    def type(self) -> str:
        """A native date field would not show what it cannot read."""
        return "text" if self.advice else "date"


@dataclass(frozen=True)
class DateFields:
    """The two fields of one meaning, under its name."""

    title: str
    both: tuple[DateField, DateField]


@dataclass(frozen=True)
class Filters:
    """What the page shows of a search's filters beside its facets."""

    state: SearchState

    @property
    def scopes(self) -> list[ScopeLink]:
        """Only words can stand somewhere."""
        if not self.state.q:
            return []
        return [
            ScopeLink(scope_label(scope), self.state.address(scope=scope), scope == self.state.scope)
            for scope in SCOPES
        ]

    @cached_property
    def dates(self) -> list[DateFields]:
        return [
            DateFields(str(title), (self._field(meaning, "from", _("起")), self._field(meaning, "to", _("止"))))
            for meaning, title in MEANINGS.items()
        ]

    @property
    def dates_are_open(self) -> bool:
        return bool(self.state.dates or self.state.mistakes)

    @property
    def beside_dates(self) -> list[tuple[str, str]]:
        """(name, value) of what the form of dates carries along."""
        return self.state.fields_beside("dates")

    def _field(self, meaning: str, end: str, label: str) -> DateField:
        name = f"{meaning}_{end}"
        for mistake in self.state.mistakes:
            if mistake.name == name:
                return DateField(name, label, mistake.typed, mistake.advice)
        chosen = next((chosen for chosen in self.state.dates if chosen.meaning == meaning), None)
        day = (chosen.first if end == "from" else chosen.last) if chosen else None
        return DateField(name, label, day.isoformat() if day else "", "")
