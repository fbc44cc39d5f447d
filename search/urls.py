"""/search/ and, in the other script, /zh-hant/search/."""

from django.urls import path

from search import views

urlpatterns = [path("", views.search, name="search")]
