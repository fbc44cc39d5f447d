"""Names of issuing bodies -> entries of the register, made where they are missing (发文机关)."""

from __future__ import annotations

from ingest.metadata.bodies import is_body_name
from ingest.wording import squeeze
from publications.models import IssuingBody

MAX_NAME = 120


def issuing_body(name: str) -> IssuingBody | None:
    """The body of that full, short or former name in either script; a new one where the name looks like a body's."""
    name = name.strip()[:MAX_NAME]
    if not name:
        return None
    exact = (
        IssuingBody.objects.filter(name=name).first()
        or IssuingBody.objects.filter(former_names__name=name).first()
        or IssuingBody.objects.filter(short_name=name).first()
    )
    if exact is not None:
        return exact
    key = squeeze(name)
    for body in IssuingBody.objects.all():
        if squeeze(body.name) == key:
            return body
    if not is_body_name(name):
        return None
    body = IssuingBody(name=name)
    body.full_clean()
    body.save()
    return body
