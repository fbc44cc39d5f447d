"""What a reader may not read is in no hit, no count, no facet and no excerpt, at once and after the index has followed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.search.backends import get_search_backend

from publications import outbox
from publications.models import OutboxRow
from publications.publishing import publishing_allowed
from search import queries
from search.attachments import formats, reading
from search.state import SearchState

from .files import docx

pytestmark = pytest.mark.django_db
IN_TEXT, IN_ATTACHMENT = "麒麟传书", "名额密表"


@pytest.fixture(autouse=True)
def _files_here(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(reading, "_in_child", formats.read)


@pytest.fixture
def library(make_notice: Callable[..., Any], notices: Any, follow_up: Callable[[], None]) -> dict[str, Any]:
    """A public notice that says nothing secret, and one that has a secret word in its text and another in its attachment."""
    from news.models import NoticeIndexPage

    section = NoticeIndexPage(title="下级栏目", slug="xia-ji")
    collection = Collection.get_first_root_node().add_child(name="附件")
    with publishing_allowed("test"):
        notices.get_parent().add_child(instance=section)
    file = get_document_model().objects.create(
        title="附件1", file=ContentFile(docx(IN_ATTACHMENT), name="a.docx"), collection=collection
    )
    outbox.drain("attachments")
    make_notice("普通的通知", "正文。")
    page = make_notice("某件通知", IN_TEXT, parent=section, year=2026)
    page.body = [("paragraph", f"<p>{IN_TEXT}</p>"), ("attachment", {"document": file, "title": ""})]
    with publishing_allowed("test"):
        page.save()
    follow_up()
    return {"page": page, "section": section, "file": file, "collection": collection}


def shown(query: str, user: Any = None) -> tuple[list[str], int, int, str]:
    """(titles, total, sum of the counts of the facets, excerpts) of what the search shows."""
    request = RequestFactory().get("/search/", {"q": query})
    request.user = user or User()
    result = queries.search(SearchState(q=query), request)
    counted = sum(value.count for facet in result.facets for value in (*facet.values, *facet.more))
    excerpts = "".join(part.text for found in result.documents for part in found.excerpt)
    excerpts += "".join(part.text for f in result.documents if f.attachment for part in f.attachment.excerpt)
    return [found.page.title for found in result.documents], result.total, counted, excerpts


def unpublished(library: dict[str, Any]) -> None:
    library["page"].unpublish()


def expired(library: dict[str, Any]) -> None:
    library["page"].unpublish(set_expired=True)


def deleted(library: dict[str, Any]) -> None:
    library["page"].delete()


def private(library: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=library["page"], restriction_type="login")


def with_password(library: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=library["page"], restriction_type="password", password="x")


def for_a_group(library: dict[str, Any]) -> None:
    restriction = PageViewRestriction.objects.create(page=library["page"], restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="内部"))


def below_a_private_section(library: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=library["section"], restriction_type="login")


def moved_below_a_private_section(library: dict[str, Any]) -> None:
    from news.models import NoticeIndexPage

    closed = NoticeIndexPage(title="内部", slug="nei-bu")
    library["section"].get_parent().add_child(instance=closed)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    Page.objects.get(pk=library["page"].pk).move(closed, "last-child")


CHANGES = [
    *(unpublished, expired, deleted, private, with_password, for_a_group),
    *(below_a_private_section, moved_below_a_private_section),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_page_that_is_not_public_is_nowhere(
    library: dict[str, Any], change: Callable[[dict[str, Any]], None], follow_up: Callable[[], None]
) -> None:
    for query in (IN_TEXT, IN_ATTACHMENT):
        assert shown(query)[:2] == (["某件通知"], 1)
    with publishing_allowed("test"):
        change(library)
    editor = User.objects.create_superuser("editor")
    # At once: the index has not followed yet.
    for followed in (False, True):
        if followed:
            follow_up()
        for query in (IN_TEXT, IN_ATTACHMENT, "某件通知"):
            for reader in (None, editor):
                titles, total, counted, excerpts = shown(query, reader)
                assert "某件通知" not in titles
                assert (total, counted) == (len(titles), counted if titles else 0)
                assert IN_TEXT not in excerpts
                assert IN_ATTACHMENT not in excerpts


def test_an_attachment_of_a_private_collection_is_nowhere_while_its_page_is_found(
    library: dict[str, Any], follow_up: Callable[[], None]
) -> None:
    phrase = f"“{IN_ATTACHMENT}”"
    for query in (IN_ATTACHMENT, phrase):
        assert shown(query)[1] == 1
    CollectionViewRestriction.objects.create(collection=library["collection"], restriction_type="login")
    # At once: the index has not followed yet.
    for followed in (False, True):
        if followed:
            follow_up()
        for query in (IN_ATTACHMENT, phrase):
            assert shown(query) == ([], 0, 0, "")
        assert queries.search(SearchState(q=IN_ATTACHMENT, scope="attachments")).total == 0
        for query in (IN_TEXT, f"“{IN_TEXT}”", "某件通知"):
            assert shown(query)[:2] == (["某件通知"], 1)


def test_a_file_that_waits_for_the_index_takes_nothing_from_the_page_of_its_number(
    library: dict[str, Any], follow_up: Callable[[], None]
) -> None:
    follow_up()
    page = Page.objects.get(title="某件通知", locale__language_code="zh-hans")
    label = get_document_model()._meta.label_lower
    OutboxRow.objects.create(consumer="search", action="saved", model=label, object_id=str(page.pk))
    assert shown(IN_ATTACHMENT)[1] == 1
    OutboxRow.objects.create(consumer="search", action="saved", model="wagtailcore.page", object_id=str(page.pk))
    assert shown(IN_ATTACHMENT)[1] == 0


def test_files_that_editors_move_many_at_once_to_a_private_collection_are_nowhere(
    library: dict[str, Any], admin_client: Any, follow_up: Callable[[], None]
) -> None:
    closed = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    follow_up()
    address = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "add_to_collection"])
    admin_client.post(f"{address}?id={library['file'].pk}", {"collection": closed.pk})
    library["file"].refresh_from_db()
    assert library["file"].collection == closed
    for followed in (False, True):
        if followed:
            follow_up()
        assert shown(IN_ATTACHMENT)[:2] == ([], 0)
        assert shown(IN_TEXT)[:2] == (["某件通知"], 1)
    moved = get_search_backend().search("附件1", get_document_model().objects.filter(collection=closed))
    assert [file.pk for file in moved] == [library["file"].pk]


def test_a_later_draft_says_nothing(library: dict[str, Any], follow_up: Callable[[], None]) -> None:
    page = library["page"]
    page.body = [("paragraph", "<p>凤凰涅槃</p>")]
    page.save_revision()
    follow_up()
    assert shown("凤凰涅槃")[:2] == ([], 0)
    assert shown(IN_TEXT)[1] == 1
