from django.db import migrations

from editorial.roles import install


class Migration(migrations.Migration):
    """终审 may change attachments and pictures: those that are public change by nobody else."""

    dependencies = [
        ("editorial", "0007_synonyms"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(lambda apps, schema_editor: install(apps), migrations.RunPython.noop)]
