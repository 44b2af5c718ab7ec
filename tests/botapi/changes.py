"""Lets a test or a long poll sleep until something happens in the stand-in; knows nothing of what happens."""

import asyncio
from collections.abc import Callable


class Changes:
    """One signal for the whole stand-in. Its state changes without awaiting, so a check never races a change."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        """Wakes all who wait; each looks for itself whether it was what it waited for."""
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, ready: Callable[[], bool], within: float) -> bool:
        """True as soon as `ready()` holds, False if it does not within that many seconds."""
        try:
            async with asyncio.timeout(within):
                while not ready():
                    await self._next.wait()
        except TimeoutError:
            return ready()
        return True
