"""Which phrases everybody may read at this moment: asked of the pages themselves, whatever has been followed up by now."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

# A restriction closes what lies below its page: the path begins with that page's. SQL by hand, since Wagtail's
# public() asks for the restrictions first and makes a condition of each. SQLite keeps the order of a CROSS JOIN: left to
# itself it reads every page for each phrase as long as it has no statistics of the restrictions.
_PUBLIC = """
    SELECT p.id FROM search_phrase p WHERE p.id IN ({places}) AND EXISTS (
        SELECT 1 FROM search_phraseuse u CROSS JOIN wagtailcore_page g
        WHERE u.phrase_id = p.id AND g.id = u.page_id AND g.live AND NOT EXISTS (
            SELECT 1 FROM wagtailcore_pageviewrestriction r CROSS JOIN wagtailcore_page c
            WHERE c.id = r.page_id AND substr(g.path, 1, length(c.path)) = c.path))
"""


def public(phrases: Sequence[int]) -> set[int]:
    """Those of the phrases that stand on a page which is live and behind no restriction, in one query."""
    if not phrases:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_PUBLIC.format(places=", ".join(["%s"] * len(phrases))), list(phrases))
        return {row[0] for row in cursor.fetchall()}
