"""Whose address a request carries, whatever its headers claim."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from access.addresses import client_address, names_unix, networks, parse_address, within

PROXIES = networks(["10.0.0.0/8", "2001:db8:1::/48"])


@pytest.mark.parametrize(
    ("remote", "forwarded", "found"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # nobody's proxy: the header is made up
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, forged, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("::ffff:10.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("2001:db8:1::1", "[2001:db8:2::7]:443", "2001:db8:2::7"),
        ("2001:db8:1::1", "10.0.0.7, 2001:db8:2::7", "2001:db8:2::7"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_right_most_address_that_is_no_proxy_is_the_visitor(remote, forwarded, found):
    assert client_address(remote, forwarded, PROXIES) == found


def test_a_unix_socket_is_a_proxy_where_it_is_listed():
    assert client_address("", "203.0.113.9", (), trusts_unix=True) == "203.0.113.9"
    assert names_unix(["10.0.0.1", "unix"])
    assert networks(["unix", ""]) == ()


@pytest.mark.parametrize("text", ["", "forged", "10.0.0", "1.2.3.4.5", "10.0.0.1/8", "::g", "[::1", "0x7f.1"])
def test_what_is_no_address_is_in_no_network(text):
    assert not within(text, networks(["0.0.0.0/0"]))


def test_an_address_of_one_family_is_in_no_network_of_the_other():
    assert not within("10.0.0.1", networks(["::/0"]))
    assert within("::ffff:10.0.0.1", networks(["10.0.0.0/8"]))


def test_a_wrong_network_is_named():
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/99"):
        networks(["10.0.0.0/99"])


TYPED = st.text("0123456789abcf.:,[]% /x", max_size=40)


@hypothesis_settings(max_examples=60)
@given(TYPED, TYPED)
def test_no_header_breaks_it_or_passes_for_a_proxy_s_visitor(remote, forwarded):
    found = client_address(remote, forwarded, PROXIES)
    if not within(remote, PROXIES):
        assert found in (remote, str(parse_address(remote)))
