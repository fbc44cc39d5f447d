"""Permanent addresses as codes, share pictures, links of sections, wide tables, the script that a reader chose."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from wagtail.models import PageViewRestriction

from publications.qr import qr_code
from publications.share_cards import Card, can_draw, draw

from .conftest import heading, paragraphs
from .test_public_pages import in_traditional

needs_a_font = pytest.mark.skipif(not can_draw(), reason="no Chinese font: install fonts-noto-cjk")


def test_the_code_has_its_quiet_zone_and_only_dark_modules_in_its_path() -> None:
    code = qr_code("https://portal.example/d/7K3M2")
    assert code.size == 29 + 8  # version 3 and four modules of white on each side
    places = [tuple(map(int, pair)) for pair in re.findall(r"M(\d+) (\d+)h", code.path)]
    assert min(x for x, _ in places) == min(y for _, y in places) == 4
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", code.path)


def test_every_document_shows_its_permanent_address_as_a_code_for_screen_and_paper(
    client: Any, make_notice: Any
) -> None:
    notice = make_notice()
    page = client.get(notice.url).content.decode()
    address = f"http://testserver/d/{notice.permanent_id}"
    assert f'value="{address}"' in page
    assert page.count(f'd="{qr_code(address).path}"') == 1
    assert '<use href="#qr"/>' in page
    assert "扫码查看现行文本和效力" in page


@needs_a_font
def test_the_share_picture_is_drawn_once_and_changes_with_the_document(
    client: Any, make_notice: Any, settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    notice = make_notice("关于印发《2026年教师培训计划》的通知", document_number="云教发〔2026〕12号")
    address = re.search(r'property="og:image" content="([^"]+)"', client.get(notice.url).content.decode())[1]
    for _ in range(2):
        response = client.get(address)
        content = b"".join(response.streaming_content)
        assert Image.open(io.BytesIO(content)).size == (1200, 630)
        assert "immutable" in response["Cache-Control"]
    assert len(list(tmp_path.glob("share-cards/*.png"))) == 1
    notice.title = "关于印发2027年计划的通知"
    notice.save()
    assert client.get(address).status_code == 302
    PageViewRestriction.objects.create(page=notice, restriction_type="login")
    assert client.get(address).status_code == 404


@needs_a_font
def test_both_scripts_are_drawn_with_glyphs_and_long_titles_stay_inside() -> None:
    for language, title in (("zh-hans", "校本研修" * 40), ("zh-hant-hk", "教師專業發展" * 30)):
        picture = Image.open(io.BytesIO(draw(Card("云岫区教师发展中心", title, "", "", language)))).convert("L")
        assert picture.crop((1130, 150, 1200, 630)).getextrema()[0] > 200, "ink in the margin"
        assert picture.crop((80, 180, 1120, 500)).getextrema()[0] < 60, "no ink where the title belongs"


def test_a_heading_has_a_link_of_its_own(client: Any, make_notice: Any) -> None:
    page = client.get(make_notice(body=[heading("一、", "要求", 1, "s1"), paragraphs("做实。")]).url).content.decode()
    assert '<a class="anchor" href="#s1" aria-label="本节的链接"' in page


def test_the_home_page_opens_in_the_script_that_the_reader_switched_to_and_no_other_page_does(
    client: Any, make_notice: Any
) -> None:
    notice = make_notice()
    in_traditional(notice)
    response = client.get("/")
    assert response.status_code == 200
    assert "Cookie" in response["Vary"]
    client.cookies["script"] = "zh-hant"
    assert client.get("/").headers["Location"] == "/zh-hant/"
    assert client.get(notice.url).status_code == 200
    client.cookies["script"] = "zh-hans"
    assert client.get("/zh-hant/").status_code == 200
    client.cookies["script"] = "//evil.example"
    assert client.get("/").status_code == 200
