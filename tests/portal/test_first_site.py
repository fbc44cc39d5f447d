"""The first site has the address that readers use: it stands in canonical links and in hreflang."""

from importlib import import_module

import pytest

site_address = import_module("portal.migrations.0001_first_site").site_address


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("https://www.example.cn", ("www.example.cn", 443)),
        ("https://www.example.cn:8443/", ("www.example.cn", 8443)),
        ("http://localhost:8000", ("localhost", 80)),
        ("", ("localhost", 80)),
    ],
)
def test_the_first_site_takes_its_address_from_the_settings(base_url: str, address: tuple[str, int]) -> None:
    assert site_address(base_url) == address
