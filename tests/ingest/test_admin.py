"""从文件导入 in the admin: who may, what it does, what it shows."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from .people import notice, sign_in, text_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


def test_an_editor_imports_several_files_and_sees_what_became_of_each(notice_text: str) -> None:
    editor = sign_in("add_page")
    answer = editor.post(
        reverse("ingest_upload"),
        {"files": [text_file(notice_text), text_file(notice_text, "又一份.txt"), SimpleUploadedFile("坏.docx", b"x")]},
        follow=True,
    )
    page = answer.content.decode()
    for words in (
        "待确认",
        "重复",
        "内容完全相同的文件“通知.txt”已在",
        "失败",
        "文件已损坏",
        "请用生成它的软件重新打开并另存",
        "开始核对",
    ):
        assert words in page, words
    made = Page.objects.get(title="关于印发《2031年澄湖区教研员研修计划》的通知")
    assert not made.live
    assert made.owner.username == "lin"


def test_one_file_goes_straight_to_its_fields_and_removals(notice_text: str) -> None:
    answer = sign_in("add_page").post(reverse("ingest_upload"), {"files": text_file(notice_text)}, follow=True)
    page = answer.content.decode()
    for words in (
        "找到的字段和依据", "澄教发〔2031〕7号", "澄教发20317号", "2031年3月5日", "网站外壳", "版权所有:澄湖区教育局", "缺“日”字",
        "所附计划的标题", "原文与清理后对照", "确认，去编辑",
    ):  # fmt: skip
        assert words in page, words
    assert 'value="2031-03-05"' not in page
    assert "site_chrome" not in page.replace("r-site_chrome", "").replace("|site_chrome", "")


def test_who_may_not_write_may_not_import(notice_text: str) -> None:
    reader = sign_in()
    before = Page.objects.count()
    reader.post(reverse("ingest_upload"), {"files": text_file(notice_text)})
    assert Page.objects.count() == before
    for name in ("ingest_upload", "ingest_batches", "ingest_files"):
        assert reader.get(reverse(name)).status_code in (302, 403)
    assert reverse("ingest_upload") not in reader.get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_write_in_one_column_only_imports_only_there(notice_text: str) -> None:
    from plans.models import PlanIndexPage

    editor = sign_in("add_page", below=PlanIndexPage.objects.filter(locale__language_code="zh-hans").first())
    page = editor.post(reverse("ingest_upload"), {"files": text_file(notice_text)}, follow=True).content.decode()
    assert "您没有在栏目“通知公告”新建稿件的权限" in page
    assert not Page.objects.filter(title__startswith="关于印发《2031年").exists()


def test_a_visitor_is_sent_to_the_login(client: Client) -> None:
    for name, args in (("ingest_upload", []), ("ingest_batch", [1]), ("ingest_file", [1]), ("ingest_undo", [1])):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 302
        assert "login" in answer.headers["Location"]


def test_posts_without_a_token_are_refused(notice_text: str) -> None:
    editor = sign_in("add_page")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    before = Page.objects.count()
    assert strict.post(reverse("ingest_upload"), {"files": text_file(notice_text)}).status_code == 403
    for name in ("ingest_start", "ingest_undo", "ingest_add", "ingest_claim", "ingest_attachments"):
        assert strict.post(reverse(name, args=[] if name == "ingest_start" else [1])).status_code == 403
    assert Page.objects.count() == before


def test_others_imports_are_not_shown() -> None:
    lin = sign_in("add_page")
    address = lin.post(reverse("ingest_upload"), {"files": text_file(notice())}).headers["Location"]
    wu = sign_in("add_page", name="wu")
    assert wu.get(address).status_code == 404
    assert "通知.txt" not in wu.get(reverse("ingest_files")).content.decode()


def test_too_many_files_are_refused_with_the_limit() -> None:
    files = [text_file("各校按时报送材料。", f"{n}.txt") for n in range(501)]
    answer = sign_in("add_page").post(reverse("ingest_upload"), {"files": files})
    assert "一次最多导入 500 个文件" in answer.content.decode()


def test_no_file_is_asked_for() -> None:
    assert "请选择要导入的文件" in sign_in("add_page").post(reverse("ingest_upload"), {}).content.decode()


def test_names_and_texts_of_files_cannot_write_markup() -> None:
    text = "关于<script>alert(1)</script>的通知\n各学校：\n请按时\u200b报送<img src=x onerror=alert(1)>。\n澄湖区教育局\n2031年5月6日"
    editor = sign_in("add_page")
    page = editor.post(reverse("ingest_upload"), {"files": text_file(text, "<b>x.txt")}, follow=True).content.decode()
    assert "&lt;img src=x" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "<b>x.txt" not in page


def test_columns_are_offered_once_in_the_language_of_originals() -> None:
    from news.models import NoticeIndexPage

    column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
    hant = Locale.objects.get_or_create(language_code="zh-hant")[0]
    twin = column.get_translation_or_none(hant) or column.copy_for_translation(hant, copy_parents=True)
    Page.objects.filter(pk=twin.pk).update(live=True, title="通知公告（繁）")
    page = sign_in("add_page").get(reverse("ingest_upload")).content.decode()
    assert f'<option value="{column.pk}">' in page
    assert f'<option value="{twin.pk}">' not in page
    assert f'<optgroup label="{column._meta.verbose_name}">' in page


def test_menu_and_column_offer_the_import() -> None:
    from news.models import NoticeIndexPage

    editor = sign_in("add_page", "change_page")
    assert reverse("ingest_upload") in editor.get(reverse("wagtailadmin_home")).content.decode()
    column = NoticeIndexPage.objects.get()
    listing = editor.get(reverse("wagtailadmin_explore", args=[column.pk])).content.decode()
    assert f"{reverse('ingest_upload')}?under={column.pk}" in listing
    form = editor.get(reverse("ingest_upload"), {"under": column.pk}).content.decode()
    assert f'<option value="{column.pk}" selected>' in form


def test_a_script_sends_the_files_one_by_one(notice_text: str) -> None:
    editor = sign_in("add_page")
    begun = editor.post(reverse("ingest_start"), {"under": ""}).json()
    told = editor.post(begun["add"], {"file": text_file(notice_text)}).json()["files"]
    assert [(file["name"], file["label"]) for file in told] == [("通知.txt", "待确认")]
    broken = editor.post(begun["add"], {"file": SimpleUploadedFile("坏.docx", b"broken")}).json()["files"][0]
    assert (broken["state"], broken["label"]) == ("failed", "失败")
    assert editor.post(begun["add"], {}).json() == {"error": "请选择要导入的文件"}
    done = editor.post(begun["finish"], headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert "通知.txt" in editor.get(done["next"]).content.decode()
    assert editor.post(begun["add"], {"file": text_file(notice())}).status_code in (302, 403)


def test_a_batch_that_somebody_left_half_way_can_be_finished() -> None:
    editor = sign_in("add_page")
    begun = editor.post(reverse("ingest_start"), {}).json()
    editor.post(begun["add"], {"file": text_file(notice())})
    address = begun["finish"].replace("finish/", "")
    assert "没有传完" in editor.get(address).content.decode()
    assert "没有传完" not in editor.post(begun["finish"], follow=True).content.decode()
