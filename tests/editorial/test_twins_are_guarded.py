"""wagtail-localize has a publish button and a live save of its own; neither goes past the reviews."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from editorial import reviews
from publications.publishing import PublicationRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(make_notice, people):
    page = make_notice()
    reviews.submit(page, people["drafter"])
    for name in ("first", "second", "final"):
        reviews.approve(page, people[name])
    source, _created = TranslationSource.get_or_create_from_instance(Page.objects.get(pk=page.pk).specific)
    hant, _created = Locale.objects.get_or_create(language_code="zh-hant")
    source.create_or_update_translation(hant, publish=False, copy_parent_pages=True, fallback=True)
    return Translation.objects.get_or_create(source=source, target_locale=hant)[0]


def test_localizes_publish_button_publishes_nothing(translation, sign_in, events):
    twin = translation.get_target_instance()
    sign_in("root").post(reverse("wagtailadmin_pages:edit", args=(twin.pk,)), {"action": "publish"})
    twin.refresh_from_db()
    assert not twin.live
    assert [event.actor_name for event in events("page.publish", result="refused")] == ["root"]


def test_saving_a_translation_as_published_is_refused(translation, people, django_capture_on_commit_callbacks):
    twin = translation.get_target_instance()
    with pytest.raises(PublicationRefused), django_capture_on_commit_callbacks(execute=True):
        translation.source.create_or_update_translation(
            translation.target_locale, user=people["root"], publish=True, fallback=True
        )
    twin.refresh_from_db()
    assert not twin.live
