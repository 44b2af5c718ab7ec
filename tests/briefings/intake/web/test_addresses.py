"""Which addresses, host names and ports a link may lead to."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.intake.web.addresses import is_local_name, is_public, is_web_port

NOT_PUBLIC = {
    "unspecified": "0.0.0.0",
    "this network": "0.1.2.3",
    "private, class A": "10.0.0.1",
    "carrier-grade NAT": "100.64.0.1",
    "carrier-grade NAT, last": "100.127.255.255",
    "loopback": "127.0.0.1",
    "loopback, another": "127.8.9.10",
    "cloud metadata": "169.254.169.254",
    "private, class B": "172.31.255.254",
    "protocol assignment": "192.0.0.8",
    "documentation": "192.0.2.7",
    "6to4 relay": "192.88.99.1",
    "private, class C": "192.168.1.1",
    "benchmark": "198.19.255.1",
    "multicast": "224.0.0.1",
    "multicast, own scope": "239.255.255.250",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "IPv6 unspecified": "::",
    "IPv6 loopback": "::1",
    "mapped private": "::ffff:10.0.0.1",
    "mapped loopback": "::ffff:127.0.0.1",
    "IPv4-compatible loopback": "::127.0.0.1",
    "translated loopback": "::ffff:0:127.0.0.1",
    "NAT64 to private": "64:ff9b::10.0.0.1",
    "NAT64 to metadata": "64:ff9b::a9fe:a9fe",
    "NAT64 of a local network": "64:ff9b:1::8.8.8.8",
    "discard": "100::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "6to4 with private": "2002:c0a8:101::1",
    "6to4 with loopback": "2002:7f00:1::",
    "IPv6 documentation": "2001:db8::1",
    "IPv6 documentation, newer": "3fff::1",
    "unique local": "fd12:3456:789a::1",
    "IPv6 link-local": "fe80::1",
    "IPv6 link-local with zone": "fe80::1%eth0",
    "site-local": "fec0::1",
    "IPv6 multicast": "ff02::1",
}


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC.keys())
def test_special_address_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "223.255.255.1", "2606:4700::1111", "2a00:1450::8a"],
)
def test_ordinary_address_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", ["::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_public_address_inside_an_ipv6_one_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_nothing_that_python_calls_special_is_public(address: IPv4Address) -> None:
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@given(st.ip_addresses(v=6))
def test_nothing_that_python_calls_special_is_public_in_ipv6(address: IPv6Address) -> None:
    if is_public(address) and address.ipv4_mapped is None:
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_does_not_make_it_public(address: IPv4Address) -> None:
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        assert is_public(IPv6Address(prefix | int(address))) == is_public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "news.localhost", "printer.local", "db.internal", "nas.lan"]
)
def test_name_of_the_own_network_is_local(host: str) -> None:
    assert is_local_name(host)


@pytest.mark.parametrize("host", ["local.example", "localhost.example", "thelocal", "planlan"])
def test_name_that_only_looks_local_is_not(host: str) -> None:
    assert not is_local_name(host)


@pytest.mark.parametrize(("port", "web"), [(80, True), (443, True), (8443, True), (0, False), (22, False), (25, False)])
def test_only_web_ports_are_opened(port: int, web: bool) -> None:
    assert is_web_port(port) is web
