"""Addresses as they are given away: with the host that the site is known by, whichever one a visitor typed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wagtail.models import Site

if TYPE_CHECKING:
    from django.http import HttpRequest


def site_address(request: HttpRequest) -> str:
    """https://www.example.gov.cn, without a slash at its end."""
    site = Site.find_for_request(request)
    return site.root_url if site else request.build_absolute_uri("/").rstrip("/")


def site_domain(request: HttpRequest) -> str:
    """The site's domain (英文域名), with its port where that is no usual one."""
    return urlsplit(site_address(request)).netloc


def canonical(request: HttpRequest, path: str) -> str:
    """The full address of a path of the site; a full address stays as it is."""
    return path if "://" in path.split("?")[0] else site_address(request) + path
