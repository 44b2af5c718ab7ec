"""Decides which hosts, addresses and ports a link may lead to: public ones only; transport.py does the connecting."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

_NOT_PUBLIC_IPV4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and the metadata service of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
]
_GLOBAL_UNICAST_IPV6 = IPv6Network("2000::/3")  # all that is allocated; the rest is special-purpose
_NOT_PUBLIC_IPV6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, with Teredo, which hides an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4, hides an IPv4 address
        "3fff::/20",
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_NAMES = ("localhost", "local", "internal", "lan", "home.arpa")


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet.

    The lists are IANA's special-purpose address registries, in full because what `ipaddress` calls global differs
    between Python versions. An IPv4 address inside an IPv6 one (mapped, or behind
    NAT64, which is how a network without IPv4 reaches a site without IPv6) is judged as itself.
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_IPV4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _GLOBAL_UNICAST_IPV6 and not any(address in network for network in _NOT_PUBLIC_IPV6)


def is_local_name(host: str) -> bool:
    """Whether a host name belongs to this machine or its local network, whatever it resolves to."""
    name = host.rstrip(".").lower()
    return name.endswith(tuple(f".{local}" for local in _LOCAL_NAMES)) or name in _LOCAL_NAMES


def is_web_port(port: int) -> bool:
    """Whether a port may serve a web page: 80, 443, or any from 1024 up.

    The other ports below 1024 are for mail, remote shells and the like, which the bot must not be used to talk to.
    """
    return port in (80, 443) or 1024 <= port <= 65535
