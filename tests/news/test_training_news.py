"""Training news: the picture on top, place and date of the event."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from news.models import TrainingNewsPage
from publications.templatetags.chinese import written


@pytest.fixture
def picture(db: None, tmp_path: Any, settings: Any) -> Any:
    """Makes pictures of the library."""
    from wagtail.images import get_image_model

    settings.MEDIA_ROOT = tmp_path

    def make(title: str) -> Any:
        data = io.BytesIO()
        Drawing.new("RGB", (600, 400), "#0f4a6e").save(data, "PNG")
        return get_image_model().objects.create(title=title, file=ImageFile(data, name=f"{title}.png"))

    return make


def image_block(image: Any, caption: str) -> tuple[str, dict[str, Any]]:
    return "image", {"image": image, "caption": caption, "credit": "陈明"}


def test_the_first_picture_of_the_text_stands_on_top_and_only_there(add: Any, html: Any, picture: Any) -> None:
    body = [
        ("paragraph", "<p>五月二十日开班。</p>"),
        image_block(picture("开班"), "开班现场"),
        image_block(picture("研讨"), "分组研讨"),
    ]
    news = add(TrainingNewsPage, "骨干教师研修班开班", body=body, held_on=date(2026, 5, 20), place="报告厅")
    page = html(news.url).split("<main")[1]
    assert page.index("开班现场") < page.index("五月二十日开班") < page.index("分组研讨")
    assert page.count("开班现场") == 1
    assert written(date(2026, 5, 20)) in page
    assert "报告厅" in page


def test_a_cover_stands_on_top_and_leaves_the_text_as_it_is(add: Any, html: Any, picture: Any) -> None:
    body = [("paragraph", "<p>正文。</p>"), image_block(picture("研讨"), "分组研讨")]
    cover = picture("题图")
    news = add(TrainingNewsPage, "骨干教师研修班开班", body=body, cover=cover, cover_caption="全体合影")
    page = html(news.url).split("<main")[1]
    assert page.index("全体合影") < page.index("正文。") < page.index("分组研讨")
    assert TrainingNewsPage.objects.get().lead_image == cover


def test_news_without_a_picture_is_read_all_the_same(add: Any, html: Any) -> None:
    news = add(TrainingNewsPage, "骨干教师研修班开班", body=[("paragraph", "<p>正文。</p>")])
    assert "lead-picture" not in html(news.url)


def test_an_attachment_that_not_everybody_may_have_is_not_named(
    add: Any, html: Any, tmp_path: Any, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    closed = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    files = [
        Document.objects.create(title=title, file=ContentFile(b"x", name="x.txt"), **place)
        for title, place in (("学员名册", {"collection": closed}), ("日程表", {}))
    ]
    body = [("attachment", {"document": file, "title": ""}) for file in files]
    page = html(add(TrainingNewsPage, "开班", body=body).url)
    assert "日程表" in page
    assert "学员名册" not in page


def test_the_column_shows_pictures_in_a_number_of_queries_that_does_not_grow(
    add: Any, html: Any, picture: Any, queries_for: Any
) -> None:
    def more(count: int) -> str:
        for number in range(count):
            body = [image_block(picture(f"图{number}"), "")]
            column = add(TrainingNewsPage, f"动态{number}", body=body, published_on=date(2026, 5, 1)).get_parent()
        return column.url

    few = queries_for(more(3))
    address = more(4)
    html(address)
    assert queries_for(address) <= few


def test_the_home_page_shows_the_newest_picture_among_the_news_that_it_lists(
    add: Any, html: Any, picture: Any, queries_for: Any
) -> None:
    add(TrainingNewsPage, "没有图片的动态", published_on=date(2026, 5, 3))
    assert "front-picture" not in html("/")
    old = add(TrainingNewsPage, "较早的动态", published_on=date(2026, 5, 1), cover=picture("旧图"))
    few = queries_for("/")
    new = add(TrainingNewsPage, "较新的动态", published_on=date(2026, 5, 2), cover=picture("新图"))
    assert f'class="front-picture" href="{new.url}"' in html("/")
    assert f'class="front-picture" href="{old.url}"' not in html("/")
    assert queries_for("/") <= few


@pytest.mark.django_db
def test_an_event_cannot_end_before_it_began() -> None:
    news = TrainingNewsPage(title="开班", slug="x", held_on=date(2026, 5, 20), held_until=date(2026, 5, 19))
    with pytest.raises(ValidationError) as refused:
        news.clean()
    assert "held_until" in refused.value.message_dict
