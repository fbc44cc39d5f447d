from django.db import migrations

from editorial.roles import install


class Migration(migrations.Migration):
    """系统管理员 sees what is searched and recommends results."""

    dependencies = [("editorial", "0005_root_in_chinese"), ("search", "0003_promoted_and_reports")]

    operations = [migrations.RunPython(lambda apps, schema_editor: install(apps), migrations.RunPython.noop)]
