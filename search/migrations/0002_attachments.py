"""The text of attachments; the files that are there already wait to be read."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def have_files_read(apps: Any, schema_editor: Any) -> None:
    """A row for each file of the library: reading them takes long, and nobody waits for it."""
    keys = apps.get_model("wagtaildocs", "Document").objects.values_list("pk", flat=True)
    OutboxRow = apps.get_model("publications", "OutboxRow")
    rows = (
        OutboxRow(consumer="attachments", action="saved", model="wagtaildocs.document", object_id=str(key))
        for key in keys.iterator()
    )
    OutboxRow.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_suggestions"),
        ("publications", "0004_changes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttachmentText",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("problem", models.CharField(blank=True, max_length=16, verbose_name="问题")),
                ("unit", models.CharField(blank=True, max_length=8)),
                ("cut", models.BooleanField(default=False)),
                ("characters", models.PositiveIntegerField(default=0, verbose_name="字数")),
                ("read_at", models.DateTimeField(auto_now=True, verbose_name="读取时间")),
            ],
            options={"verbose_name": "附件文字"},
        ),
        migrations.CreateModel(
            name="ReadAttachment",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="read_attachment",
                        serialize=False,
                        to="wagtaildocs.document",
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                (
                    "text",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="files",
                        to="search.attachmenttext",
                    ),
                ),
            ],
            options={"verbose_name": "附件文字"},
        ),
        migrations.CreateModel(
            name="AttachmentPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField(null=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField()),
                ("searched", models.TextField()),
                (
                    "text_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="search.attachmenttext",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("text_of", "place"), name="piece_of_attachment"),
                ],
            },
        ),
        migrations.RunPython(have_files_read, migrations.RunPython.noop),
    ]
