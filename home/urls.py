"""Addresses of what stands round the pages; every one in both scripts."""

from django.urls import path

from home import corrections, display, feed_views, leaving, releases, site_map, subject_pages

urlpatterns = [
    path("display/", display.display_settings, name="display_settings"),
    path("sitemap/", site_map.site_map, name="site_map"),
    path("topics/<slug:slug>/", subject_pages.topic_page, name="topic"),
    path("bodies/<slug:slug>/", subject_pages.body_page, name="body"),
    path("calendar/", releases.calendar, name="release_calendar"),
    path("calendar/releases.ics", releases.calendar_file, name="release_calendar_file"),
    path("report/", corrections.report_error, name="report_error"),
    path("leave/", leaving.leave, name="leave"),
    path("feeds/all.atom", feed_views.site_feed, name="site_feed"),
    path("feeds/columns/<int:pk>.atom", feed_views.column_feed, name="column_feed"),
    path("feeds/topics/<slug:slug>.atom", feed_views.topic_feed, name="topic_feed"),
    path("feeds/bodies/<slug:slug>.atom", feed_views.body_feed, name="body_feed"),
]
