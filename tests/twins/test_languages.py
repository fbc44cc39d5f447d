"""The language switch offers a version exactly where everybody may read it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(make_notice, twin_of):
    from publications.outbox import drain

    notice = make_notice()
    drain("twins")
    return notice, twin_of(notice)


def offered(page) -> dict[str, int]:
    from publications.languages import live_translations

    return {code: version.pk for code, version in live_translations(page).items()}


def test_both_versions_are_offered_from_either_side_in_one_query(pair, django_assert_num_queries) -> None:
    notice, twin = pair
    with django_assert_num_queries(1):
        found = offered(twin)
    assert found == offered(notice) == {"zh-hans": notice.pk, "zh-hant": twin.pk}


def test_an_unpublished_version_is_not_offered(pair) -> None:
    from wagtail.models import Page

    notice, twin = pair
    Page.objects.filter(pk=twin.pk).update(live=False)
    assert offered(notice) == {"zh-hans": notice.pk}


def test_versions_in_a_private_section_are_not_offered(pair) -> None:
    from wagtail.models import PageViewRestriction

    notice, _twin = pair
    PageViewRestriction.objects.create(page=notice.get_parent(), restriction_type="login")
    assert offered(notice) == {}
