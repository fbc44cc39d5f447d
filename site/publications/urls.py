"""Wagtail's addresses of pages, with our own answer where no page is (former addresses, 410)."""

from django.urls import re_path
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_patterns

from publications.views import serve_page

urlpatterns = [
    *(pattern for pattern in wagtail_patterns if pattern.name != "wagtail_serve"),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
]
