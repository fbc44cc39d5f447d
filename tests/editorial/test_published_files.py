"""Attachments and pictures that readers get, or reviewers have before them, change only by who may publish."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Page, Site

from editorial import context, reviews
from home.models import SiteIdentity
from publications.publishing import PublicationRefused, publishing_allowed

pytestmark = pytest.mark.django_db
NEW = b"the file past the reviews"
EDIT = {"document": "wagtaildocs:edit", "image": "wagtailimages:edit"}


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def add_file(people: Any) -> Callable[..., Any]:
    def add(title: str = "申报表", by: str = "drafter") -> Any:
        fields = {"collection": Collection.get_first_root_node(), "uploaded_by_user": people[by]}
        return get_document_model().objects.create(title=title, file=ContentFile(b"old", name="biao.txt"), **fields)

    return add


@pytest.fixture
def picture(people: Any) -> Any:
    return get_image_model().objects.create(
        title="现场", file=get_test_image_file(size=(40, 30)), uploaded_by_user=people["drafter"]
    )


@pytest.fixture
def publish(make_notice: Any) -> Callable[..., Page]:
    """A live notice with these blocks."""

    def live(*body: Any) -> Page:
        with publishing_allowed("测试"):
            make_notice(body=list(body)).get_latest_revision().publish()
        return Page.objects.get(title="关于开展秋季校本研修的通知")

    return live


def attached(file: Any) -> tuple[str, Any]:
    return ("attachment", {"document": file, "title": ""})


def linked(file: Any) -> tuple[str, str]:
    return ("paragraph", f'<p>见<a linktype="document" id="{file.pk}">申报表</a>。</p>')


def change(desk: Any, file: Any, /, **changes: Any) -> Any:
    """Wagtail's form of a file, sent with `changes`."""
    kind = file._meta.model_name
    url = reverse(EDIT[kind], args=(file.pk,))
    return desk.post(url, {"title": file.title, "collection": file.collection_id, "tags": "", **changes})


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("xin-biao.txt", NEW)


def content_of(file: Any) -> bytes:
    file.refresh_from_db()
    with file.file.storage.open(file.file.name) as stored:
        return stored.read()


@pytest.mark.parametrize("block", [attached, linked])
@pytest.mark.parametrize("who", ["drafter", "root"])
def test_the_file_of_an_attachment_on_a_live_page_is_not_replaced_past_the_reviews(
    add_file, publish, sign_in, events, block, who
):
    file = add_file()
    publish(block(file))
    text = change(sign_in(who), file, file=upload()).content.decode()
    assert "把新文件作为新的附件或图片上传" in text
    assert "请终审人员办理" in text
    assert content_of(file) == b"old"
    [refused] = events("document.edit", result="refused")
    assert refused.actor_name == who


def test_who_may_publish_replaces_it_at_its_address_and_the_log_says_so(add_file, publish, sign_in, client, events):
    file = add_file()
    address = file.url
    publish(attached(file))
    assert change(sign_in("final"), file, file=upload()).status_code == 302
    assert content_of(file) == NEW
    assert client.get(client.get(address)["Location"]).status_code == 200
    assert events("document.edit", result="done")[-1].actor_name == "final"


