"""What people correct in a twin stays until its source passage changes; then they are told."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_in_both_scripts")]

BODY = [("paragraph", "<p>由后勤处<b>于主任</b>负责。</p>"), ("paragraph", "<p>第二段不变。</p>")]


@pytest.fixture
def settle():
    from publications.outbox import drain

    return lambda: drain("twins")


@pytest.fixture
def editor(client):
    from publications.publishing import publishing_reason

    assert not publishing_reason()
    client.force_login(get_user_model().objects.create_superuser("chen", "chen@example.org", "x"))
    return client


@pytest.fixture
def notice(make_notice, settle):
    notice = make_notice("网络研修通知", body=BODY)
    settle()
    return notice


@pytest.fixture
def correct(editor):
    """Fill in the twin's screen: {source as shown: text}."""
    from twins.origins import counterpart
    from twins.views import rows_of

    def correct(original, texts):
        from wagtail.models import Page

        twin = counterpart(original)
        rows, _lost = rows_of(Page.objects.get(pk=original.pk), twin)
        form = {f"text-{row.name}": texts.get(row.shown_source, row.text) for row in rows}
        return editor.post(reverse("wagtailadmin_pages:edit", args=[twin.pk]), form, follow=True)

    return correct


def test_a_correction_waits_for_the_reviews_of_the_next_publication(notice, correct, twin_of, publish, settle) -> None:
    from twins.sync import follow

    page = correct(notice, {"网络研修通知": "網路研修通知（校正）"}).content.decode()
    assert "将在原文下次发布时生效" in page
    follow(notice.translation_key, rewrite=True)
    assert twin_of(notice).title == "網絡研修通知"

    publish(notice)
    settle()
    assert twin_of(notice).title == "網路研修通知（校正）"


def test_a_correction_survives_changes_elsewhere_and_new_block_ids(notice, correct, twin_of, publish, settle) -> None:
    correct(notice, {"由后勤处<b>于主任</b>负责。": "由後勤處<b>余主任</b>負責。"})
    publish(notice)
    settle()
    notice = type(notice).objects.get(pk=notice.pk)
    notice.summary = "新的概述"
    notice.body = [("paragraph", "<p>新的开头。</p>"), *BODY]
    publish(notice)
    settle()
    assert twin_of(notice).body[1].value.source == "<p>由後勤處<b>余主任</b>負責。</p>"


def test_a_lost_correction_is_told_on_the_original_the_twin_and_the_report(
    notice, correct, twin_of, publish, settle, editor
) -> None:
    from twins.models import Correction

    correct(notice, {"网络研修通知": "網路研修通知"})
    publish(notice)
    settle()
    notice.title = "网络研修新通知"
    publish(notice)
    settle()
    assert twin_of(notice).title == "網絡研修新通知"
    lost = Correction.objects.lost().get()

    original_screen = editor.get(reverse("wagtailadmin_pages:edit", args=[notice.pk])).content.decode()
    assert "有 1 处人工校正因原文改动而失效" in original_screen
    for address in (reverse("twins:report"), reverse("wagtailadmin_pages:edit", args=[twin_of(notice).pk])):
        screen = editor.get(address).content.decode()
        assert "網路研修通知" in screen
        assert reverse("twins:dismiss", args=[lost.pk]) in screen

    editor.post(reverse("twins:dismiss", args=[lost.pk]))
    assert not Correction.objects.lost().exists()


def test_a_correction_counts_again_when_its_passage_comes_back(notice, correct, twin_of, publish, settle) -> None:
    correct(notice, {"网络研修通知": "網路研修通知"})
    for title in ("网络研修新通知", "网络研修通知"):
        notice.title = title
        publish(notice)
        settle()
    assert twin_of(notice).title == "網路研修通知"


@pytest.mark.parametrize(
    "text",
    [
        "由後勤處<script>余主任</script>負責。",
        "由後勤處<b>余主任</b>負責。<img src=x onerror=alert(1) ",  # the </p> behind it would close the tag
        "由後勤處<b>余主任</b>負責。>",
    ],
)
def test_markup_must_stay(notice, correct, text: str) -> None:
    from twins.models import Correction

    page = correct(notice, {"由后勤处<b>于主任</b>负责。": text}).content.decode()
    assert "标记须与原文一致" in page
    assert not Correction.objects.lost().exists()


def test_plain_text_is_kept_as_text(notice, correct, twin_of, publish, settle) -> None:
    correct(notice, {"网络研修通知": "<b>網路</b> & 研修"})
    publish(notice)
    settle()
    assert twin_of(notice).title == "<b>網路</b> & 研修"


def test_emptying_a_correction_takes_it_away(notice, correct, twin_of, publish, settle) -> None:
    correct(notice, {"网络研修通知": "網路研修通知"})
    publish(notice)
    settle()
    correct(notice, {"网络研修通知": ""})
    publish(notice)
    settle()
    assert twin_of(notice).title == "網絡研修通知"


def test_a_passage_that_changed_meanwhile_is_not_saved_and_said(notice, editor, twin_of) -> None:
    from twins.models import Correction

    address = reverse("wagtailadmin_pages:edit", args=[twin_of(notice).pk])
    page = editor.post(address, {"text-0-0123456789abcdef": "網路"}, follow=True).content.decode()
    assert "原文刚刚改动过" in page
    assert not Correction.objects.lost().exists()


def test_one_edited_again_goes_on_showing_the_old_words_until_the_next_publication(
    notice, correct, twin_of, publish, settle
) -> None:
    from twins.sync import follow

    correct(notice, {"网络研修通知": "網路研修通知"})
    publish(notice)
    settle()
    page = correct(notice, {"网络研修通知": "網路研習通知"}).content.decode()
    assert "发布之前仍显示：網路研修通知" in page
    follow(notice.translation_key, rewrite=True)
    assert twin_of(notice).title == "網路研修通知"
    publish(notice)
    settle()
    assert twin_of(notice).title == "網路研習通知"
    correct(notice, {"网络研修通知": ""})
    follow(notice.translation_key, rewrite=True)
    assert twin_of(notice).title == "網路研習通知", "taking one back waits for the reviews as well"
    publish(notice)
    settle()
    assert twin_of(notice).title == "網絡研修通知"


def test_a_draft_that_would_lose_a_correction_says_which_and_the_loss_is_told_and_can_be_put_back(
    notice, correct, twin_of, publish, settle, editor
) -> None:
    from editorial.models import Notice
    from twins.models import Correction

    correct(notice, {"网络研修通知": "網路研修通知"})
    publish(notice)
    settle()
    form = reverse("wagtailadmin_pages:edit", args=[notice.pk])
    assert "将失效" not in editor.get(form).content.decode()
    notice = type(notice).objects.get(pk=notice.pk)
    notice.title = "网络研修新通知"
    notice.save_revision()
    page = editor.get(form).content.decode()
    assert "1 处人工校正将失效：“網路研修通知”" in page
    publish(notice)
    settle()
    told = Notice.objects.get(kind=Notice.Kind.CORRECTION)
    assert "網路研修通知" in told.text
    assert told.recipient.username == "chen"
    correction = Correction.objects.lost().get()
    editor.post(reverse("twins:dismiss", args=[correction.pk]))
    assert not Correction.objects.lost().exists()
    assert "历史校正" in editor.get(told.link).content.decode()
    editor.post(reverse("twins:put_back", args=[correction.pk]))
    publish(notice)
    settle()
    assert twin_of(notice).title == "網路研修通知"
