"""One page of each kind, in both scripts, light and dark: accessible, never wider than the screen, silent."""

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPTS = {"zh-hans": "", "zh-hant": "/zh-hant"}
# In the dark only colours change, so only they are asked about again.
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# 320 pixels is also what 1280 become at 400 %; 640 what they become at 200 %.
WIDTHS = (320, 640, 768)
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(params=SCRIPTS)
def prefix(request: Any) -> str:
    return SCRIPTS[request.param]


def visited(page: Any, demo: dict[str, str], prefix: str) -> Iterator[str]:
    """Each kind in turn, opened in the page."""
    for kind, path in demo.items():
        response = page.goto(prefix + path)
        assert response.status == (404 if kind == "404" else 200), kind
        yield kind


def test_axe_finds_nothing(demo: dict[str, str], browser_page: Any, prefix: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    for kind in visited(browser_page, demo, prefix):
        for scheme, options in (("light", None), ("dark", ONLY_COLOURS)):
            browser_page.emulate_media(color_scheme=scheme)
            violations = axe.run(browser_page, options=options).response["violations"]
            found += [(kind, scheme, v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in violations]
        browser_page.emulate_media(color_scheme="light")
    assert found == []


def test_nothing_is_wider_than_the_screen(demo: dict[str, str], browser_page: Any, prefix: str) -> None:
    wide = []
    for kind in visited(browser_page, demo, prefix):
        for width in WIDTHS:
            browser_page.set_viewport_size({"width": width, "height": 900})
            if (overhang := browser_page.evaluate(OVERHANG)) > 0:
                wide.append((kind, width, overhang))
        browser_page.set_viewport_size({"width": 320, "height": 900})
        browser_page.evaluate("document.documentElement.dataset.size = 'xl'")
        if (overhang := browser_page.evaluate(OVERHANG)) > 0:
            wide.append((kind, "320 with the largest letters", overhang))
    assert wide == []
    refused = [said for said in browser_page.complaints if "404" not in said]
    assert refused == []
