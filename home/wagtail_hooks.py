"""What the public pages change in Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from publications.rich_text import DocumentLinkHandler


@hooks.register("register_rich_text_features", order=1)  # behind Wagtail's own, which it takes the place of
def link_to_the_reader_s_script(features: FeatureRegistry) -> None:
    features.register_link_type(DocumentLinkHandler)
