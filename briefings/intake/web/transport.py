"""Lets httpx connect to allowed addresses only; addresses.py decides which those are."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from itertools import islice, zip_longest

import httpx

from briefings.errors import IntakeError
from briefings.intake.web.addresses import Address, is_local_name, is_web_port

_MAX_ADDRESSES = 8  # of a host that are tried

MayConnect = Callable[[Address], bool]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, best first, as the system resolver gives them. Raises OSError if there are none."""
    address_infos = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in address_infos))


class CheckedTransport(httpx.AsyncBaseTransport):
    """Resolves each request's host itself, checks the addresses and connects to exactly those.

    As httpx never sees the name, a second look-up cannot give another answer than the one that was checked; as
    redirects come through here too, each is checked. The Host header and TLS still carry the name. `inner` must not
    keep connections alive: httpx would know them by address alone and reuse one for another host's name.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, may_connect: MayConnect, resolve: Resolve, item: str) -> None:
        self._inner = inner
        self._may_connect = may_connect
        self._resolve = resolve
        self._item = item

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises IntakeError if the address is not allowed or the host not known, else what `inner` raises."""
        failure: httpx.TransportError | None = None
        for address in _to_try(await self._resolve_allowed(request.url)):
            try:
                return await self._inner.handle_async_request(_request_to_address(address, request))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure or IntakeError("link-unknown-host", item=self._item)

    async def _resolve_allowed(self, url: httpx.URL) -> list[Address]:
        port = url.port if url.port is not None else 443 if url.scheme == "https" else 80
        host = url.raw_host.decode("ascii")
        if url.scheme not in ("http", "https") or not host:
            raise IntakeError("link-malformed", item=self._item)
        if url.userinfo:
            raise IntakeError("link-password", item=self._item)
        if not is_web_port(port):
            raise IntakeError("link-port", item=self._item, port=str(port))
        if is_local_name(host):
            raise IntakeError("link-private", item=self._item)
        try:
            addresses = [ip_address(address) for address in await self._resolve(host, port)]
        except (OSError, ValueError) as error:  # ValueError: what it gives is no address
            raise IntakeError("link-unknown-host", item=self._item) from error
        if not all(self._may_connect(address) for address in addresses):
            raise IntakeError("link-private", item=self._item)
        return addresses


def _to_try(addresses: Sequence[Address]) -> list[Address]:
    """The addresses to connect to, a few: best first, and in turn of the one version of IP and of the other.

    So a host of many addresses of a version that this machine has no way to is reached by the other version
    (RFC 8305, section 4).
    """
    own = [address for address in dict.fromkeys(addresses) if address.version == addresses[0].version]
    other = [address for address in dict.fromkeys(addresses) if address.version != addresses[0].version]
    in_turn = (address for pair in zip_longest(own, other) for address in pair if address is not None)
    return list(islice(in_turn, _MAX_ADDRESSES))


def _request_to_address(address: Address, request: httpx.Request) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address).partition("%")[0]),  # a public address needs no network interface
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii")},
    )


def connection_error_key(error: httpx.TransportError) -> str:
    """The IntakeError key for a connection that failed."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "link-insecure"
        cause = cause.__cause__ or cause.__context__  # httpcore hides the cause
    return "link-garbled" if isinstance(error, httpx.ProtocolError) else "link-unreachable"