def test_neither_its_name_nor_its_collection_change_by_form_or_many_at_once(add_file, publish, sign_in, said, events):
    file, other = add_file(), add_file("没用过的")
    publish(attached(file))
    elsewhere = Collection.get_first_root_node().add_child(name="内部")
    desk = sign_in("drafter")
    for changed in ({"title": "别的"}, {"collection": elsewhere.pk}):
        assert "请终审人员办理" in change(desk, file, **changed).content.decode()
    several = reverse("wagtaildocs:edit_multiple", args=(file.pk,))
    prefix = f"doc-{file.pk}"
    data = {f"{prefix}-title": "别的", f"{prefix}-collection": file.collection_id, f"{prefix}-tags": ""}
    answer = desk.post(several, data, headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert not answer["success"]
    assert "请终审人员办理" in answer["form"]
    url = reverse("wagtail_bulk_action", args=("wagtaildocs", "document", "add_to_collection"))
    moved = desk.post(f"{url}?id={file.pk}&id={other.pk}", {"collection": elsewhere.pk})
    assert "请终审人员办理" in said(moved)
    assert {f.collection_id for f in get_document_model().objects.all()} == {file.collection_id}
    file.refresh_from_db()
    assert file.title == "申报表"
    sign_in("final").post(f"{url}?id={file.pk}&id={other.pk}", {"collection": elsewhere.pk})
    assert {f.collection_id for f in get_document_model().objects.all()} == {elsewhere.pk}


def test_it_is_not_deleted_by_a_drafter_in_any_view(add_file, publish, sign_in, said, events):
    file = add_file()
    publish(attached(file))
    desk = sign_in("drafter")
    one = desk.post(reverse("wagtaildocs:delete", args=(file.pk,)))
    assert "请终审人员办理" in said(one)
    bulk = reverse("wagtail_bulk_action", args=("wagtaildocs", "document", "delete"))
    assert "请终审人员办理" in said(desk.post(f"{bulk}?id={file.pk}"))
    assert content_of(file) == b"old"
    assert len(events("document.delete", result="refused")) == 2
    assert sign_in("root").post(reverse("wagtaildocs:delete", args=(file.pk,))).status_code == 302
    assert not get_document_model().objects.exists(), "the superuser takes away what is public, as with pages"


def test_the_superuser_closes_it_and_does_not_open_it(add_file, publish, sign_in):
    file = add_file()
    publish(attached(file))
    root = Collection.get_first_root_node()
    closed = root.add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    desk = sign_in("root")
    assert change(desk, file, collection=closed.pk).status_code == 302
    assert "请终审人员办理" in change(desk, file, collection=root.pk).content.decode()
    url = reverse("wagtail_bulk_action", args=("wagtaildocs", "document", "add_to_collection"))
    desk.post(f"{url}?id={file.pk}", {"collection": root.pk})
    file.refresh_from_db()
    assert file.collection == closed


def test_whatever_code_saves_it_for_a_person_is_refused(add_file, publish, people):
    file = add_file()
    publish(attached(file))
    request = RequestFactory().post("/admin/")
    request.user = people["drafter"]
    _opened, token = context.enter(request)
    try:
        file.file = ContentFile(NEW, name="biao.txt")
        with pytest.raises(PublicationRefused, match="终审"):
            file.save()
        file.refresh_from_db()
        file.file_hash = "0" * 40
        file.save(update_fields=["file_hash"])
        with pytest.raises(PublicationRefused, match="终审"), transaction.atomic():
            file.delete()
    finally:
        context.leave(token)
    assert content_of(file) == b"old"


def test_what_is_under_review_keeps_the_files_that_reviewers_have_seen(add_file, make_notice, sign_in, people):
    file = add_file()
    notice = make_notice(body=[("heading", {"text": "一、安排", "level": 2})])
    notice.body = [*notice.body.raw_data, {"type": "attachment", "value": {"document": file.pk, "title": ""}}]
    notice.save_revision(user=people["drafter"])
    reviews.submit(notice, people["drafter"])
    text = change(sign_in("drafter"), file, file=upload()).content.decode()
    assert "请先撤回送审再改" in text
    assert content_of(file) == b"old"
    for step in ("first", "second", "final"):
        sign_in(step).approve(notice)
    assert "正在向公众提供" in change(sign_in("drafter"), file, title="别的").content.decode()


def test_what_no_reader_gets_stays_the_drafter_s_own(add_file, make_notice, sign_in):
    file = add_file()
    make_notice(body=[attached(file)])
    desk = sign_in("drafter")
    assert change(desk, file, file=upload(), title="申报表（新）").status_code == 302
    assert content_of(file) == NEW
    assert desk.post(reverse("wagtaildocs:delete", args=(file.pk,))).status_code == 302
    assert not get_document_model().objects.exists()


def test_a_published_picture_is_not_replaced_renamed_or_cut_otherwise(picture, publish, sign_in, events):
    publish(("image", {"image": picture, "caption": "现场"}))
    before = picture.file.name
    desk = sign_in("drafter")
    other = SimpleUploadedFile("other.png", get_test_image_file(size=(50, 50)).file.getvalue())
    for changed in ({"file": other}, {"title": "别的"}, {"focal_point_x": 5, "focal_point_y": 5}):
        assert "请终审人员办理" in change(desk, picture, **changed).content.decode(), changed
    desk.post(reverse("wagtailimages:delete", args=(picture.pk,)))
    picture.refresh_from_db()
    assert (picture.file.name, picture.title, picture.focal_point_x) == (before, "现场", None)
    assert len(events("image.edit", result="refused")) == 3
    assert change(sign_in("final"), picture, title="开班现场").status_code == 302


def test_a_picture_of_the_site_s_settings_is_not_replaced_by_whoever_uploaded_it(picture, sign_in):
    SiteIdentity.objects.update_or_create(site=Site.objects.get(), defaults={"mark_image": picture})
    assert "由系统管理员在设置中改选" in change(sign_in("drafter"), picture, title="别的").content.decode()
