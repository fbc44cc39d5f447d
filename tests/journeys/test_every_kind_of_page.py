"""One page of each kind, in both scripts, in one of them also dark and with more contrast: accessible, never wider than the screen, silent.

The kinds are found by walking: every type of page that has a live instance, and every address that is no page. Each is
opened once in each script; themes and widths change in place, as the display settings would change them.
"""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PREFIXES = {"zh-hans": "", "zh-hant": "/zh-hant"}
STATUS = {"404": 404, "410": 410}
# Themes change colours alone, so only those are asked about again; what passes is not described, which costs most.
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
ONLY_COLOURS = {**EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
THEMES = {"light": EVERYTHING, "dark": ONLY_COLOURS, "contrast": ONLY_COLOURS}
# The other script is other words in the same colours.
THEMES_OF = {"zh-hans": THEMES, "zh-hant": {"light": EVERYTHING}}
# 320 pixels is also what 1280 become at 400 %; 640 what they become at 200 %.
WIDTHS = (320, 640, 768)
ASK_IN_EACH_THEME = """async themes => {
    const found = [];
    for (const [theme, options] of Object.entries(themes)) {
        document.documentElement.dataset.theme = theme;
        for (const violation of (await axe.run(document, options)).violations)
            found.push([theme, violation.id, violation.nodes.slice(0, 3).map(node => node.html.slice(0, 120))]);
    }
    document.documentElement.dataset.theme = "light";
    return found;
}"""
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
    from axe_playwright_python.base import AXE_SCRIPT

    found, wide = [], []
    for kind, path in everything.items():
        browser_page.set_viewport_size({"width": 1280, "height": 900})
        response = browser_page.goto(PREFIXES[script] + path)
        assert response.status == STATUS.get(kind, 200), (kind, path)
        browser_page.evaluate(AXE_SCRIPT)
        found += [(kind, *violation) for violation in browser_page.evaluate(ASK_IN_EACH_THEME, THEMES_OF[script])]
        for width, size in (*((width, "") for width in WIDTHS), (320, "xl")):
            browser_page.set_viewport_size({"width": width, "height": 900})
            browser_page.evaluate(LARGEST, size)
            if (overhang := browser_page.evaluate(OVERHANG)) > 0:
                wide.append((kind, width, size, overhang))
    assert found == []
    assert wide == []
    refused = [said for said in browser_page.complaints if "404" not in said and "410" not in said]
    assert refused == []
