"""The overall pace where several processes send for one bot: each is given its sends by what all of them ask.

A process asks for a few at a time, as many as it has messages, so that what it does not send is little. Where nobody
answers, it goes on at its own pace: then it is answers that are sent, since digests come from the same database.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from math import ceil, inf

from bot.database.opening import open_database
from bot.database.protocols import Database
from bot.settings import Settings
from bot.traffic.pace_record import PaceRecord, Taken
from briefings.errors import ArchiveError

log = logging.getLogger(__name__)

_ALL_SECONDS = 1.027  # over which a second's messages are spread, since they do not take equally long to arrive
_SHARE_SECONDS = 0.05  # of sends that are asked for at once
_LATE_SECONDS = 0.02  # after which a send that was not used is given up
_ANSWER_SECONDS = 2.0  # for which an answer is waited for


class SharedPace:
    """What `OverallPace` is for one process. Seconds are the gate's; all methods are for its event loop."""

    def __init__(self, database: Database, rate: int, executor: Executor, record: PaceRecord | None = None) -> None:
        """`executor` waits for the database, which is closed by `close`; `rate`: messages a second of all processes."""
        self._database = database
        self._executor = executor
        self._interval = _ALL_SECONDS / rate
        self._record = record or PaceRecord(self._interval)
        self._share = ceil(rate * _SHARE_SECONDS)
        self._sends: deque[float] = deque()
        self._last = -inf
        self._ask_at = -inf
        self._asking: asyncio.Task[None] | None = None
        self._is_answered = True
        self._telling: set[asyncio.Task[None]] = set()

    def next(self) -> float:
        """From when on the next message may go; endless where it has to be asked for."""
        return self._sends[0] if self._sends else inf

    def note(self, number: int, now: float) -> None:
        """A message goes now."""
        if self._sends:
            self._sends.popleft()

    def arrived(self, number: int, at: float) -> None:
        """Of what others send, it is not known when it arrives."""

    def forget_late(self, now: float) -> None:
        """Give up what was to be used before."""
        while self._sends and self._sends[0] < now - _LATE_SECONDS:
            self._sends.popleft()

    def ask(
        self,
        wanted: int,
        now: Callable[[], float],
        answered: Callable[[float], None],
        *,
        is_urgent: bool,
    ) -> float:
        """Ask for what is missing of so many sends, unless that is under way; returns when to ask again, at the latest.

        `answered` is called then, with the seconds for which Telegram asks to wait (0: it does not).
        """
        missing = min(wanted - len(self._sends), self._share)
        if self._asking or missing <= 0 or len(self._sends) > self._share // 2:
            return inf
        if not is_urgent and now() < self._ask_at:
            return self._ask_at
        self._asking = asyncio.create_task(self._ask(missing, now, answered, is_urgent=is_urgent))
        return inf

    def close_for(self, seconds: float) -> None:
        """Telegram asks to wait: tell all, and send nothing of what was given before."""
        self._sends.clear()
        task = asyncio.create_task(self._tell(seconds))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    def forget(self) -> None:
        """Send nothing of what was given."""
        self._sends.clear()

    def end(self) -> None:
        """Nothing is sent any more."""
        if self._asking:
            self._asking.cancel()

    def close(self) -> None:
        """Close the database."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._database.close()

    async def _ask(
        self, count: int, now: Callable[[], float], answered: Callable[[float], None], *, is_urgent: bool
    ) -> None:
        taken = await self._take(count, now, is_urgent=is_urgent)
        self._asking = None
        first = now() + taken.after
        self._sends.extend(first + number * self._interval for number in range(taken.count))
        self._last = self._sends[-1] if self._sends else self._last
        self._ask_at = -inf if taken.count else first
        answered(taken.closed)

    async def _take(self, count: int, now: Callable[[], float], *, is_urgent: bool) -> Taken:
        take = partial(self._record.take, count=count, is_urgent=is_urgent)
        work = asyncio.get_running_loop().run_in_executor(self._executor, self._database.write, take)
        try:
            taken = await asyncio.wait_for(work, _ANSWER_SECONDS)
        except (ArchiveError, TimeoutError) as error:
            if self._is_answered:
                log.warning(
                    "The database does not say how fast to send; each process keeps to the rate alone: %s", error
                )
            self._is_answered = False
            return Taken(1, max(0.0, self._last + self._interval - now()))
        self._is_answered = True
        return taken

    async def _tell(self, seconds: float) -> None:
        close = partial(self._record.close, seconds=seconds)
        with suppress(ArchiveError):  # the others will be told by Telegram
            await asyncio.get_running_loop().run_in_executor(self._executor, self._database.write, close)


@contextmanager
def open_shared_pace(settings: Settings) -> Iterator[SharedPace | None]:
    """The pace of all processes, over a connection of its own; None where there is one only, or no limit.

    Raises ArchiveError if the database cannot be reached, SettingsError.
    """
    if settings.database_url is None or not settings.broadcast_rate:
        yield None
        return
    database = open_database(settings.data_dir, settings.database_url)
    shared = SharedPace(database, settings.broadcast_rate, ThreadPoolExecutor(1, "pace"))
    try:
        yield shared
    finally:
        shared.close()
