"""Topics and issuing bodies get the addresses of their pages; a name that changes later leaves them as they are."""

from django.db import migrations, models

from publications.slugs import lasting_slug

MODELS = {"Topic": "zhu-ti", "IssuingBody": "ji-guan"}


def give_slugs(apps, schema_editor):
    for name, fallback in MODELS.items():
        for row in apps.get_model("publications", name).objects.filter(slug=None).order_by("pk"):
            row.slug = lasting_slug(row, row.name, fallback)
            row.save(update_fields=["slug"])


def slug_field(**options):
    return models.SlugField(editable=False, max_length=60, unique=True, verbose_name="网址名", **options)


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]
    operations = [
        *(migrations.AddField(name.lower(), "slug", slug_field(null=True)) for name in MODELS),
        migrations.RunPython(give_slugs, migrations.RunPython.noop),
        *(migrations.AlterField(name.lower(), "slug", slug_field()) for name in MODELS),
    ]
