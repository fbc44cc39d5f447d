"""从文件导入 in the admin: who may, what it does, what it shows."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Client]:
    """A client signed in as somebody who may enter the admin, with page permissions below the root."""

    def make(*permissions: str, name: str = "lin") -> Client:
        user = User.objects.create_user(name, password="很长的口令2031")
        group = Group.objects.create(name=f"{name}的组")
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        for codename in permissions:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=permission)
        user.groups.add(group)
        signed_in = Client()
        signed_in.force_login(user)
        return signed_in

    return make


def _file(text: str, name: str = "通知.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def test_an_editor_imports_several_files_and_sees_what_became_of_each(
    sign_in: Callable[..., Client], notice_text: str
) -> None:
    editor = sign_in("add_page")
    answer = editor.post(
        reverse("ingest_upload"), {"files": [_file(notice_text), SimpleUploadedFile("坏.docx", b"broken")]}, follow=True
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "澄教发〔2031〕7号",
        "澄教发20317号",
        "网站外壳",
        "版权所有:澄湖区教育局",
        "缺“日”字",
        "文件已损坏",
        "所附计划",
    ):
        assert words in page, words
    notice = Page.objects.get(title="关于印发《2031年澄湖区教研员研修计划》的通知")
    assert reverse("wagtailadmin_pages:edit", args=[notice.pk]) in page
    assert not notice.live
    assert notice.owner.username == "lin"


def test_who_may_not_write_may_not_import(sign_in: Callable[..., Client], notice_text: str) -> None:
    reader = sign_in()
    before = Page.objects.count()
    reader.post(reverse("ingest_upload"), {"files": _file(notice_text)})
    assert Page.objects.count() == before
    assert reader.get(reverse("ingest_upload")).status_code in (302, 403)
    assert reverse("ingest_upload") not in reader.get(reverse("wagtailadmin_home")).content.decode()


def test_a_visitor_is_sent_to_the_login(client: Client) -> None:
    answer = client.get(reverse("ingest_upload"))
    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_an_upload_without_a_token_is_refused(sign_in: Callable[..., Client], notice_text: str) -> None:
    editor = sign_in("add_page")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    before = Page.objects.count()
    assert strict.post(reverse("ingest_upload"), {"files": _file(notice_text)}).status_code == 403
    assert Page.objects.count() == before


def test_others_imports_are_not_shown(sign_in: Callable[..., Client], notice_text: str) -> None:
    answer = sign_in("add_page").post(reverse("ingest_upload"), {"files": _file(notice_text)})
    other = sign_in("add_page", name="wu")
    assert "澄教发" not in other.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("records", ["²", "1-²-x", "9" * 30, "\x00", "-"])
def test_a_result_s_address_that_somebody_changed_is_no_error(sign_in: Callable[..., Client], records: str) -> None:
    assert sign_in("add_page").get(reverse("ingest_result"), {"records": records}).status_code == 200


def test_too_many_files_are_refused_with_the_limit(sign_in: Callable[..., Client]) -> None:
    files = [_file("各校按时报送材料。", f"{n}.txt") for n in range(51)]
    answer = sign_in("add_page").post(reverse("ingest_upload"), {"files": files})
    assert "一次最多导入 50 个文件" in answer.content.decode()


def test_no_file_is_asked_for(sign_in: Callable[..., Client]) -> None:
    assert "请选择要导入的文件" in sign_in("add_page").post(reverse("ingest_upload"), {}).content.decode()


def test_names_and_texts_of_files_cannot_write_markup(sign_in: Callable[..., Client]) -> None:
    text = "关于<script>alert(1)</script>的通知\n各学校：\n请按时报送。\n澄湖区教育局\n2031年5月6日"
    answer = sign_in("add_page").post(reverse("ingest_upload"), {"files": _file(text, "<b>x.txt")}, follow=True)
    assert "<script>alert(1)" not in answer.content.decode()


def test_menu_and_column_offer_the_import(sign_in: Callable[..., Client]) -> None:
    from news.models import NoticeIndexPage

    editor = sign_in("add_page", "change_page")
    assert reverse("ingest_upload") in editor.get(reverse("wagtailadmin_home")).content.decode()
    column = NoticeIndexPage.objects.get()
    listing = editor.get(reverse("wagtailadmin_explore", args=[column.pk])).content.decode()
    assert f"{reverse('ingest_upload')}?under={column.slug}" in listing


def test_a_zip_is_imported_member_by_member(
    sign_in: Callable[..., Client], zipped: Callable[..., bytes], notice_text: str
) -> None:
    data = zipped(
        {
            "a.txt": notice_text.encode(),
            "b.txt": "关于报送材料的公告\n请各校按时报送材料，逾期不再受理。\n澄湖区教育局\n2031年5月6日".encode(),
        }
    )
    answer = sign_in("add_page").post(
        reverse("ingest_upload"), {"files": SimpleUploadedFile("批.zip", data)}, follow=True
    )
    page = answer.content.decode()
    assert "批.zip/a.txt" in page
    assert "批.zip/b.txt" in page
