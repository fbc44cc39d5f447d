"""/search/ and, in the other script, /zh-hant/search/."""

from django.urls import path

from access.throttle import Rate, limited
from search import views
from search.suggestions.views import suggestions

# A school's two hundred teachers may share one address, and each letter may be a question.
OFTEN = Rate(1200, 60)

urlpatterns = [
    path("", views.search, name="search"),
    path("suggest/", limited("suggest", OFTEN, ("GET", "HEAD"), durable=False)(suggestions), name="search_suggestions"),
]
