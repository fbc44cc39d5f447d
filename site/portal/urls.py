"""Every address of the portal: the first locale has no prefix, the other has /zh-hant/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from access.public_urls import file_urlpatterns
from access.throttle import Rate, limited
from home.corrections import report_error
from portal.operations.views import healthz, readyz
from portal.pictures import picture
from portal.security_txt import security_txt
from publications.downloads import serve_file
from publications.views import permanent_address

urlpatterns = [
    path("admin/", include("access.urls")),  # before Wagtail's, whose login it replaces
    path("admin/", include(wagtailadmin_urls)),
    *file_urlpatterns,
    re_path(r"^documents/(\d+)/(.*)$", serve_file),
    path("documents/", include(wagtaildocs_urls)),
    path(".well-known/security.txt", security_txt),
    path("healthz", healthz),
    path("readyz", readyz),
    path("", include("home.root_urls")),
]
if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>images/.*)$", picture)]

urlpatterns += i18n_patterns(
    path("search/", include("search.urls")),
    path("report/", limited("error-report", Rate(5, 3600))(report_error)),
    path("", include("home.urls")),
    path("d/<str:code>/", permanent_address, name="permanent_address"),
    path("d/<str:code>", permanent_address),
    path("", include("access.public_urls")),
    path("", include("publications.urls")),
    prefix_default_language=False,
)
