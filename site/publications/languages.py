"""A page in its other script, for the language switch and hreflang."""

from wagtail.models import Page


def live_translations(page: Page) -> list[Page]:
    """The page's live, public translations without itself, each with its locale; one query beside the restrictions'."""
    others = Page.objects.live().public().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return list(others.select_related("locale"))
