"""Changes on which many pages depend, so that processes know when what they keep is old."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0003_former_addresses_and_file_facts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
