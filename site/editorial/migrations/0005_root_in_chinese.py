"""The tree's root is 全站 in breadcrumbs and listings; Wagtail makes it as "Root"."""

from django.db import migrations


def rename(old, new):
    def run(apps, schema_editor):
        pages = apps.get_model("wagtailcore.Page").objects.filter(depth=1, title=old)
        pages.update(title=new, draft_title=new)

    return run


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0004_event_log_kept_by_the_database"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(rename("Root", "全站"), rename("全站", "Root"))]
