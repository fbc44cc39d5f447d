"""培训动态 and 政策解读 get their columns where a site has none: what is imported as either needs a place to go."""

from django.db import migrations

COLUMNS = [
    {"model": "trainingnewsindexpage", "title": "培训动态", "slug": "pei-xun-dong-tai"},
    {"model": "commentaryindexpage", "title": "政策解读", "slug": "zheng-ce-jie-du"},
]
STEP = 4  # treebeard's digits a level, base 36
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def next_path(last):
    """The path after a sibling's: 00010004 -> 00010005; raises OverflowError where a level is full."""
    number = int(last[-STEP:], 36) + 1
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    if len(digits) > STEP:
        raise OverflowError(last)
    return last[:-STEP] + digits.rjust(STEP, "0")


def free_slug(children, slug):
    taken = set(children.values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 99))) if name not in taken)


def make_columns(apps, schema_editor):
    Page = apps.get_model("wagtailcore.Page")
    homes = apps.get_model("home.HomePage").objects.filter(locale__language_code="zh-hans")
    home = homes.order_by("path").first()
    if home is None:
        return
    for described in COLUMNS:
        model = apps.get_model("news", described["model"])
        if model.objects.exists():
            continue
        content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
            app_label="news", model=described["model"]
        )
        children = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1)
        last = children.order_by("-path").values_list("path", flat=True).first()
        slug = free_slug(children, described["slug"])
        model.objects.create(
            title=described["title"],
            draft_title=described["title"],
            slug=slug,
            content_type=content_type,
            path=next_path(last) if last else f"{home.path}{1:0{STEP}d}",
            depth=home.depth + 1,
            numchild=0,
            url_path=f"{home.url_path}{slug}/",
            show_in_menus=True,
            locale=home.locale,
            live=True,
        )
        Page.objects.filter(pk=home.pk).update(numchild=children.count())


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_first_site"), ("news", "0002_news_commentaries_disclosure_downloads")]
    operations = [migrations.RunPython(make_columns, migrations.RunPython.noop)]
