"""The event log is kept by triggers, checkpoints say where its chain begins, 安全管理员 looks after accounts."""

from django.db import migrations, models

from editorial import protection
from editorial.roles import install


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0003_joint_reviews_and_notices"),
        ("access", "0001_accounts_and_attempts"),
    ]
    operations = [
        migrations.CreateModel(
            name="EventCheckpoint",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64)),
                ("count", models.PositiveBigIntegerField()),
                ("archive_sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(
            lambda apps, schema_editor: protection.install(schema_editor.connection),
            lambda apps, schema_editor: protection.remove(schema_editor.connection),
        ),
        migrations.RunPython(lambda apps, schema_editor: install(apps), migrations.RunPython.noop),
    ]
