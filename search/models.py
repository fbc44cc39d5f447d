"""The tables of the room of search; each is defined with what it is for."""

from search.attachments.models import AttachmentPiece, AttachmentText, ReadAttachment
from search.suggestions.models import Phrase, PhraseKey, PhrasePage, PhraseUse

__all__ = [
    "AttachmentPiece",
    "AttachmentText",
    "Phrase",
    "PhraseKey",
    "PhrasePage",
    "PhraseUse",
    "ReadAttachment",
]
