"""Commentaries and what they interpret lead to each other."""

from typing import Any

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from news.models import CommentaryPage, NoticePage
from publications.choices import RelationKind
from publications.models import Relation


def test_a_commentary_shows_at_its_head_what_it_interprets_and_the_notice_shows_its_commentary(
    add: Any, html: Any
) -> None:
    notice = add(NoticePage, "学时管理办法", document_number="云教发〔2026〕12号")
    commentary = add(
        CommentaryPage, "一问一答：学时怎么算", commentary_form="questions", body=[("paragraph", "<p>正文</p>")]
    )
    Relation.relate(commentary, notice, RelationKind.INTERPRETS)
    page = html(commentary.url).split("<main")[1]
    assert page.index(notice.url) < page.index("正文")
    assert "云教发〔2026〕12号" in page
    assert "一问一答" in page
    head = html(notice.url).split("<aside")[0]
    assert commentary.url in head


def test_a_commentary_that_is_not_public_does_not_show_in_its_notice(add: Any, html: Any) -> None:
    notice = add(NoticePage, "学时管理办法")
    draft = add(CommentaryPage, "还没审完的解读", live=False)
    Relation.relate(draft, notice, RelationKind.INTERPRETS)
    assert "还没审完的解读" not in html(notice.url)


def test_a_commentary_on_a_document_from_elsewhere_names_it(add: Any, html: Any) -> None:
    commentary = add(CommentaryPage, "解读上级文件")
    Relation.objects.create(
        from_key=commentary.translation_key,
        to_title="教师培训条例",
        to_number="国发〔2020〕3号",
        kind=RelationKind.INTERPRETS,
    )
    page = html(commentary.url)
    assert "教师培训条例" in page.split("<aside")[0]
    assert "国发〔2020〕3号" in page


def test_the_form_links_the_commentary_to_what_it_interprets_and_says_where_that_is_missing(
    add: Any, admin_client: Any
) -> None:
    notice = add(NoticePage, "学时管理办法")
    draft = add(CommentaryPage, "一问一答：学时怎么算", live=False)
    address = reverse("wagtailadmin_pages:edit", args=(draft.pk,))
    assert "还没有指明解读的是哪份文件" in admin_client.get(address).content.decode()
    data = nested_form_data({"title": draft.title, "commentary_form": "text", "body": streamfield([])})
    data |= {"slug": draft.slug, "validity": "in_force", "disclosure": "open", "comments-TOTAL_FORMS": "0"}
    data |= {"comments-INITIAL_FORMS": "0"}
    response = admin_client.post(address, {**data, "interpreted_document": str(notice.pk)})
    assert response.status_code == 302, response.context["form"].errors
    assert "还没有指明解读的是哪份文件" not in admin_client.get(address).content.decode()
    [relation] = Relation.objects.filter(from_key=draft.translation_key)
    assert (relation.to_key, relation.kind) == (notice.translation_key, "interprets")
    admin_client.post(address, {**data, "interpreted_document": ""})
    assert not Relation.objects.filter(from_key=draft.translation_key).exists()


def test_a_public_commentary_s_links_are_not_changed_by_a_draft(add: Any, admin_client: Any) -> None:
    notice, commentary = add(NoticePage, "学时管理办法"), add(CommentaryPage, "一问一答")
    Relation.relate(commentary, notice, RelationKind.INTERPRETS)
    form_class = CommentaryPage.get_edit_handler().get_form_class()
    form = form_class(instance=commentary, parent_page=commentary.get_parent())
    assert form.fields["interpreted_document"].disabled
    assert form.fields["interpreted_document"].initial.pk == notice.pk
