"""The two locales, zh-hans and zh-hant."""

from django.db import migrations


def make_locales(apps, schema_editor):
    Locale = apps.get_model("wagtailcore.Locale")
    for code in ("zh-hans", "zh-hant"):
        Locale.objects.get_or_create(language_code=code)


class Migration(migrations.Migration):
    dependencies = [("twins", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(make_locales, migrations.RunPython.noop)]
