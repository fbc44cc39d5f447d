"""How permanent ids are made: four characters by chance and one to check them, no look-alikes (0 O 1 I L U)."""

import secrets
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.signals import post_save

from publications.models import OfficialDocumentPage, PermanentId

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 4


def check_character(code: str) -> str:
    """Luhn mod 30: catches every single wrong character and nearly every swap of neighbours."""
    total, double = 0, True
    for character in reversed(code):
        value = ALPHABET.index(character) * (2 if double else 1)
        total += value // len(ALPHABET) + value % len(ALPHABET)
        double = not double
    return ALPHABET[-total % len(ALPHABET)]


def new_code() -> str:
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return code + check_character(code)


def is_well_formed(code: str) -> bool:
    """Whether `code` could have been given out: right characters, right check character."""
    return len(code) == LENGTH + 1 and all(c in ALPHABET for c in code) and check_character(code[:-1]) == code[-1]


def permanent_id_for(translation_key: UUID) -> PermanentId:
    """The document's permanent id, made at the first call."""
    existing = PermanentId.objects.filter(translation_key=translation_key).first()
    while existing is None:
        try:
            with transaction.atomic():
                existing, _created = PermanentId.objects.get_or_create(
                    translation_key=translation_key, defaults={"code": new_code()}
                )
        except IntegrityError:  # the code was taken: 810,000 there are, so the next try nearly always fits
            continue
    return existing


def _give_one(sender: type, instance: OfficialDocumentPage, raw: bool = False, **kwargs: Any) -> None:
    if isinstance(instance, OfficialDocumentPage) and not raw:
        permanent_id_for(instance.translation_key)


def connect() -> None:
    post_save.connect(_give_one, dispatch_uid="publications.permanent_ids")
