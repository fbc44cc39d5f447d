"""/search/suggest/: what is suggested of documents that everybody may read now, and of no other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from publications import outbox
from publications.models import IssuingBody, Topic
from publications.publishing import publishing_allowed
from search.suggestions import keeping
from search.suggestions.models import Phrase, PhraseKey, PhrasePage, PhraseUse

pytestmark = pytest.mark.django_db
PREFIX = {"hans": "", "hant": "/zh-hant"}
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ask(client: Any) -> Ask:
    """The suggestions for what was typed, after following up what happened unless told otherwise."""

    def run(typed: str, script: str = "hans", *, followed: bool = True) -> list[dict[str, Any]]:
        if followed:
            outbox.drain(keeping.CONSUMER)
        response = client.get(f"{PREFIX[script]}/search/suggest/", {"q": typed})
        assert response.status_code == 200
        found: list[dict[str, Any]] = response.json()["suggestions"]
        return found

    return run


def texts(found: list[dict[str, Any]]) -> list[str]:
    return [suggestion["text"] for suggestion in found]


@pytest.fixture
def archive(make_notice: Callable[..., Any]) -> Any:
    body = IssuingBody.objects.create(name="云岫区教育局", short_name="区教育局")
    body.former_names.create(name="云岫区文教局")
    body.save()
    page = make_notice(
        "关于教师培训规划的通知", issuing_body=body, document_number="云教发〔2025〕3号", index_number="MB01/2025-00007"
    )
    page.topics.add(Topic.objects.create(name="校本研修课题"))
    page.save()
    make_notice("教师培训学时管理办法", document_number="云教发〔2025〕30号")
    return page


FOUND = [
    ("教师培", "教师培训"),
    ("教師培", "教师培训"),
    ("jiaoshi pei", "教师培训"),
    ("jspx", "教师培训"),
    ("js培训", "教师培训"),
    ("教师pei", "教师培训"),
    ("jiaospx", "教师培训"),
    ("规划", "关于教师培训规划的通知"),
    ("培训", "教师培训学时管理办法"),
    ("云教发[2025", "云教发〔2025〕3号"),
    ("教发2025 3", "云教发〔2025〕3号"),
    ("2025 3号", "云教发〔2025〕3号"),
    ("二〇二五", None),
    ("mb01", "MB01/2025-00007"),
    ("2025-00007", "MB01/2025-00007"),
    ("教育局", "云岫区教育局"),
    ("区教育局", "云岫区教育局"),
    ("文教局", None),
    ("云岫区文教", "云岫区教育局"),
    ("jiaoyuju", "云岫区教育局"),
    ("xbyx", "校本研修课题"),
]


def test_it_is_found_however_it_is_typed(archive: Any, ask: Ask) -> None:
    answers = [(typed, expected, texts(ask(typed))) for typed, expected in FOUND]
    missed = [answer for answer in answers if not (answer[1] in answer[2] if answer[1] else answer[2] == [])]
    assert missed == []


def test_a_number_that_is_typed_whole_comes_first(archive: Any, ask: Ask) -> None:
    assert texts(ask("云教发〔2025〕3号"))[:2] == ["云教发〔2025〕3号", "云教发〔2025〕30号"]


def test_what_was_typed_is_marked_by_offsets(archive: Any, ask: Ask) -> None:
    for typed, marked in (
        ("培训", "培训"),
        ("jspx", "教师培训"),
        ("教师pei", "教师培"),
        ("云教发[2025", "云教发〔2025"),
    ):
        for suggestion in ask(typed)[:3]:
            assert [suggestion["text"][start:end] for start, end in suggestion["marks"]] == [marked]


def test_suggestions_are_in_the_readers_script(archive: Any, ask: Ask) -> None:
    assert "教師培訓" in texts(ask("jspx", "hant"))
    assert "關於教師培訓規劃的通知" in texts(ask("规划", "hant"))
    assert "雲岫區教育局" in texts(ask("yunxiu", "hant"))
    assert texts(ask("云教发", "hant"))[0].startswith("云教发")


def test_there_are_at_most_eight_without_repetition(make_notice: Callable[..., Any], ask: Ask) -> None:
    for number in range(12):
        make_notice(f"教师第{number}期研修的通知")
    found = ask("教师")
    assert len(found) <= 8
    assert len(set(texts(found))) == len(found) >= 5


def test_the_commoner_word_comes_first(make_notice: Callable[..., Any], ask: Ask) -> None:
    for number in range(3):
        make_notice(f"关于教材审定的第{number}号通知")
    make_notice("关于教具清查的通知")
    words = [suggestion["text"] for suggestion in ask("教") if suggestion["kind"] == "word"]
    assert words.index("教材") < words.index("教具")


HOSTILE = ["", " ", "%", "'", '"', "\\", "_", "\x00", "\ud800", "😀", "a" * 5000, "教" * 5000, "(((", "😀教师"]


def test_whatever_is_typed_gets_an_answer(archive: Any, client: Any) -> None:
    outbox.drain(keeping.CONSUMER)
    for typed in HOSTILE:
        sendable = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        assert client.get("/search/suggest/", {"q": sendable}).status_code == 200, typed


def test_the_answer_may_be_kept_shortly_by_the_reader_alone_and_nobody_is_recognised(archive: Any, client: Any) -> None:
    response = client.get("/search/suggest/", {"q": "教师"})
    assert response["Cache-Control"] == "private, max-age=20"
    assert response.cookies == {}
    assert client.post("/search/suggest/", {"q": "教师"}).status_code == 405


def test_who_asks_too_often_has_to_wait(archive: Any, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from access import throttle

    monkeypatch.setattr(throttle, "hit_in_memory", lambda scope, who, rate: 7 if scope == "suggest" else 0)
    response = client.get("/search/suggest/", {"q": "教师"})
    assert (response.status_code, response["Retry-After"]) == (429, "7")
    assert client.head("/search/suggest/", {"q": "教师"}).status_code == 429


def test_questions_to_the_database_do_not_grow(make_notice: Callable[..., Any], client: Any) -> None:
    counts = []
    for number in range(2):
        for copy in range(1 + 6 * number):
            make_notice(f"教师培训第{number}组{copy}号方案")
        outbox.drain(keeping.CONSUMER)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/search/suggest/", {"q": "教师"})
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4


# --- only what everybody may read ---------------------------------------------------------------------------------------------


def hide_page(page: Any, section: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hide_section(page: Any, section: Any) -> None:
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )


def move_below_hidden(page: Any, section: Any) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    with publishing_allowed("test"):
        page.move(section, pos="last-child")


def unpublish(page: Any, section: Any) -> None:
    page.unpublish()


def delete(page: Any, section: Any) -> None:
    page.delete()


def retitle(page: Any, section: Any) -> None:
    """The one change that is followed up only when the outbox is drained: the old title was public until then."""
    page.title = "另一件事"
    page.document_number, page.body = "", []
    with publishing_allowed("test"):
        page.save_revision().publish()
    outbox.drain(keeping.CONSUMER)


CHANGES = [hide_page, hide_section, move_below_hidden, unpublish, delete, retitle]
SECRET = {"title": "殊勋督查专班", "document_number": "云密发〔2026〕77号"}
TYPED = ("殊勋", "殊勳", "shuxun", "sxdc", "督查专班", "云密发", "2026 77")


@pytest.fixture
def section(notices: Any) -> Any:
    from news.models import NoticeIndexPage

    with publishing_allowed("test"):
        return notices.get_parent().add_child(instance=NoticeIndexPage(title="内部栏目", slug="neibu"))


def corrected(typed: str) -> list[str]:
    from search.suggestions.corrections import corrections

    return [correction.text for correction in corrections(typed)]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_is_no_longer_public_is_not_suggested_from_that_moment(
    make_notice: Callable[..., Any], section: Any, ask: Ask, change: Callable[[Any, Any], None]
) -> None:
    page = make_notice(**SECRET)
    for typed in TYPED:
        assert ask(typed, "hans"), typed
        assert ask(typed, "hant"), typed
    assert "殊勋督查" in corrected("殊勋都查")
    change(page, section)
    for followed in (False, True):
        for typed in TYPED:
            assert ask(typed, "hans", followed=followed) == ask(typed, "hant", followed=followed) == [], typed
        assert corrected("殊勋都查") == []
    assert not Phrase.objects.filter(key__contains="殊勋").exists()
    assert not PhraseKey.objects.filter(key="2026 77").exists()


def test_what_never_was_public_is_in_no_table(make_notice: Callable[..., Any], section: Any, ask: Ask) -> None:
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    make_notice(**SECRET, live=False)
    make_notice(**SECRET, parent=section)
    public = make_notice("公开的标题")
    public.title = SECRET["title"]
    public.save_revision()  # a draft of a public page
    for typed in TYPED:
        assert ask(typed) == []
    assert not Phrase.objects.filter(key__contains="殊勋").exists()


def test_a_private_twin_does_not_lend_its_words(make_notice: Callable[..., Any], ask: Ask) -> None:
    page = make_notice("关于经费核算的通知")
    twin = page.copy_for_translation(Locale.objects.get(language_code="zh-hant"), copy_parents=True)
    twin.title, twin.live = "殊勳督查專班", True
    with publishing_allowed("test"):
        twin.save_revision().publish()
    assert texts(ask("殊勋", "hant"))
    # Twins follow their original, so nobody can close one alone; whoever did, past the guards, would still be heeded.
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=twin, restriction_type=PageViewRestriction.LOGIN)]
    )
    assert ask("殊勋", "hant") == ask("shuxun") == []
    assert "经费核算" in texts(ask("经费"))


def test_what_two_documents_have_stays_while_one_of_them_is_public(make_notice: Callable[..., Any], ask: Ask) -> None:
    first, second = make_notice("殊勋评审细则"), make_notice("殊勋评审结果")
    assert "殊勋评审" in texts(ask("shuxun"))
    hide_page(first, None)
    assert "殊勋评审" in texts(ask("shuxun", followed=False))
    hide_page(second, None)
    assert ask("shuxun", followed=False) == []


# --- kept as the documents are ----------------------------------------------------------------------------------------------


def state() -> tuple[list[Any], ...]:
    rows = Phrase.objects.order_by("id").values_list("id", "kind", "weight", "shelf", "hans", "hant", "key")
    uses = PhraseUse.objects.order_by("phrase_id", "page_id").values_list("phrase_id", "page_id")
    pages = PhrasePage.objects.order_by("page_id").values_list("page_id", "title_id", "digest")
    return list(rows), list(uses), list(pages)


def test_following_up_leads_to_what_a_rebuild_makes(make_notice: Callable[..., Any], archive: Any) -> None:
    other = make_notice("教师培训经费管理办法", text="说明")
    outbox.drain(keeping.CONSUMER)
    other.title = "教师研修经费管理细则"
    with publishing_allowed("test"):
        other.save_revision().publish()
    archive.unpublish()
    outbox.drain(keeping.CONSUMER)
    outbox.drain(keeping.CONSUMER)
    followed = state()
    assert keeping.update(anew=True) > 0
    assert state() == followed


def test_a_body_that_is_renamed_is_suggested_by_its_new_name(archive: Any, ask: Ask) -> None:
    assert texts(ask("云岫区教")) == ["云岫区教育局"]
    body = IssuingBody.objects.get(name="云岫区教育局")
    body.name = "云岫区教体局"
    body.save()
    assert texts(ask("云岫区教")) == ["云岫区教体局"]


def test_headings_are_read_and_an_unchanged_document_is_not_written_again(
    make_notice: Callable[..., Any], ask: Ask
) -> None:
    page = make_notice("通知", live=False)
    page.body = [("heading", {"number_text": "一、", "text": "夯实研修基地", "level": "1"})]
    with publishing_allowed("test"):
        page.save_revision().publish()
    assert "研修基地" in texts(ask("yxjd"))
    with publishing_allowed("test"):
        page.save_revision().publish()
    with CaptureQueriesContext(connection) as asked:
        keeping.bring_in_line([page.translation_key])
    assert not [query for query in asked if "INSERT" in query["sql"] or "DELETE" in query["sql"]]
