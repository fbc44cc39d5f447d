"""Addresses that crawlers look for at the top of a host, once for both scripts."""

from django.urls import path

from home import sitemap_xml

urlpatterns = [
    path("robots.txt", sitemap_xml.robots, name="robots"),
    path("sitemap.xml", sitemap_xml.sitemap_index, name="sitemap_index"),
    path("sitemap-<int:number>.xml", sitemap_xml.sitemap_file, name="sitemap_file"),
    path("sitemap-lists.xml", sitemap_xml.sitemap_lists, name="sitemap_lists"),
]
