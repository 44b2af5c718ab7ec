"""Fetches the page behind a link with httpx; web/article.py and formats/html.py read the article on it."""

import asyncio
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpx

from briefings.errors import IntakeError
from briefings.intake.web.addresses import is_public
from briefings.intake.web.response import ACCEPT, read_response
from briefings.intake.web.transport import CheckedTransport, MayConnect, Resolve, connection_error_key, resolve
from briefings.model.items import Page
from briefings.model.links import short_link


class WebFetcher:
    """Fetches public web pages; keeps neither cookies nor connections between fetches.

    Args:
        timeout_seconds: for a whole fetch, from looking up the host to the last byte.
        max_bytes: of a page, both as sent and decompressed.
        max_redirects: how many redirects of one link are followed.
        may_connect: whether an address may be connected to.
        resolve: looks up the addresses of a host.
    """

    def __init__(
        self,
        *,
        timeout_seconds: float = 20,
        max_bytes: int = 5_000_000,
        max_redirects: int = 5,
        may_connect: MayConnect = is_public,
        resolve: Resolve = resolve,
    ) -> None:
        self._timeout = timeout_seconds
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._may_connect = may_connect
        self._resolve = resolve
        self._agent = f"Sourceline/{version('sourceline')} (news briefing bot)"
        self._transport: httpx.AsyncHTTPTransport | None = None  # made with the first link: it reads all certificates

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections that are still open."""
        if self._transport:
            await self._transport.aclose()

    async def fetch(self, url: str) -> Page:
        """The page behind a link. Raises IntakeError."""
        item = short_link(url)
        try:
            async with asyncio.timeout(self._timeout), self._client(item) as client:
                return await self._fetch(client, client.build_request("GET", url.strip()), item)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise IntakeError("link-timeout", item=item, seconds=round(self._timeout)) from error
        except (httpx.InvalidURL, UnicodeError) as error:  # UnicodeError: a wrongly encoded host name
            raise IntakeError("link-malformed", item=item) from error
        except httpx.TransportError as error:
            raise IntakeError(connection_error_key(error), item=item) from error

    async def _fetch(self, client: httpx.AsyncClient, request: httpx.Request, item: str) -> Page:
        """Follows redirects itself, because httpx would read the whole body of each, however large."""
        for _ in range(self._max_redirects + 1):
            response = await client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return await read_response(response, self._max_bytes, item)
                request = response.next_request
            finally:
                await response.aclose()
        raise IntakeError("link-redirects", item=item, limit=self._max_redirects)

    def _connections(self) -> httpx.AsyncHTTPTransport:
        limits = httpx.Limits(max_keepalive_connections=0)
        self._transport = self._transport or httpx.AsyncHTTPTransport(trust_env=False, limits=limits)
        return self._transport

    def _client(self, item: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=CheckedTransport(self._connections(), self._may_connect, self._resolve, item),
            headers={"User-Agent": self._agent, "Connection": "close", **ACCEPT},
            timeout=httpx.Timeout(self._timeout, connect=self._timeout / 4),  # leaves time for the next address
            trust_env=False,  # a proxy would connect in our place, unchecked
        )
