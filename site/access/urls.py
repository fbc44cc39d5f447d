"""Addresses under /admin/ that Wagtail does not have, or that stand in the place of its own."""

from django.urls import path

from access import views
from access.sign_in import MailedResetView, SignInView

urlpatterns = [
    path("login/", SignInView.as_view(), name="wagtailadmin_login"),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        MailedResetView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    path("access/", views.own, name="access_own"),
    path("access/session/", views.session_state, name="access_session"),
    path("access/password/", views.password, name="access_password"),
    path("access/factor/", views.factor, name="access_factor"),
    path("access/factor/enrol/", views.enrol, name="access_enrol"),
    path("access/factor/codes/", views.codes, name="access_codes"),
    path("access/reset/", views.reset, name="access_reset"),
    path("access/reset/<slug:code>/", views.reset, name="access_reset_link"),
]
