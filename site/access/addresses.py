"""Whose address a request carries (来源地址): pure functions over the text of addresses and headers.

A proxy appends to X-Forwarded-For the address that it saw, so only the right end of the header is known: from there we
walk to the left while the address is one of our own proxies. The first that is not is the visitor. What stands left of
it was sent by the visitor and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# How a list of networks names a proxy that speaks through a Unix socket, which has no address.
UNIX = "unix"


def networks(values: Iterable[str]) -> tuple[Network, ...]:
    """`["10.0.0.0/8", "2001:db8::1"]` as networks; `unix` is left out (see `names_unix`).

    Raises ValueError with the value that is no address and no network.
    """
    return tuple(ip_network(value.strip(), strict=False) for value in values if value.strip() not in ("", UNIX))


def names_unix(values: Iterable[str]) -> bool:
    return any(value.strip() == UNIX for value in values)


def parse_address(text: str) -> Address | None:
    """An address as proxies write it: `192.0.2.1:4711`, `[2001:db8::1]:443`, `::ffff:192.0.2.1` (as 192.0.2.1)."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def within(address: Address | str | None, listed: Iterable[Network]) -> bool:
    """Is `address` in one of the networks? Nothing that is no address ever is."""
    if isinstance(address, str):
        address = parse_address(address)
    return address is not None and any(address.version == net.version and address in net for net in listed)


def client_address(remote: str, forwarded: str, trusted: Sequence[Network], trusts_unix: bool = False) -> str:
    """The visitor's address: right-most of X-Forwarded-For (`forwarded`) that is none of our proxies (`trusted`).

    `remote` is whom we are connected with, empty for a Unix socket. A hop that is no address ends the walk: then the
    proxy that wrote it is all we know.
    """
    here = parse_address(remote)
    if not (within(here, trusted) if here else trusts_unix and not remote):
        return str(here) if here else remote
    for hop in reversed(forwarded.split(",")):
        address = parse_address(hop)
        if address is None:
            break
        here = address
        if not within(here, trusted):
            break
    return str(here) if here else remote
