"""Drafters settle readers' reports and prepare announcements; 终审 announces. Portals that exist get it here."""

from django.db import migrations

from editorial.roles import install


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_news_and_commentaries"),
        ("home", "0002_identity_links_reports_and_releases"),
        ("editorial", "0005_root_in_chinese"),
    ]
    operations = [migrations.RunPython(lambda apps, schema_editor: install(apps), migrations.RunPython.noop)]
