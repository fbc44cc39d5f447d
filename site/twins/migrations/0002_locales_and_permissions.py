"""The two locales, zh-hans and zh-hant; and nobody translates by hand, so no group may submit a translation."""

from django.db import migrations


def make_locales(apps, schema_editor):
    Locale = apps.get_model("wagtailcore.Locale")
    for code in ("zh-hans", "zh-hant"):
        Locale.objects.get_or_create(language_code=code)


def take_translating_away(apps, schema_editor):
    Permission = apps.get_model("auth.Permission")
    submitting = Permission.objects.filter(content_type__app_label="wagtail_localize", codename="submit_translation")
    apps.get_model("auth.Group").permissions.through.objects.filter(permission__in=submitting).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("twins", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations = [
        migrations.RunPython(make_locales, migrations.RunPython.noop),
        migrations.RunPython(take_translating_away, migrations.RunPython.noop),
    ]
