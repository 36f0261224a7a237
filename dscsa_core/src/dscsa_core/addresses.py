"""Addresses on which a connector must not call: those of networks of one's own.

Whoever names a service, or answers with a redirect, must not have the program call
what only this machine can reach. The caller resolves a name once, has every address
judged, and connects to one of those that were judged, so no second answer of the name
service slips in between. RFC 1122, 1918, 3927, 4193, 4291, 6598, 6890.
"""

import ipaddress
from collections.abc import Iterable

from .errors import CoreError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# by name, since what Python calls global differs from version to version
_REFUSED = {
    "loopback": "127.0.0.0/8 ::1/128",
    "link_local": "169.254.0.0/16 fe80::/10 fec0::/10",
    "private": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7",
    "carrier": "100.64.0.0/10",
    "nowhere": "0.0.0.0/8 ::/128 192.0.0.0/24 100::/64",
    "example": "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20",
    "measuring": "198.18.0.0/15",
    "many": "224.0.0.0/4 ff00::/8",
    "reserved": "240.0.0.0/4 192.88.99.0/24 2001::/23",
}
_NETWORKS = tuple(
    (ipaddress.ip_network(text), kind)
    for kind, texts in _REFUSED.items()
    for text in texts.split()
)
# all of IPv6 that is given out to anybody
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
_NAT64 = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
)


def refused_address(text: str) -> str:
    """Why nothing may be sent to an address: ``private``, ``loopback`` …; else empty.

    An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4, Teredo) counts like itself.
    What is no address in its plain form is ``unreadable``.

    >>> refused_address("::ffff:10.0.0.1"), refused_address("127.1")
    ('private', 'unreadable')
    >>> refused_address("8.8.8.8")
    ''
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unreadable"
    return _refused(address)


def check_addresses(texts: Iterable[str], *, allow_loopback: bool = False) -> None:
    """CoreError ``lookup.address`` (``address``, ``kind``) if any is refused, or none
    is there: of a name with a good and a bad address nobody knows which is called.

    ``allow_loopback``: for a service of this very machine that a manager set up.
    """
    found = list(texts)
    for text in found or [""]:
        kind = refused_address(text)
        if kind and not (allow_loopback and kind == "loopback"):
            raise CoreError("lookup.address", address=text[:60], kind=kind)


def _refused(address: _Address) -> str:
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return "link_local"
        if inner := _inside(address):
            return _refused(inner)
    for network, kind in _NETWORKS:
        if address.version == network.version and address in network:
            return kind
    if address.version == 6 and address not in _GIVEN_OUT:
        return "reserved"
    return ""


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which packets for this one go in the end."""
    if found := address.ipv4_mapped or address.sixtofour:
        return found
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in _NAT64) or _is_compatible(address):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_compatible(address: ipaddress.IPv6Address) -> bool:
    """The old form ::a.b.c.d, besides ::1 and ::."""
    return 1 < int(address) <= 0xFFFFFFFF
