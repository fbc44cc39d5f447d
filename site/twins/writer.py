"""What a twin says: everything its original says, texts converted, all else the same."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.segments.ingest import ingest_segments

from twins.models import Correction
from twins.passages import Corrections, passages_of, segments_of, with_texts
from twins.translator import SCRIPTS

# Of Wagtail's own columns, those that say something to readers or decide when a page goes; the rest are housekeeping.
SHARED_PAGE_FIELDS = ("title", "seo_title", "search_description", "show_in_menus", "expire_at", "go_live_at")
UNSAID = {
    *("pk", "path", "depth", "numchild", "url_path", "translation_key", "locale", "live", "has_unpublished_changes"),
    *("draft_title", "latest_revision", "latest_revision_created_at", "live_revision", "last_published_at", "expired"),
    *("locked", "locked_at", "locked_by", "owner", "alias_of", "content_type", "wagtail_admin_comments"),
}


def content_of(page: Page) -> dict[str, Any]:
    """Everything that `page` (a specific one) says, by field; JSON's types."""
    said = {
        name: value
        for name, value in page.serializable_data().items()
        if name not in UNSAID and not name.endswith("_ptr")
    }
    for relation in get_all_child_relations(type(page)):
        name, identity = relation.get_accessor_name(), {"pk", "locale", relation.field.name}
        if name in said:
            said[name] = [{k: v for k, v in child.items() if k not in identity} for child in said[name]]
    return said


def digest_of(page: Page) -> str:
    """Changes whenever what `page` says changes."""
    said = json.dumps(content_of(page), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def fill(original: Page, twin: Page, corrections: list[Correction]) -> Corrections:
    """Let `twin` say what `original` says (both specific, neither saved); `original`'s body must not be used after.

    Returns the corrections with those that no longer fit anything.
    """
    segments = segments_of(original)
    passages = passages_of(segments, SCRIPTS[twin.locale.language_code])
    known = Corrections(corrections, passages)
    for field in type(original)._meta.concrete_fields:
        is_link = field.remote_field and getattr(field.remote_field, "parent_link", False)
        if field.model is not Page and not is_link:
            setattr(twin, field.attname, getattr(original, field.attname))
    for name in SHARED_PAGE_FIELDS:
        setattr(twin, name, getattr(original, name))
    if twin.go_live_at and twin.go_live_at > timezone.now():
        twin.go_live_at = None  # it goes live with its original, which waits
    copy_synchronised_fields(original, twin)
    for field in get_all_child_m2m_relations(type(original)):
        setattr(twin, field.name, list(getattr(original, field.name).all()))
    ingest_segments(original, twin, original.locale, twin.locale, with_texts(segments, passages, known))
    twin.first_published_at = original.first_published_at
    return known


def slug_for(original: Page, parent: Page, twin: Page | None) -> str:
    """The original's slug; two homes stand side by side, so the second has its language in it."""
    wanted = f"{original.slug}-{twin_code(original)}" if parent.is_root() else original.slug
    return find_available_slug(parent, wanted, ignore_page_id=twin.pk if twin else None)


def twin_code(original: Page) -> str:
    return next(code for code in SCRIPTS if code != original.locale.language_code)
