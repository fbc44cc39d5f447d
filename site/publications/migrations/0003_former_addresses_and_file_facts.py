"""Where pages stood before; what is known of files, also of those that are there already."""

import django.db.models.deletion
from django.db import migrations, models

from publications.file_facts import note_facts


def look_at_files(apps, schema_editor):
    facts = apps.get_model("publications", "FileFacts")
    for document in apps.get_model("wagtaildocs", "Document").objects.iterator():
        note_facts(document, facts)


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0002_slugs_of_topics_and_bodies"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileFacts",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="facts",
                        serialize=False,
                        to="wagtaildocs.document",
                    ),
                ),
                ("file_name", models.CharField(help_text="the stored file that was looked at", max_length=255)),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="大小")),
                ("pages", models.PositiveIntegerField(null=True, verbose_name="页数")),
                ("sheets", models.PositiveIntegerField(null=True, verbose_name="工作表数")),
            ],
            options={
                "verbose_name": "文件信息",
            },
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=20, verbose_name="语言")),
                ("path", models.CharField(max_length=1000, verbose_name="原网址")),
                ("translation_key", models.UUIDField(db_index=True, help_text="the page that last stood there")),
                (
                    "gone_at",
                    models.DateTimeField(
                        help_text="when that page was deleted; empty: it moved", null=True, verbose_name="撤下时间"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "原网址",
                "constraints": [
                    models.UniqueConstraint(fields=("site", "language", "path"), name="former_address_once")
                ],
            },
        ),
        migrations.RunPython(look_at_files, migrations.RunPython.noop),
    ]
