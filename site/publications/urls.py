"""Wagtail's addresses of pages, with our own answer where no page is (former addresses, 410)."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_patterns

from publications.share_views import share_card
from publications.views import home_page, no_page, serve_page

urlpatterns = [
    path("d/<str:code>/card-<slug:digest>.png", share_card, name="share_card"),
    *(pattern for pattern in wagtail_patterns if pattern.name != "wagtail_serve"),
    path("", home_page),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
    re_path(r"^(.*[^\w\-/].*)$", no_page),  # what is left to the pattern above may still want a slash at its end
]
