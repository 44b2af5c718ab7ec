"""Reads what is pushed a little ahead of what is stored, however much it is."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


async def read_ahead(
    items: Iterable[_Item], read: Callable[[_Item], Awaitable[_Result]], most: int
) -> AsyncGenerator[_Result, None]:
    """What `read` gives for each item, in their order; at most `most` are being read, or are read and not yet taken.

    What is being read when the iterator is closed is cancelled.
    """
    waiting = iter(items)
    ahead: deque[asyncio.Future[_Result]] = deque()
    try:
        while True:
            ahead.extend(asyncio.ensure_future(read(item)) for item in islice(waiting, most - len(ahead)))
            if not ahead:
                return
            yield await ahead.popleft()
    finally:
        for reading in ahead:
            reading.cancel()
