"""Whatever is typed into the search: a page of a decent size, quoted once, nothing of it run."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "*",
        "%00",
        "%ED%A0%BD",
        "%FF",
        quote("教" * 10_000),
        "a" * 10_000,
        quote('"' * 500),
        quote("<script>"),
        "%E2%80%AE",
    ],
)
def test_whatever_is_typed_gives_a_page(get: Callable[..., str], make_notice: Callable[..., Any], typed: str) -> None:
    make_notice("研修通知")
    html = get("q=" + typed)
    assert "<script>alert" not in html
    assert "<script></" not in html
    if len(typed) > 9_000:
        assert "只检索了前200个字" in html


def test_a_long_query_makes_no_long_page(client: Any, make_notice: Callable[..., Any], follow_up: Any) -> None:
    for number in range(12):
        make_notice(f"研修通知{number}", audience=f"教师{number}", year=2000 + number)
    follow_up()
    typed = "q=" + quote("研" * 5_000)
    main = client.get(f"/search/?{typed}").content.decode().split("<main")[1].split("</main>")[0]
    assert "只检索了前200个字" in main
    assert len(main) < 150_000
    # A form's address is made shorter, but never by an answer that no server passes on.
    assert len(client.get(f"/search/?{typed}&written_from=")["Location"]) < 2_000
    chosen = "&".join(f"audience={quote('教' * 78 + str(number))}" for number in range(10, 30))
    assert client.get(f"/search/?{typed}&{chosen}&written_from=").status_code == 200


def test_what_was_quoted_is_not_quoted_twice(get: Callable[..., str], make_notice: Callable[..., Any]) -> None:
    make_notice("名师工作坊建设通知")
    headings = {
        '"工作坊"': "“工作坊”的检索结果",
        "「工作坊」": "“工作坊”的检索结果",
        '"工作坊" 建设': "“‘工作坊’ 建设”的检索结果",
        "“工作坊”“建设”": "“‘工作坊’‘建设’”的检索结果",
        '工作"坊': "“工作&quot;坊”的检索结果",
    }
    for typed, heading in headings.items():
        assert f"<h1>{heading}</h1>" in get("q=" + quote(typed)), typed
    assert "<h1>「『工作坊』 建設」的檢索結果</h1>" in get("q=" + quote('"工作坊" 建設'), "/zh-hant/search/")


def test_text_of_documents_is_escaped(get: Callable[..., str], make_notice: Callable[..., Any]) -> None:
    make_notice("研修 <b>通知</b> & <script>x</script>", summary="研修<img src=x>")
    html = get("q=" + quote("研修"))
    assert "<script>x" not in html
    assert "<img src=x>" not in html
    assert "&lt;b&gt;" in html
