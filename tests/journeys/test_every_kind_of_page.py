"""One page of each kind, in both scripts, light, dark and contrast: accessible, never wider than the screen, silent.

The kinds are found by walking: every type of page that has a live instance, and every address that is no page. Each is
opened once in each script; themes and widths change in place, as the display settings would change them.
"""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PREFIXES = {"zh-hans": "", "zh-hant": "/zh-hant"}
STATUS = {"404": 404, "410": 410}
# Themes change colours alone, so only those are asked about again.
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
THEMES: dict[str, Any] = {"light": None, "dark": ONLY_COLOURS, "contrast": ONLY_COLOURS}
# 320 pixels is also what 1280 become at 400 %; 640 what they become at 200 %.
WIDTHS = (320, 640, 768)
SET_THEME = "theme => { document.documentElement.dataset.theme = theme; }"
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LARGEST = "size => { if (size) document.documentElement.dataset.size = size; else delete document.documentElement.dataset.size; }"


@pytest.fixture
def everything(demo: dict[str, str]) -> dict[str, str]:
    """Kind -> path in simplified Chinese: the demonstration's, and one of every other type of page that is live."""
    from urllib.parse import urlsplit

    from wagtail.models import Page

    from publications.publishing import publishing_allowed

    found = dict(demo)
    pages = Page.objects.live().public().filter(locale__language_code="zh-hans", depth__gt=2).order_by("pk")
    for page in pages.specific():
        found.setdefault(type(page).__name__, urlsplit(page.get_url()).path)
    withdrawn = pages.filter(depth__gt=3).last().specific
    found["410"] = urlsplit(withdrawn.get_url()).path
    with publishing_allowed("journey"):
        withdrawn.unpublish()
    return {kind: path for kind, path in found.items() if kind == "410" or path != found["410"]}


@pytest.mark.parametrize("script", PREFIXES)
def test_every_kind_of_page_is_accessible_and_fits(everything: dict[str, str], browser_page: Any, script: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, found, wide = Axe(), [], []
    for kind, path in everything.items():
        browser_page.set_viewport_size({"width": 1280, "height": 900})
        response = browser_page.goto(PREFIXES[script] + path)
        assert response.status == STATUS.get(kind, 200), (kind, path)
        for theme, options in THEMES.items():
            browser_page.evaluate(SET_THEME, theme)
            violations = axe.run(browser_page, options=options).response["violations"]
            found += [(kind, theme, v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in violations]
        browser_page.evaluate(SET_THEME, "light")
        for width, size in (*((width, "") for width in WIDTHS), (320, "xl")):
            browser_page.set_viewport_size({"width": width, "height": 900})
            browser_page.evaluate(LARGEST, size)
            if (overhang := browser_page.evaluate(OVERHANG)) > 0:
                wide.append((kind, width, size, overhang))
    assert found == []
    assert wide == []
    refused = [said for said in browser_page.complaints if "404" not in said and "410" not in said]
    assert refused == []
