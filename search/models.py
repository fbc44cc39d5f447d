"""The tables of the room of search; each is defined with what it is for."""

from search.attachments.models import AttachmentPiece, AttachmentText, ReadAttachment
from search.priors import SearchPriority
from search.promoted.models import PromotedResult
from search.reports.models import SearchDay, SearchedText
from search.suggestions.models import Phrase, PhraseKey, PhrasePage, PhraseUse
from search.synonyms.models import SynonymEntry

__all__ = [
    "AttachmentPiece",
    "AttachmentText",
    "Phrase",
    "PhraseKey",
    "PhrasePage",
    "PhraseUse",
    "PromotedResult",
    "ReadAttachment",
    "SearchDay",
    "SearchPriority",
    "SearchedText",
    "SynonymEntry",
]
