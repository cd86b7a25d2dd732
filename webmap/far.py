"""Addresses of strangers: which of them are asked, and how a name is looked up."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from typing import Final
from urllib.parse import SplitResult, urlsplit

from geo.errors import InputError, SourceError

FIELD: Final = "media_url"
PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 2000
SHUT: Final = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "192.0.0.0/24", "192.88.99.0/24"),
    )
)
"""Networks that lead elsewhere: to IPv4 addresses written into IPv6 ones, to the
machinery of a data centre (RFC 6890), through relays (RFC 7526)."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the open internet, and only that."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or address.teredo
        if inside:
            return False
    if any(address in network for network in SHUT):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def find_addresses(host: str) -> list[str]:
    """Look a name up."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as cause:
        raise SourceError(f"{host} is not known", permanent=False) from cause
    return [str(entry[4][0]) for entry in found]


def dial(address: str, port: int, timeout_s: float) -> socket.socket:
    """Open a connection to an address."""
    return socket.create_connection((address, port), timeout=timeout_s)


def split_url(url: str, ports: Sequence[int] = ()) -> SplitResult:
    """Take an address apart.

    Raises
    ------
    InputError
        If it is too long, of another scheme or port, or holds somebody's password.
    """
    if len(url) > LONGEST:
        raise InputError(FIELD, f"{len(url)} letters are more than {LONGEST}")
    if any(letter.isspace() or not letter.isprintable() for letter in url):
        raise InputError(FIELD, "holds a space or a character that no address has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as cause:
        raise InputError(FIELD, "is no address") from cause
    if parts.scheme not in PORTS:
        raise InputError(FIELD, "does not begin with http:// or https://")
    if not parts.hostname:
        raise InputError(FIELD, "names no host")
    if "@" in parts.netloc:
        raise InputError(FIELD, "holds a user name or a password")
    if port not in (None, *PORTS.values(), *ports):
        raise InputError(FIELD, f"the port {port} is not asked")
    return parts
