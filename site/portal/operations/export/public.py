"""What is public now, and which addresses are never exported."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.models import Page

from portal.operations.export.names import address_of
from publications.models import OfficialDocumentPage, PermanentId

# Answers that depend on who asks or what is typed; a static copy of them would be wrong.
DYNAMIC = ("/search/", "/display/", "/_util/", "/healthz", "/readyz", "/d/")
EXTRAS = ("/sitemap.xml", "/robots.txt", "/favicon.ico", "/.well-known/security.txt")


def public_pages(origin: str) -> dict[int, str]:
    """{pk: address} of every live page that everybody may read, in both scripts."""
    found = {}
    for page in Page.objects.live().public().filter(depth__gt=1).select_related("locale").order_by("path"):
        url = page.get_full_url()
        address = address_of("/", url, origin) if url else None
        if address:
            found[page.pk] = address
    return found


def documents(pks: set[int]) -> set[int]:
    """Those of the pages that are documents; the others are lists, which any document may change."""
    return set(OfficialDocumentPage.objects.filter(pk__in=pks).values_list("pk", flat=True)) if pks else set()


def permanent_addresses(pages: dict[int, str]) -> dict[str, str]:
    """{address of the permanent id: where it leads}, in both scripts."""
    rows = OfficialDocumentPage.objects.filter(pk__in=pages).values_list(
        "pk", "translation_key", "locale__language_code"
    )
    by_key: dict[object, dict[str, str]] = {}
    for pk, key, language in rows.iterator():
        by_key.setdefault(key, {})[language] = pages[pk]
    found = {}
    for code, key in PermanentId.objects.filter(translation_key__in=by_key).values_list("code", "translation_key"):
        for language, prefix in prefixes().items():
            scripts = by_key[key]
            found[f"{prefix}/d/{code}/"] = scripts.get(language) or next(iter(scripts.values()))
    return found


def prefixes() -> dict[str, str]:
    """{language: "" or "/zh-hant"}."""
    return {
        code: "" if code == settings.LANGUAGE_CODE else f"/{get_language_info(code)['code']}"
        for code, _name in settings.LANGUAGES
    }


def is_dynamic(address: str) -> bool:
    paths = [address]
    paths += [
        address.removeprefix(prefix) for prefix in prefixes().values() if prefix and address.startswith(prefix + "/")
    ]
    return any(path.startswith((*DYNAMIC, *settings.ADMIN_PREFIXES)) for path in paths)


def is_file(address: str) -> bool:
    """A picture, an attachment, a style sheet: nothing to look for links in, but style sheets."""
    return address.startswith((settings.STATIC_URL, settings.MEDIA_URL, "/documents/"))


def redirect_page(target: str) -> bytes:
    """For a server that only sends files: where the portal itself answers with a redirect."""
    return (
        f'<!doctype html>\n<html lang="zh"><meta charset="utf-8"><title>{target}</title>'
        f'<meta http-equiv="refresh" content="0; url={target}"><a href="{target}">{target}</a></html>\n'
    ).encode()
