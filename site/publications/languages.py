"""A page in its two scripts, for the language switch, hreflang and canonical."""

from typing import Any

from wagtail.models import Page

from publications.models import OfficialDocumentPage
from publications.relations import readable_versions


def live_translations(page: Any) -> dict[str, Page]:
    """{language code: page} of the versions that everybody may read, `page` itself among them; at most one query.

    Unpublished versions and those behind a restriction, their own or a section's, are left out.
    """
    request = getattr(page, "reader_request", None)
    if request is not None and isinstance(page, OfficialDocumentPage):
        page.related_documents  # noqa: B018 - reads the versions along with them
        versions = page.live_versions
    else:
        versions = readable_versions(Page, {page.translation_key}, request).get(page.translation_key, [])
    return {version.locale.language_code: version for version in versions}
