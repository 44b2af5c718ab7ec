"""A web server on loopback for tests: says what it is told to, and remembers what it was asked."""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebServer:
    """`async with WebServer() as server`; pages may be added at any time.

    Attributes:
        requests: what it was asked, in order; path and query as they came in `request.raw_path`.
        closing: set when the server ends; what a slow handler waits for.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.host = host
        self.requests: list[web.Request] = []
        self.closing = asyncio.Event()
        self._handlers: dict[str, Handler] = {}

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, 0).start()
        self.port: int = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        await self._runner.cleanup()

    def url(self, path: str, host: str | None = None) -> str:
        """The full address of a path; under another host's name if one is given."""
        return f"http://{host or self.host}:{self.port}{path}"

    def page(
        self,
        path: str,
        body: str | bytes = "",
        *,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        headers: dict[str, str] | None = None,
    ) -> str:
        """Answer a path with this from now on. Returns its full address."""
        content = body.encode() if isinstance(body, str) else body
        every = {"Content-Type": content_type, **(headers or {})}

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(body=content, status=status, headers=every)

        return self.handle(path, answer)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Send whoever asks for a path elsewhere. Returns its full address."""
        return self.page(path, status=status, headers={"Location": to})

    def handle(self, path: str, handler: Handler) -> str:
        """Answer a path with what the handler returns. Returns its full address."""
        self._handlers[path] = handler
        return self.url(path)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        handler = self._handlers.get(request.path)
        return await handler(request) if handler else web.Response(status=404, text="Not found")
