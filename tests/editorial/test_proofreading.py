"""校对: what stands in the unsaved form is proofread, what blocks stops 送审, the rest is shown to the reviewers."""

import pytest
from django.urls import reverse

from editorial import findings, proofreading, reviews, rules

pytestmark = pytest.mark.django_db
BODY = [("paragraph", "<p>请于2026年3月5日前报送。</p>"), ("paragraph", "<p>联系人在XX市教育局，截至2026年3月6。</p>")]


def write(page, **fields):
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=page.owner)


def test_the_open_form_shows_words_as_word_counts_them_and_where_each_finding_is(make_notice, sign_in):
    page = make_notice()
    write(page, body=BODY)
    form = sign_in("drafter").get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert "data-proof" in form
    assert "Readability" not in form
    assert "字数 30" in form  # 12 in the first paragraph, 18 in the second
    assert "“XX市”还没有填上实际内容" in form
    assert 'data-proof-fix="2026年3月6日"' in form
    block = type(page).objects.get(pk=page.pk).get_latest_revision_as_object().body[1].id
    assert f'data-block="{block}"' in form


def test_word_counts_a_number_and_a_latin_word_once_and_every_chinese_sign(make_notice):
    page = make_notice()
    page.body = [("paragraph", "<p>参加WPS培训的有1,396人（约95.5%）。</p>")]
    assert proofreading.words(page) == 14


def test_what_was_typed_and_not_saved_is_proofread(make_notice, sign_in, form_data):
    page = make_notice()
    desk = sign_in("drafter")
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    typed = {**form_data(desk.get(url).context["form"]), "title": "关于XX县教师培训的通知"}
    answer = desk.post(reverse("editorial_proof", args=(page.pk,)), typed).content.decode()
    assert "“XX县”还没有填上实际内容" in answer
    assert 'data-proof-total="1"' in answer
    new = reverse("editorial_proof_new", args=("news.noticepage", page.get_parent().pk))
    assert "没有填写发文机关" in desk.post(new, {**typed, "issuing_body": ""}).content.decode()
    page.refresh_from_db()
    assert page.title == "关于开展秋季校本研修的通知"
    assert sign_in("second").post(reverse("editorial_proof", args=(page.pk,)), typed).status_code == 302


def test_a_placeholder_stops_submission_and_a_hint_is_for_the_reviewers(make_notice, sign_in, waiting, said):
    page = make_notice()
    refusal = said(sign_in("drafter").submit(page, title="关于XX县教师培训的通知"))
    assert "不能送审或发布：“XX县”还没有填上实际内容" in refusal
    assert waiting(page) is None
    write(page, title="关于全县教师培训的通知", body=BODY)
    with pytest.raises(rules.ReviewRefused, match="XX市"):
        reviews.submit(type(page).objects.get(pk=page.pk), page.owner)
    write(page, body=[("paragraph", "<p>截至2026年3月6。</p>")])
    reviews.submit(type(page).objects.get(pk=page.pk), page.owner)
    review = sign_in("first").get(reverse("editorial_review", args=(waiting(page).pk,))).content.decode()
    assert "校对提示 1 条" in review
    assert "缺“日”字" in review


def test_what_blocks_stands_first(make_notice):
    page = make_notice(issuing_body=None)
    page.body = [("paragraph", "<p>截至2026年3月6。</p>")]
    assert [found.blocking for found in findings.all_of(page)] == [True, False]
