"""Every date of the admin may be typed as offices write it: on pages, in their rows, in basic data and settings."""

import datetime

import pytest
from django.apps import apps
from django.db import models
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from publications.widgets import ChineseDateField


def forms_of(model):
    form = get_edit_handler(model).get_form_class()
    yield form
    for formset in getattr(form, "formsets", {}).values():
        yield formset.form


def test_every_form_reads_a_chinese_date():
    own = {config.name for config in apps.get_app_configs() if not config.name.startswith(("wagtail", "django."))}
    found = 0
    for model in [*get_page_models(), *get_snippet_models()]:
        if model is Page or model._meta.app_config.name not in own:
            continue
        for form in forms_of(model):
            for name, field in form.base_fields.items():
                dates = {one.name for one in form._meta.model._meta.fields if type(one) is models.DateField}
                if name in dates:
                    found += 1
                    assert isinstance(field, ChineseDateField), (form, name)
    assert found > 10


@pytest.mark.parametrize("typed", ["2022年2月28日", "20220228", "2022.2.28", "二〇二二年二月二十八日"])
def test_the_same_day_in_four_writings(typed):
    assert ChineseDateField().clean(typed) == datetime.date(2022, 2, 28)
