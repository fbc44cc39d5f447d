"""A published original has a published twin, converted, before anybody can see it."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_published_notice_has_a_converted_published_twin(make_notice, twin_of) -> None:
    notice = make_notice(
        "关于开展校本研修的通知",
        document_number="云教发〔2026〕12号",
        summary="各校于九月开始。",
        body=[("paragraph", '<p>请见<a href="https://example.org/学习">学习网站</a>（云教发〔2026〕9号）。</p>')],
    )
    twin = twin_of(notice)
    assert twin.live
    assert twin.title == "關於開展校本研修的通知"
    assert twin.document_number == "云教发〔2026〕12号"
    assert twin.body[0].value.source == (
        '<p>請見<a href="https://example.org/学习">學習網站</a>（云教发〔2026〕9号）。</p>'
    )
    assert twin.slug == notice.slug
    assert twin.url == f"/zh-hant{notice.url}"
    assert twin.first_published_at == notice.first_published_at
