"""A column that a migration made has sent no signals: translating it by hand leaves it the original."""

from typing import Any

import pytest
from wagtail.models import Locale

pytestmark = pytest.mark.django_db


def test_translating_a_migrated_column_does_not_take_the_column_itself_down(
    column: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from news.models import NoticeIndexPage
    from twins.models import TwinState

    notices = column(NoticeIndexPage)
    assert not TwinState.objects.filter(translation_key=notices.translation_key).exists()
    with django_capture_on_commit_callbacks(execute=True):
        notices.copy_for_translation(Locale.objects.get(language_code="zh-hant"), copy_parents=True)
    notices.refresh_from_db()
    assert notices.live
    assert TwinState.objects.get(translation_key=notices.translation_key).original_locale == notices.locale
