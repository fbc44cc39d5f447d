"""The roles, their permissions and the workflow 三审三校 on the root page; Wagtail's default groups go."""

from django.db import migrations

from editorial.roles import install


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(lambda apps, schema_editor: install(apps), migrations.RunPython.noop)]
