"""The connections that the bot sends by, each apart: what one message costs does not grow with those beside it.

The library's pool looks at each of its connections before and after each request, which costs more than the request
itself where a digest goes out by twenty at once.
"""

import asyncio
import sys
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from telegram.request import BaseRequest, HTTPXRequest

from bot.traffic.certificates import certificates

_MOST_AT_ONCE = 256  # requests, as the library has

# httpcore tries to import `sniffio` anew for each request, and each time looks for it in every folder of the path. That
# it is not there is remembered by this entry.
with suppress(ValueError):  # it is remembered already
    if find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]  # as the import system has it for "not there"


class ParallelRequest(BaseRequest):
    """python-telegram-bot's own requests, each by a connection of its own."""

    def __init__(self) -> None:
        self._first = self._new()
        self._pools = {self._first}
        self._free = [self._first]
        self._places = asyncio.Semaphore(_MOST_AT_ONCE)
        self._closing: set[asyncio.Task[None]] = set()

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
        """As the library's own.

        A pool whose request was broken off is thrown away: its connection may stay taken for a while, or for ever.
        """
        async with self._places:
            pool = self._free.pop() if self._free else self._new()  # the one used last is the likeliest to be open
            self._pools.add(pool)
            try:
                answer = await pool.do_request(*args, **kwargs)
            except BaseException:
                self._throw_away(pool)
                raise
            self._free.append(pool)
            return answer

    def _throw_away(self, pool: HTTPXRequest) -> None:
        self._pools.discard(pool)
        closing = asyncio.create_task(pool.shutdown())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    def _new(self) -> HTTPXRequest:
        return HTTPXRequest(connection_pool_size=1, httpx_kwargs={"verify": certificates()})
