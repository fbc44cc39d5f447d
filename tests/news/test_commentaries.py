"""Commentaries and what they interpret lead to each other."""

from typing import Any

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
