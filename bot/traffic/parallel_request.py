"""The connections that the bot sends by, each apart: what one message costs does not grow with those beside it.

The library's pool looks at each of its connections before and after each request, which costs more than the request
itself where a digest goes out by twenty at once.
"""

import sys
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

import httpx
from telegram.request import BaseRequest, HTTPXRequest

_MOST_POOLS = 256  # as many requests at once as the library has
_CONNECTIONS = 2  # of each: one that was broken off may still be closing

# httpcore tries to import `sniffio` anew for each request, and each time looks for it in every folder of the path. That
# it is not there is remembered by this entry.
with suppress(ValueError):  # it is remembered already
    if find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]  # as the import system has it for "not there"


class ParallelRequest(BaseRequest):
    """python-telegram-bot's own requests, of which each has a small pool that is free, if any is."""

    def __init__(self) -> None:
        self._certificates = httpx.create_ssl_context()  # which take longer to read than a message to send
        self._first = self._new()
        self._pools = [self._first]
        self._free = [self._first]
        self._turn = 0

    @property
    def read_timeout(self) -> float | None:
        """As the library's own."""
        return self._first.read_timeout

    async def initialize(self) -> None:
        """As the library's own."""
        for pool in self._pools:
            await pool.initialize()

    async def shutdown(self) -> None:
        """As the library's own."""
        for pool in self._pools:
            await pool.shutdown()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As the library's own."""
        if not self._free and len(self._pools) == _MOST_POOLS:
            self._turn = (self._turn + 1) % _MOST_POOLS
            return await self._pools[self._turn].do_request(*args, **kwargs)
        if not self._free:
            self._pools.append(self._new())
            self._free.append(self._pools[-1])
        pool = self._free.pop()  # the one used last, whose connection is the likeliest to be open
        try:
            return await pool.do_request(*args, **kwargs)
        finally:
            self._free.append(pool)

    def _new(self) -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=_CONNECTIONS, httpx_kwargs={"verify": self._certificates})
