"""What the commands that go on until they are told to stop have in common: their loop, beginning and ending."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from telegram.error import NetworkError

log = logging.getLogger(__name__)

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_RETRY_SECONDS = 2.0  # while Telegram cannot be reached


@contextmanager
def signalled_loop() -> Iterator[tuple[asyncio.AbstractEventLoop, asyncio.Event]]:
    """A loop, and what is set when a signal asks to stop.

    Its end does not wait for threads: those that read for a push end with the reader, which is closed after it.
    """
    loop, told = asyncio.new_event_loop(), asyncio.Event()
    asyncio.set_event_loop(loop)
    for number in _SIGNALS:
        try:
            loop.add_signal_handler(number, told.set)
        except NotImplementedError:  # on Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))
    try:
        yield loop, told
    finally:
        asyncio.set_event_loop(None)
        loop.close()


async def until_told(told: asyncio.Event, begin: Coroutine[Any, Any, None], end: Callable[[], Awaitable[None]]) -> None:
    """Begin, go on until told to stop, and end. Raises what beginning raises, after the end."""
    beginning, telling = asyncio.create_task(begin), asyncio.create_task(told.wait())
    try:
        await asyncio.wait({beginning, telling}, return_when=asyncio.FIRST_COMPLETED)
        if beginning.done():
            beginning.result()
            await telling
    finally:
        for task in (beginning, telling):
            task.cancel()
        await asyncio.gather(beginning, telling, return_exceptions=True)
        await end()


async def until_reached(initialize: Callable[[], Awaitable[None]]) -> None:
    """Initialize, again and again while Telegram cannot be reached."""
    while True:
        try:
            return await initialize()
        except NetworkError:
            await asyncio.sleep(_RETRY_SECONDS)


async def within(seconds: float, ending: Coroutine[Any, Any, None] | asyncio.Task[None], what: str) -> None:
    """Wait for an ending that long at most; one that takes longer or fails is logged."""
    try:
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(ending, seconds)
    except TimeoutError:
        log.warning("Stopping: gave up waiting for %s", what)
    except Exception:
        log.exception("Stopping failed at %s", what)
