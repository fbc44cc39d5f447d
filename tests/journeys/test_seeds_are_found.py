"""Five real documents, imported by the command and published by four people, are found as readers look for them."""

import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.html import strip_tags

pytestmark = [pytest.mark.shared, pytest.mark.once]
SEEDS = range(5)
REVIEWERS = ("first", "second", "final")
PHRASE = re.compile(r"[\u4e00-\u9fff]{8,12}")
SEARCHES = ("/search/", "/zh-hant/search/")


@pytest.fixture(scope="module")
def published(
    seed_files: list[Path], make_people: Any, tmp_path_factory: Any, django_db_setup: None, django_db_blocker: Any
) -> Iterator[list[list[Any]]]:
    """For each seed the pages that came of it, all live; taken back at the end."""
    from django.db import transaction
    from django.test import override_settings

    from publications.outbox import drain_all
    from search.backends.backend import forget_engines
    from search.backends.url import backend_settings

    index = {"default": backend_settings(f"tantivy://{tmp_path_factory.mktemp('seeds') / 'index'}")}
    with django_db_blocker.unblock(), override_settings(WAGTAILSEARCH_BACKENDS=index), transaction.atomic():
        forget_engines()
        people = make_people()
        pages = []
        for path in seed_files:
            published = publish_file(path, people)
            drain_all()  # as when one commits: twins and the index follow
            pages.append([page.specific_class.objects.get(pk=page.pk, live=True) for page in published])
        yield pages
        transaction.set_rollback(True)
    forget_engines()


def publish_file(path: Path, people: dict[str, Any]) -> list[Any]:
    """Import one file, complete what stops it, and let three people approve each of its pages."""
    from wagtail.models import Page

    from editorial import reviews
    from proofing.placeholders import PLACEHOLDER
    from publications.models import IssuingBody

    said = StringIO()
    call_command("import_documents", str(path), "--json", stdout=said, stderr=StringIO())
    pages = []
    for draft in json.loads(said.getvalue())["drafts"]:
        page = Page.objects.get(pk=draft["page_id"]).get_latest_revision_as_object()
        if page.issuing_body is None:
            page.issuing_body = IssuingBody.objects.get_or_create(name="云岫区教育局")[0]
        written = json.dumps(page._meta.get_field("body").get_prep_value(page.body), ensure_ascii=False)
        page.body = page._meta.get_field("body").to_python(PLACEHOLDER.sub("某", written))
        page.save_revision(user=people["drafter"])
        reviews.submit(page, people["drafter"])
        for name in REVIEWERS:
            reviews.approve(page, people[name])
        pages.append(page)
    return pages


def text_of(page: Any) -> str:
    """The title and the body's words, a block a line."""
    from wagtail.rich_text import RichText

    lines = [page.title]
    for block in page.body:
        value = block.value
        source = value.source if isinstance(value, RichText) else str(value.get("text", ""))
        lines.append(strip_tags(re.sub(r"</p>", "\n", source)))
    return "\n".join(lines)


def phrases_of(pages: list[Any], others: list[list[Any]]) -> list[str]:
    """Three runs of 8 to 12 Han characters, one from each third of the text, that no other seed holds."""
    from zhtext.folding import fold

    text = "\n".join(text_of(page) for page in pages)
    elsewhere = fold("\n".join(text_of(page) for pages in others for page in pages))
    own = [run for run in PHRASE.findall(text) if fold(run) not in elsewhere]
    assert len(own) >= 3
    return [own[len(own) * part // 6] for part in (1, 3, 5)]


@pytest.fixture
def get(published: Any) -> Callable[..., str]:
    """The search page of an address, which must be a page."""
    client = Client()

    def run(typed: str, address: str = "/search/") -> str:
        response = client.get(f"{address}?q={typed}")
        assert response.status_code == 200
        return response.content.decode()

    return run


def hits(html: str) -> list[str]:
    """The paths of the results on a search page, best first, without the traditional prefix."""
    found = re.findall(r'class="result-title"><a href="([^"]+)"', html)
    return [re.sub(r"^https?://[^/]+|^/zh-hant", "", address) for address in found]


def addresses(pages: list[Any]) -> set[str]:
    return {re.sub(r"^https?://[^/]+|^/zh-hant", "", page.get_url()) for page in pages}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("script", ["hans", "hant"])
def test_a_document_is_found_by_three_phrases_of_its_own(published: Any, get: Any, seed: int, script: Any) -> None:
    from zhtext.scripts import convert

    others = [pages for number, pages in enumerate(published) if number != seed]
    for phrase in phrases_of(published[seed], others):
        typed = convert(phrase, to=script, region="hk")
        for address in SEARCHES:
            for query in (typed, f'"{typed}"'):
                assert set(hits(get(quote(query), address))[:2]) & addresses(published[seed]), (seed, script, address)


@pytest.mark.parametrize(
    "form",
    [
        "{code}〔{year}〕{serial}号",
        "{code}[{year}]{serial}号",
        "{code}〔{year}〕{serial}號",
        "[{year}] {serial}",
        "{code}〔{year}〕{serial}",
        "（{year}）第0{serial}号",
        "{code} {year} {serial}",
        "{code}{year}{serial}号",
        "{code}（{year}）第{serial}号",
    ],
)
def test_a_numbered_notice_is_found_first_by_its_number_however_typed(published: Any, get: Any, form: str) -> None:
    notice = published[1][0]
    assert notice.document_number
    typed = form.format(code=notice.number_agency_code, year=notice.number_year, serial=notice.number_serial)
    for address in SEARCHES:
        assert hits(get(quote(typed), address))[0] in addresses([notice])


def test_a_word_finds_what_the_other_script_writes_with_a_variant(published: Any, get: Any) -> None:
    """计划, 計劃 and 計畫 are one word to whoever looks for it."""
    found = {word: hits(get(quote(word))) for word in ("计划", "計畫", "計劃")}
    assert found["计划"] == found["計畫"] == found["計劃"]
    assert addresses(published[1]) <= set(found["計畫"])


@pytest.mark.parametrize(
    "typed", ["%22", "*", "%00", "%ED%A0%BD", quote("教" * 10_000)], ids=["quote", "star", "NUL", "surrogate", "10000"]
)
@pytest.mark.parametrize("address", SEARCHES)
def test_whatever_is_typed_gives_a_page(get: Any, typed: str, address: str) -> None:
    assert 'id="content"' in get(typed, address)
