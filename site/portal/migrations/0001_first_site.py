"""A new portal is a site at once: home page and the four columns, in place of Wagtail's welcome page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

HOME = {"app": "home", "model": "homepage", "title": "教师培训网", "slug": "home"}
COLUMNS = [
    {"app": "news", "model": "noticeindexpage", "title": "通知公告", "slug": "tong-zhi-gong-gao"},
    {"app": "plans", "model": "planindexpage", "title": "工作计划", "slug": "gong-zuo-ji-hua"},
    {"app": "plans", "model": "reviewindexpage", "title": "工作回顾", "slug": "gong-zuo-hui-gu"},
    {"app": "news", "model": "caseindexpage", "title": "案例库", "slug": "an-li-ku"},
]


def make_page(apps, described, path, url_path, locale, in_menu):
    model = apps.get_model(described["app"], described["model"])
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=described["app"], model=described["model"]
    )
    return model.objects.create(
        title=described["title"],
        draft_title=described["title"],
        slug=described["slug"],
        content_type=content_type,
        path=path,
        depth=len(path) // 4,
        numchild=0 if in_menu else len(COLUMNS),
        url_path=url_path,
        show_in_menus=in_menu,
        locale=locale,
        live=True,
    )


def site_address(base_url):
    """(host, port) that canonical addresses name; without TLS it is a trial, whose address changes from start to start."""
    address = urlsplit(base_url)
    if address.scheme != "https" or not address.hostname:
        return "localhost", 80
    return address.hostname, address.port or 443


def make_first_site(apps, schema_editor):
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    if apps.get_model("home.HomePage").objects.exists():
        return
    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth=2, slug="home").delete()
    locale = apps.get_model("wagtailcore.Locale").objects.get(language_code="zh-hans")
    home = make_page(apps, HOME, root.path + "0001", "/home/", locale, in_menu=False)
    for number, column in enumerate(COLUMNS, start=1):
        make_page(apps, column, f"{home.path}{number:04d}", f"/home/{column['slug']}/", locale, in_menu=True)
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())
    hostname, port = site_address(settings.BASE_URL)
    Site.objects.create(hostname=hostname, port=port, root_page_id=home.pk, is_default_site=True, site_name="")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("news", "0001_initial"),
        ("plans", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(make_first_site, migrations.RunPython.noop)]
