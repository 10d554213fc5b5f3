"""Which addresses may be fetched: public unicast ones, whatever notation, tunnel or name they hide behind."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from onrecord.model.errors import AddressError

Resolve = Callable[[str, int], list[str]]
NOT_ALLOWED = "address not allowed"
SCHEMES = {"http": 80, "https": 443}
# IANA special-purpose registries: what `ip_address.is_global` does not already refuse in every Python we support.
CLOSED4 = tuple(map(ip_network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
)))  # fmt: skip
OPEN6 = ip_network("2000::/3")
CLOSED6 = tuple(
    map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "64:ff9b::/96", "64:ff9b:1::/48"))
)


class Target(NamedTuple):
    """An address taken apart: where to connect and what to ask for there."""

    url: str
    scheme: str
    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """Take an address apart. Raises AddressError for anything but http(s), for credentials and for unreadable ones."""
    if any(one <= " " or one == "\x7f" for one in url) or "\\" in url:
        raise AddressError(f"{NOT_ALLOWED}: blanks, control characters or backslashes in it", item=_shown(url))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressError(f"{NOT_ALLOWED}: it cannot be read as an address", item=_shown(url)) from None
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise AddressError(
            f"{NOT_ALLOWED}: only http and https are fetched, not {scheme or 'a bare name'}", item=_shown(url)
        )
    if parts.username is not None or parts.password is not None:
        raise AddressError(f"{NOT_ALLOWED}: it carries a name or password", item=f"{scheme}://{parts.hostname}/...")
    if not parts.hostname:
        raise AddressError(f"{NOT_ALLOWED}: no host in it", item=_shown(url))
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return Target(url, scheme, _host(parts.hostname, url), port or SCHEMES[scheme], path)


def checked_addresses(target: Target, resolve: Resolve) -> list[str]:
    """The IP addresses of a target's host, all of them checked. Raises AddressError if even one may not be fetched:
    a name that also points inside is an attempt to get inside."""
    found = [target.host] if _literal(target.host) is not None else resolve(target.host, target.port)
    if not found:
        raise AddressError("the host has no address", item=target.url)
    for one in found:
        why = closed(one)
        if why:
            who = target.host if target.host == one else f"{target.host} is {one},"
            raise AddressError(f"{NOT_ALLOWED}: {who} {'is ' if who == one else ''}{why}", item=target.url)
    return found


def closed(address: str) -> str | None:
    """Why an IP address may not be fetched, or None for a public one."""
    found = _literal(address)
    if found is None:
        return "no IP address"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return _closed4(found.ipv4_mapped) or "an IPv4 address written as IPv6"
        if found.is_multicast:
            return "multicast"
        if found not in OPEN6 or any(found in network for network in CLOSED6):
            return "private, local, reserved or a tunnel to such"
        return None
    return _closed4(found)


def system_resolve(host: str, port: int) -> list[str]:
    """The system's resolver; each address once. Raises AddressError where the name is unknown."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError(f"the host {host} cannot be found") from error
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def _closed4(found: IPv4Address) -> str | None:
    if found.is_multicast:
        return "multicast"
    if found.is_loopback:
        return "this machine"
    if any(found in network for network in CLOSED4):
        return "private, local or reserved"
    return None


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        return None


def _host(host: str, url: str) -> str:
    """The host as it is looked up; numbers in the notations of the C library (2130706433, 0x7f.1, 017700000001) are
    IP addresses to some resolvers and are read as such here, so that the check sees what they would connect to."""
    if _literal(host) is not None:
        return host
    last = host.rstrip(".").rsplit(".", 1)[-1]
    if last.isdigit() or last.lower().startswith("0x"):
        try:
            return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
        except (OSError, UnicodeError):
            raise AddressError(f"{NOT_ALLOWED}: {host} is no name and no address", item=_shown(url)) from None
    try:
        named = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        raise AddressError(f"{NOT_ALLOWED}: {host!r} is no host name", item=_shown(url)) from None
    return named.lower()


def _shown(url: str) -> str:
    return "".join(one if one.isprintable() else "?" for one in url)[:300]
