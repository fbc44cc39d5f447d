"""Which files everybody may have, or had, on the day of the upgrade."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def note_what_is_public(apps: Any, schema_editor: Any) -> None:
    """As publications.once_public does whenever a page is published."""
    types = apps.get_model("contenttypes.ContentType").objects
    page = types.filter(app_label="wagtailcore", model="page").first()
    document = types.filter(app_label="wagtaildocs", model="document").first()
    if page is None or document is None:
        return
    pages = apps.get_model("wagtailcore.Page").objects.filter(Q(live=True) | Q(first_published_at__isnull=False))
    public = _outside(pages.values_list("pk", "path"), apps.get_model("wagtailcore.PageViewRestriction"), "page")
    files = apps.get_model("wagtaildocs.Document").objects.values_list("pk", "collection__path")
    open_to_all = _outside(files, apps.get_model("wagtailcore.CollectionViewRestriction"), "collection")
    references = apps.get_model("wagtailcore.ReferenceIndex").objects.filter(
        base_content_type=page, to_content_type=document
    )
    pairs = references.values_list("object_id", "to_object_id")
    numbers = {int(file) for of_page, file in pairs if int(of_page) in public} & open_to_all
    PublishedFile = apps.get_model("publications.PublishedFile")
    PublishedFile.objects.bulk_create([PublishedFile(number=number) for number in sorted(numbers)], batch_size=500)


def _outside(rows: Any, restrictions: Any, place: str) -> set[int]:
    """The keys of the (key, path) rows that no restriction stands on or above."""
    closed = tuple(restrictions.objects.exclude(restriction_type="none").values_list(f"{place}__path", flat=True))
    return {key for key, path in rows if not path.startswith(closed)}


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0004_changes"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                (
                    "gone_at",
                    models.DateTimeField(help_text="when the file was deleted", null=True, verbose_name="撤下时间"),
                ),
            ],
            options={"verbose_name": "曾公开的附件"},
        ),
        migrations.RunPython(note_what_is_public, migrations.RunPython.noop),
    ]
