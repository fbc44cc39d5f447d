"""What hangs on a public document is found with it, names its page, and is gone when it is not public any more."""

from collections.abc import Callable
from io import StringIO
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from publications import outbox
from publications.models import OutboxRow
from publications.publishing import publishing_allowed
from search.attachments import formats, reading
from search.attachments.models import AttachmentText, ReadAttachment
from search.backends import text
from search.backends.plan import Plan, Terms
from search.excerpts import Part, marker_for
from search.found import FoundDocument, found_documents

from .files import docx, pdf, xlsx

pytestmark = pytest.mark.django_db
WORD = "名额分配"


@pytest.fixture(autouse=True)
def _files_here(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files lie in a folder of the test's own and are read in this process: test_attachment_formats asks the child."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(reading, "_in_child", formats.read)


@pytest.fixture
def add_file() -> Callable[..., Any]:
    """A file of the library, read as the background does it."""

    def add(data: bytes, name: str = "ming-e.docx", title: str = "附件1", collection: Any = None) -> Any:
        collection = collection or Collection.get_first_root_node()
        file = get_document_model().objects.create(
            title=title, file=ContentFile(data, name=name), collection=collection
        )
        outbox.drain("attachments")
        return file

    return add


@pytest.fixture
def notice_with(make_notice: Callable[..., Any], follow_up: Callable[[], None]) -> Callable[..., Any]:
    def make(*files: Any, title: str = "关于选派学员的通知", **fields: Any) -> Any:
        page = make_notice(title, **fields)
        page.body = [("paragraph", "<p>各校选派学员见附件。</p>"), *(attached(file) for file in files)]
        with publishing_allowed("test"):
            page.save()
        follow_up()
        return page

    return make


def attached(file: Any, title: str = "") -> tuple[str, Any]:
    return "attachment", {"document": file, "title": title}


def having(word: str) -> set[int]:
    """The keys of the pages whose record has the word in its attachments, whoever may see them."""
    from wagtail.models import Page

    from search.indexing import engine_for

    terms = Terms("attachment_tokens", text.query_tokens(word), every=True)
    return {int(key) for key in engine_for(Page).ask(Plan(terms), 0, 100).keys}


def shown(parts: list[Part]) -> str:
    return "".join(f"[{part.text}]" if part.marked else part.text for part in parts)


def found(page: Any, query: str) -> FoundDocument:
    return found_documents([page.pk], marker_for(query))[0]


def test_a_hit_in_a_pdf_names_it_and_leads_to_its_page(add_file: Any, notice_with: Any) -> None:
    file = add_file(pdf("第一页是说明", "第二页是名额分配表"), "ming-e.pdf", "附件1：表格")
    page = notice_with(file)
    assert having(WORD) == {page.pk}
    attachment = found(page, "名額分配").attachment
    assert attachment is not None
    assert (attachment.type, attachment.place) == ("PDF", "第2页")
    assert attachment.address == f"{file.url}#page=2"
    assert shown(attachment.title) == "附件1：表格"
    assert shown(attachment.excerpt) == "第二页是[名额分配]表"


def test_the_search_page_leads_to_the_attachments_page(add_file: Any, notice_with: Any, client: Any) -> None:
    file = add_file(pdf("第一页是说明", "第二页是名额分配表"), "ming-e.pdf", "附件1：表格")
    notice_with(file)
    html = client.get(f"/search/?q={quote(WORD)}").content.decode()
    assert f'href="{file.url}#page=2"' in html
    assert "第2页" in html
    assert "<mark>名额分配</mark>" in html


def test_a_hit_in_a_workbook_names_the_sheet(add_file: Any, notice_with: Any) -> None:
    page = notice_with(add_file(xlsx({"说明": [["略"]], "分配": [["第一小学", "名额分配", 12]]}), "a.xlsx"))
    attachment = found(page, WORD).attachment
    assert attachment is not None
    assert attachment.place == "工作表“分配”"
    assert shown(attachment.excerpt) == "第一小学 ｜ [名额分配] ｜ 12"


def test_what_the_text_says_itself_is_excerpted_there(add_file: Any, notice_with: Any) -> None:
    page = notice_with(add_file(docx("选派学员名册")))
    assert found(page, "选派学员").attachment is None
    assert found_documents([page.pk], marker_for("选派学员"), in_attachments=True)[0].attachment is not None


def test_a_date_is_found_in_an_attachment_in_any_spelling(add_file: Any, notice_with: Any) -> None:
    page = notice_with(add_file(docx("自二〇二六年五月十八日起报名")))
    attachment = found(page, "2026年5月18日").attachment
    assert attachment is not None
    assert "[二〇二六年五月十八日]" in shown(attachment.excerpt)


def test_a_content_is_read_once_however_many_files_have_it(add_file: Any) -> None:
    data = docx(WORD)
    add_file(data)
    read_at = AttachmentText.objects.get().read_at
    add_file(data, "other.docx")
    assert AttachmentText.objects.get().read_at == read_at
    assert ReadAttachment.objects.count() == 2


def test_a_replaced_file_is_found_by_its_new_words_only(
    add_file: Any, notice_with: Any, follow_up: Callable[[], None]
) -> None:
    file = add_file(docx(WORD))
    page = notice_with(file)
    file.file = ContentFile(docx("报名回执"), name="new.docx")
    file.save()
    follow_up()
    assert having(WORD) == set()  # at once, before the new one is read
    outbox.drain("attachments")
    follow_up()
    assert (having(WORD), having("报名回执")) == (set(), {page.pk})
    assert AttachmentText.objects.count() == 1


def test_a_removed_attachment_and_a_deleted_file_vanish(
    add_file: Any, notice_with: Any, follow_up: Callable[[], None]
) -> None:
    first, second = add_file(docx(WORD)), add_file(docx("报名回执"), "b.docx")
    page = notice_with(first, second)
    page.body = [attached(second)]
    with publishing_allowed("test"):
        page.save()
    follow_up()
    assert (having(WORD), having("报名回执")) == (set(), {page.pk})
    second.delete()
    follow_up()
    outbox.drain("attachments")
    assert having("报名回执") == set()
    assert not ReadAttachment.objects.filter(file_name__contains="b").exists()


def test_a_problem_is_told_in_chinese_and_nothing_waits_for_it(add_file: Any, notice_with: Any) -> None:
    page = notice_with(add_file(b"%PDF-1.7 rubbish", "broken.pdf"))
    assert page.live
    assert ReadAttachment.objects.get().problem.startswith("文件已损坏")
    assert not OutboxRow.objects.filter(consumer="attachments").exists()


def test_a_file_that_is_not_there_is_a_problem_of_its_own(add_file: Any) -> None:
    file = add_file(docx(WORD))
    file.file.storage.delete(file.file.name)
    ReadAttachment.objects.all().delete()
    file.save()
    outbox.drain("attachments")
    assert ReadAttachment.objects.get().problem.startswith("服务器上找不到")


def test_saving_a_page_tells_nobody_to_read_files(add_file: Any, notice_with: Any) -> None:
    OutboxRow.objects.all().delete()
    notice_with(add_file(docx(WORD))).save()
    assert not OutboxRow.objects.filter(consumer="attachments").exists()


def test_editors_see_which_attachments_readers_cannot_search(
    add_file: Any, notice_with: Any, admin_client: Any, settings: Any
) -> None:
    add_file(docx(WORD), title="可以检索的附件")
    page = notice_with(add_file(b"%PDF-1.7 rubbish", "broken.pdf", "坏了的附件"))
    listed = admin_client.get("/admin/reports/attachments/").content.decode()
    assert "坏了的附件" in listed
    assert "文件已损坏" in listed
    assert "可以检索的附件" not in listed
    form = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "读者检索不到这些附件里的内容" in form


def test_the_list_of_attachments_is_for_those_who_look_after_files(client: Any) -> None:
    reader = User.objects.create_user("reader", password="x")
    reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(reader)
    assert client.get("/admin/reports/attachments/").status_code in (302, 403)


def test_the_command_reads_what_was_never_read(add_file: Any, notice_with: Any, follow_up: Callable[[], None]) -> None:
    page = notice_with(add_file(docx(WORD)))
    AttachmentText.objects.all().delete()
    OutboxRow.objects.all().delete()
    out, err = StringIO(), StringIO()
    call_command("read_attachments", stdout=out, stderr=err)
    assert out.getvalue().strip() == "读取了1个附件，其中0个读不出文字"
    follow_up()
    assert having(WORD) == {page.pk}
    call_command("read_attachments", stdout=out)
    assert "读取了0个附件" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_who_uploads_does_not_wait_for_the_reading(settings: Any, add_file: Any, index_folder: Any) -> None:
    settings.OUTBOX_BACKGROUND = True
    file = get_document_model().objects.create(title="附件", file=ContentFile(docx(WORD), name="a.docx"))
    assert outbox.wait_for_threads(60)
    assert ReadAttachment.objects.get(document=file).problem == ""
    assert not OutboxRow.objects.exists(), list(OutboxRow.objects.values())


@pytest.mark.django_db(transaction=True)
def test_a_worker_goes_on_beside_the_reading(settings: Any, index_folder: Any) -> None:
    settings.OUTBOX_DRAIN = "worker"
    get_document_model().objects.create(title="附件", file=ContentFile(docx(WORD), name="a.docx"))
    assert outbox.in_background() == ["attachments"]
    outbox.drain_in_background()
    assert outbox.wait_for_threads(60)
    assert ReadAttachment.objects.get().problem == ""


# --- who may know of it -----------------------------------------------------------------------------------------------------


def close_collection(page: Any, file: Any) -> None:
    CollectionViewRestriction.objects.create(collection=file.collection, restriction_type="login")


def close_collection_above(page: Any, file: Any) -> None:
    CollectionViewRestriction.objects.create(collection=file.collection.get_parent(), restriction_type="login")


def move_to_closed_collection(page: Any, file: Any) -> None:
    closed = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    file.collection = closed
    file.save()


def draft_without_it(page: Any, file: Any) -> None:
    """Only a later draft has it: the published text lost it."""
    page.body = []
    with publishing_allowed("test"):
        page.save()
    page.body = [attached(file)]
    page.save_revision()


CHANGES = [close_collection, close_collection_above, move_to_closed_collection, draft_without_it]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_is_not_public_of_a_public_page_is_in_no_record_and_no_excerpt(
    change: Callable[[Any, Any], None],
    add_file: Any,
    notice_with: Any,
    client: Any,
    follow_up: Callable[[], None],
) -> None:
    collection = Collection.get_first_root_node().add_child(name="附件").add_child(name="名额")
    file = add_file(docx("校级名额分配密表"), collection=collection)
    page = notice_with(file)
    assert having("密表") == {page.pk}
    with publishing_allowed("test"):
        change(page, file)
    # What is shown is decided by the database, before the index has followed.
    for document in found_documents([page.pk], marker_for("密表")):
        assert document.attachment is None
    follow_up()
    assert having("密表") == set()
    html = client.get(f"/search/?q={quote('密表')}").content.decode()
    assert "密表</mark>" not in html
    assert file.file.name not in html


def test_a_draft_and_a_page_below_a_closed_section_never_get_in(
    add_file: Any, notice_with: Any, notices: Any, make_notice: Any, follow_up: Callable[[], None]
) -> None:
    file = add_file(docx(WORD))
    notice_with(file, live=False)
    PageViewRestriction.objects.create(page=notices, restriction_type="login")
    notice_with(file)
    assert having(WORD) == set()


def test_questions_to_the_database_do_not_grow_with_what_is_attached(add_file: Any, notice_with: Any) -> None:
    def questions(pages: list[Any]) -> int:
        found_documents([page.pk for page in pages], marker_for(WORD))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            found_documents([page.pk for page in pages], marker_for(WORD))
        return len(caught)

    one = notice_with(add_file(docx(WORD)))
    many = [notice_with(add_file(docx(WORD, str(n)), f"{n}.docx"), add_file(pdf(WORD), f"{n}.pdf")) for n in range(3)]
    assert questions(many) == questions([one])
