"""What an article costs its reader: bytes to fetch, and requests before anything is drawn."""

import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from portal.bundle import parts

from .conftest import heading, paragraphs

MOST_BYTES, MOST_BLOCKING = 100 * 1024, 3


def test_an_article_without_pictures_weighs_at_most_100_kb_and_waits_for_three_requests(
    client: Any, make_notice: Any
) -> None:
    text = [
        part for n in range(1, 21) for part in (heading(f"{n}.", f"第{n}节", 1, f"s{n}"), paragraphs("做实。" * 60))
    ]
    response = client.get(make_notice(body=text).url)
    page = response.content.decode()
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"( media="print")?', page)
    scripts = re.findall(r'<script[^>]*src="/static/([^"]+)"([^>]*)>', page)
    icons = re.findall(r'<link rel="icon" href="/static/([^"]+)"', page)
    files = [name for name, _ in [*sheets, *scripts]] + icons
    found = {name: finders.find(name) for name in files}
    assert all(found.values()), found
    assert len(response.content) + sum(Path(path).stat().st_size for path in found.values()) <= MOST_BYTES
    blocking = [name for name, printed in sheets if not printed] + [name for name, how in scripts if "defer" not in how]
    assert 1 + len(blocking) <= MOST_BLOCKING, blocking


def test_the_one_style_sheet_holds_every_part_in_its_order() -> None:
    text = Path(finders.find("portal/site.css")).read_text(encoding="utf-8")
    places = [text.index(part.read_text(encoding="utf-8").strip()) for part in parts()]
    assert places == sorted(places)
