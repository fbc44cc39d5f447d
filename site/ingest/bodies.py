"""Names of issuing bodies -> entries of the register, made where they are missing (发文机关)."""

from __future__ import annotations

from django.db.models import Q

from ingest.metadata.bodies import is_body_name
from ingest.wording import squeeze
from publications.models import IssuingBody

MAX_NAME = 120


def may_be_body(name: str) -> bool:
    """Whether issuing_body() has or would make an entry for this name; makes none."""
    return known_body(name) is not None or is_body_name(name.strip()[:MAX_NAME])


def issuing_body(name: str) -> IssuingBody | None:
    """The body of that name; a new one where the name looks like a body's."""
    known = known_body(name)
    name = name.strip()[:MAX_NAME]
    if known is not None or not is_body_name(name):
        return known
    body = IssuingBody(name=name)
    body.full_clean()
    body.save()
    return body


def known_body(name: str) -> IssuingBody | None:
    """The body of that full, short or former name in either script."""
    name = name.strip()[:MAX_NAME]
    if not name:
        return None
    called = Q(name=name) | Q(short_name=name) | Q(former_names__name=name)
    found = {body.pk: body for body in IssuingBody.objects.filter(called).order_by("pk")}.values()
    rank = {True: 0, False: 1}
    exact = min(found, key=lambda body: (rank[body.name == name], rank[body.short_name != name]), default=None)
    if exact is not None:
        return exact
    key = squeeze(name)
    return next((body for body in IssuingBody.objects.all() if squeeze(body.name) == key), None)
