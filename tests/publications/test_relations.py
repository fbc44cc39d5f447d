"""Relations are seen from both ends, and only where the other end may be read."""

from collections.abc import Callable
from typing import Any

import pytest

from publications.choices import RelationKind
from publications.models import OfficialDocumentPage, Relation

pytestmark = pytest.mark.django_db


def labels(page: Any) -> list[tuple[str, str]]:
    return [
        (related.label, related.title) for related in OfficialDocumentPage.objects.get(pk=page.pk).related_documents
    ]


def test_a_relation_has_a_name_from_either_end(make_notice: Callable[..., Any]) -> None:
    new, old = make_notice("新办法"), make_notice("旧办法")
    Relation.relate(new, old, RelationKind.REPEALS)
    assert (labels(new), labels(old)) == ([("废止", "旧办法")], [("被废止", "新办法")])


def test_a_draft_or_private_document_is_not_named(make_notice: Callable[..., Any]) -> None:
    from wagtail.models import PageViewRestriction

    notice, draft, private = make_notice("通知"), make_notice("草稿", live=False), make_notice("内部")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for other in (draft, private):
        Relation.relate(notice, other, RelationKind.CITES)
    assert labels(notice) == []


def test_a_document_that_is_not_here_stands_with_its_title_and_number(make_notice: Callable[..., Any]) -> None:
    notice = make_notice()
    Relation.objects.create(
        from_key=notice.translation_key,
        to_title="上级文件",
        to_number="省教师〔2021〕3号",
        kind=RelationKind.IMPLEMENTS,
    )
    (related,) = notice.related_documents
    assert (related.title, related.document_number, related.page) == ("上级文件", "省教师〔2021〕3号", None)


def test_many_relations_cost_no_more_queries(make_notice: Callable[..., Any], django_assert_num_queries: Any) -> None:
    notice = make_notice()
    for number in range(8):
        Relation.relate(notice, make_notice(f"文件{number}"), RelationKind.CITES)
    fresh = OfficialDocumentPage.objects.get(pk=notice.pk)
    with django_assert_num_queries(2):
        assert len(fresh.related_documents) == 8


def test_stating_a_relation_twice_or_with_a_section_is_refused_in_words(
    make_notice: Callable[..., Any], admin_client: Any
) -> None:
    from django.urls import reverse

    notice, other = make_notice("通知"), make_notice("办法")

    def state(**fields: Any) -> Any:
        form = {"kind": "cites", "to_title": "", "to_number": "", "anchor": "", "order": "0"}
        return admin_client.post(reverse(Relation.snippet_viewset.get_url_name("add")), {**form, **fields})

    assert state(from_document=notice.pk, to_document=other.pk).status_code == 302
    again = state(from_document=notice.pk, to_document=other.pk)
    assert "这两份文件之间已有同样的关系" in again.content.decode()
    assert state(from_document=notice.pk, to_document=notice.get_parent().pk).status_code == 200
    assert Relation.objects.count() == 1
