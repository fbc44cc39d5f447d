"""Template tags round `publications.reading` and `publications.arrangement`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from publications import qr, reading
from publications.arrangement import ArrangedBody, arranged_for, stated_recipients
from publications.models import OfficialDocumentPage
from publications.share_views import card_address
from publications.templatetags.chinese import active_script

register = template.Library()


@register.simple_tag
def document_facts(document: OfficialDocumentPage) -> list[reading.Fact]:
    return reading.facts(document)


@register.simple_tag
def document_validity(document: OfficialDocumentPage) -> reading.ValidityState:
    return reading.validity_state(document)


@register.filter
def validity_tag(document: OfficialDocumentPage) -> tuple[str, str] | None:
    return reading.validity_tag(document)


@register.filter
def published_at(document: OfficialDocumentPage) -> Any:
    return reading.published_at(document)


@register.simple_tag(takes_context=True)
def arranged_body(context: template.Context, document: OfficialDocumentPage) -> ArrangedBody:
    """The body laid out; a standard page's (no official document) stays as it is.

    Its links and attachments are those that whoever reads may open.
    """
    is_official = getattr(document, "kind", "") in reading.OFFICIAL
    return arranged_for(context.get("request"), document.body, official=is_official)


@register.simple_tag
def recipients_above(document: OfficialDocumentPage, arranged: ArrangedBody) -> str:
    return stated_recipients(document, arranged)


@register.simple_tag
def document_contents(
    document: OfficialDocumentPage, attached: Sequence[Any], enclosed: Sequence[OfficialDocumentPage] = ()
) -> list[reading.ContentsEntry]:
    return reading.contents(document, enclosed, len(attached))


@register.filter
def enclosed_anchor(number: int) -> str:
    return reading.enclosed_anchor(number)


@register.filter
def enclosed_prefix(number: int) -> str:
    return reading.enclosed_prefix(number)


@register.filter
def other_script(page: Any) -> str:
    """The `lang` of a page that is not in the reader's script (its twin is not live), else empty."""
    code = page.locale.language_code
    script = "hant" if code == "zh-hant" else "hans"
    return "" if script == active_script() else {"hans": "zh-Hans", "hant": "zh-Hant"}[script]


@register.filter
def column_query(value: Any, name: str) -> str:
    """`name=value`, or nothing where there is no value: what a pager keeps of the address."""
    return f"{name}={value}" if value else ""


@register.simple_tag(takes_context=True)
def permanent_address_of(context: template.Context, document: OfficialDocumentPage) -> str:
    """The full permanent address, in no script's part of the site: it leads to the reader's."""
    request = context["request"]
    return str(request.build_absolute_uri(f"/d/{document.permanent_id}"))


@register.filter
def qr_code(text: str) -> qr.QrCode:
    return qr.qr_code(text)


@register.simple_tag(takes_context=True)
def share_picture(context: template.Context, document: Any) -> str:
    """The address of a document's share picture; empty for what is no document."""
    request = context.get("request")
    if request is None or not isinstance(document, OfficialDocumentPage) or not document.pk:
        return ""
    return card_address(document, request)
