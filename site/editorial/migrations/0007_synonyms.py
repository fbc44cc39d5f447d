from django.db import migrations

from editorial.roles import install


class Migration(migrations.Migration):
    """系统管理员 and 终审 keep synonyms; 系统管理员 says how results are weighed."""

    dependencies = [("editorial", "0006_search_for_administrators"), ("search", "0004_synonyms_and_priority")]

    operations = [migrations.RunPython(lambda apps, schema_editor: install(apps), migrations.RunPython.noop)]
