"""System checks on the document types: a forgotten attribute fails at start-up, not in front of a reader."""

from typing import Any

from django.core import checks

from publications.choices import Kind


def document_types_declare_their_kind(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """E001: every concrete document type names its `document_kind`."""
    from wagtail.models import get_page_models

    from publications.models import OfficialDocumentPage

    return [
        checks.Error(
            f"{model.__name__} has no document_kind.",
            hint="Set document_kind to a publications.choices.Kind: lists, facets and addresses depend on it.",
            obj=model,
            id="publications.E001",
        )
        for model in get_page_models()
        if issubclass(model, OfficialDocumentPage)
        and model is not OfficialDocumentPage
        and getattr(model, "document_kind", None) not in Kind.values
    ]


def register() -> None:
    checks.register(document_types_declare_their_kind, "publications")
