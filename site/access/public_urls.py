"""Addresses of the public pages that ask for a password, in the place of Wagtail's own: guessing is slow there too."""

from django.urls import path
from wagtail.documents.views.serve import authenticate_with_password as for_file
from wagtail.views import authenticate_with_password as for_page

from access.sign_in import ReaderSignInView
from access.throttle import Rate, limited

slowly = limited("page-password", Rate(10, 900))

urlpatterns = [
    path("_util/login/", ReaderSignInView.as_view(), name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        slowly(for_page),
        name="wagtailcore_authenticate_with_password",
    ),
]
file_urlpatterns = [
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        slowly(for_file),
        name="wagtaildocs_authenticate_with_password",
    ),
]
