"""Nine ways to hear of a document, none of which tells of one that is no longer public, or never was."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client, RequestFactory
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from publications import outbox
from publications.models import IssuingBody
from publications.publishing import publishing_allowed
from search import queries
from search.state import SearchState

pytestmark = pytest.mark.django_db
TITLE, IN_TEXT, BODY = "麒麟工程实施办法", "传书规则", "麒麟督查办公室"


@pytest.fixture
def archive(make_notice: Callable[..., Any], notices: Any, follow_up: Callable[[], None]) -> dict[str, Any]:
    """A column with the document in question, another column with a public one, a group that looks after the other."""
    from news.models import NoticeIndexPage

    columns = [NoticeIndexPage(title=title, slug=slug) for title, slug in (("某栏目", "mou"), ("其他栏目", "qi-ta"))]
    with publishing_allowed("test"):
        for column in columns:
            notices.get_parent().add_child(instance=column)
    page = make_notice(TITLE, IN_TEXT, parent=columns[0], issuing_body=IssuingBody.objects.create(name=BODY), year=2026)
    make_notice("公开的通知", "正文。", parent=columns[1])
    editor = User.objects.create_user("editor")
    group = Group.objects.create(name="其他组")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=columns[1], permission=change)
    editor.groups.add(group)
    follow_up()
    outbox.drain("suggestions")
    return {"page": page, "column": columns[0], "other": columns[1], "editor": editor}


def channels(archive: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(name, all that is told)."""
    public, page = Client(), archive["page"]
    for query in (TITLE, IN_TEXT):
        request = RequestFactory().get("/search/", {"q": query})
        request.user = archive["editor"]
        result = queries.search(SearchState(q=query), request)
        yield "hits", " ".join(found.page.title for found in result.documents)
        yield "counts", TITLE if result.total else ""
        yield "facets", " ".join(str(v.label) for facet in result.facets for v in (*facet.values, *facet.more))
        yield "excerpts", "".join(part.text for found in result.documents for part in found.excerpt)
    for typed in ("麒麟", "qilin", "麒麟督查"):
        yield "suggestions", told(public, "/search/suggest/", q=typed).replace(f'"query": "{typed}"', "")
    for address in ("/feeds/all.atom", f"/feeds/columns/{archive['column'].pk}.atom"):
        yield "feed", told(public, address)
    for address in ("/sitemap-1.xml", "/sitemap-lists.xml", "/sitemap/"):
        yield "sitemap", told(public, address)
    yield "API", told(public, f"/d/{code_of(page)}/") if code_of(page) else ""
    editor = Client()
    editor.force_login(archive["editor"])
    for address in ("/admin/pages/search/", "/admin/choose-page/search/"):
        yield "admin of another group", told(editor, address, q="麒麟").replace('value="麒麟"', "")
    yield "admin of another group", told(editor, "/admin/api/main/pages/", search="麒麟")
    yield "admin of another group", told(editor, f"/admin/choose-page/{archive['column'].pk}/")
    yield "admin of another group", told(editor, f"/admin/pages/{archive['other'].pk}/", q="麒麟", search_all="1")


def told(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked, follow=True)
    return response.getvalue().decode() if response.status_code == 200 else ""


def code_of(page: Any) -> str:
    from publications.models import PermanentId

    return str(PermanentId.objects.filter(translation_key=page.translation_key).values_list("code", flat=True).first())


def telling(archive: dict[str, Any]) -> set[str]:
    """The channels in which the document's title, text, body or address stands."""
    secrets = (TITLE, IN_TEXT, BODY, archive["page"].slug)
    return {name for name, text in channels(archive) if any(secret in text for secret in secrets)}


def unpublished(archive: dict[str, Any]) -> None:
    archive["page"].unpublish()


def private(archive: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=archive["page"], restriction_type="login")


def for_a_group(archive: dict[str, Any]) -> None:
    restriction = PageViewRestriction.objects.create(page=archive["page"], restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="内部"))


def below_a_closed_column(archive: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=archive["column"], restriction_type="password", password="x")


def moved_below_a_closed_column(archive: dict[str, Any]) -> None:
    from news.models import NoticeIndexPage

    closed = NoticeIndexPage(title="内部", slug="nei-bu")
    archive["column"].get_parent().add_child(instance=closed)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    Page.objects.get(pk=archive["page"].pk).move(closed, "last-child")


CHANGES = [unpublished, private, for_a_group, below_a_closed_column, moved_below_a_closed_column]
NINE = {
    *("hits", "counts", "facets", "excerpts", "suggestions"),
    *("feed", "sitemap", "API", "admin of another group"),
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_channel_tells_of_a_document_that_is_not_public(
    archive: dict[str, Any], change: Callable[[dict[str, Any]], None], follow_up: Callable[[], None]
) -> None:
    assert telling(archive) == NINE
    with publishing_allowed("test"):
        change(archive)
    assert telling(archive) == set()
    follow_up()
    outbox.drain("suggestions")
    assert telling(archive) == set()


def test_no_channel_tells_of_a_draft(
    archive: dict[str, Any], make_notice: Callable[..., Any], follow_up: Callable[[], None]
) -> None:
    archive["page"].delete()
    archive["page"] = make_notice(TITLE, IN_TEXT, parent=archive["column"], live=False)
    follow_up()
    outbox.drain("suggestions")
    assert telling(archive) == set()


def test_the_chooser_asks_no_more_for_many_pages(
    archive: dict[str, Any], make_notice: Callable[..., Any], follow_up: Callable[[], None]
) -> None:
    """Two questions a row are left: Wagtail's chooser asks for each page's parent and its language."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(archive["editor"])
    counts = []
    for more in (1, 5):
        for number in range(more):
            make_notice(f"麒麟工程第{more}批第{number}号")
        follow_up()
        with CaptureQueriesContext(connection) as asked:
            assert told(client, "/admin/choose-page/search/", q="麒麟").count("choose-page") >= more
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 2 * 5
