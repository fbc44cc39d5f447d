"""A page in its two scripts, for the language switch, hreflang and canonical."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction


def live_translations(page: Page) -> dict[str, Page]:
    """{language code: page} of the versions that everybody may read, `page` itself among them; one query.

    Unpublished versions and those behind a restriction, their own or a section's, are left out.
    """
    own_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restricted = (
        PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.NONE)
        .alias(own_path=own_path)
        .filter(own_path__startswith=F("page__path"))
    )
    versions = Page.objects.live().filter(~Exists(restricted), translation_key=page.translation_key)
    return {version.locale.language_code: version for version in versions.select_related("locale").order_by("pk")}
