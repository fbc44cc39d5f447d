"""The tables of the room of search; each is defined with what it is for."""

from search.suggestions.models import Phrase, PhraseKey, PhrasePage, PhraseUse

__all__ = ["Phrase", "PhraseKey", "PhrasePage", "PhraseUse"]
