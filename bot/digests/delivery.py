"""Delivery: plans digests and sends what is in the outbox, while the bot runs, in threads of its own."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from bot.database.protocols import Database
from bot.digests import outbox
from bot.digests.outcomes import Notice
from bot.digests.planner import DigestPlanner, DigestSource
from bot.digests.sender import LINGER_SECONDS, OutboxSender, SendMessage
from briefings.errors import ArchiveError
from briefings.model.clock import Clock

log = logging.getLogger(__name__)

GRACE = timedelta(hours=6)  # for which a digest that is late is still sent
_LOOK_SECONDS = 2.0  # from one look for digests that are due to the next
_BEAT_SECONDS, _ALIVE_SECONDS = 20.0, 60.0  # how often a worker says that it lives, and for how long that holds
_TROUBLE_SECONDS = 10.0  # until the database is tried again


class DigestDelivery:
    """Sends each chat its digests. To be made, begun and ended in one event loop."""

    def __init__(
        self,
        send: SendMessage,
        database: Database,
        source: DigestSource | None,
        clock: Clock,
        notice: Notice,
        tell: Callable[[str], None],
        linger: float = LINGER_SECONDS,
        rate: int = 0,
    ) -> None:
        """Without a `source` another process plans, and this one sends. `rate`: messages a second, 0 for no limit.

        `notice` words what is told the person whose group's digest has ended; `tell` hears of each outcome.
        """
        # Composing takes long now and then; recording must not wait for it, nor people's questions for either.
        self._composing = ThreadPoolExecutor(1, "digests")
        self._recording = ThreadPoolExecutor(1, "outbox")
        self._database = database
        self._clock = clock
        self._worker = uuid4().hex
        self._alive_until = float("-inf")
        self._planner = DigestPlanner(database, source, GRACE) if source else None
        self._sender = OutboxSender(
            send,
            database,
            self._recording,
            clock,
            notice,
            tell,
            self._worker,
            GRACE.total_seconds(),
            linger,
            rate,
            self._is_alive,
        )
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Plan and send from now on."""
        activities = [self._send_on_and_on()]
        if self._planner:
            activities.append(self._plan_on_and_on())
        if self._database.engine == "postgresql":
            activities.append(self._live_on_and_on())
        self._tasks = [asyncio.create_task(activity) for activity in activities]

    def take_over(self) -> None:
        """Say that this process lives, and free what those had claimed that live no longer. Raises ArchiveError."""
        if self._database.engine == "sqlite":  # no other process has it open
            self._database.write(outbox.free_all)
        else:
            now = self._clock().timestamp()
            self._database.write(lambda t: outbox.heartbeat(t, self._worker, now, _ALIVE_SECONDS))
            self._alive_until = now + _ALIVE_SECONDS

    def _is_alive(self) -> bool:
        """Whether the others leave to this process what it has claimed: not if it was held up for long."""
        return self._database.engine == "sqlite" or self._clock().timestamp() < self._alive_until

    async def tick(self, now: datetime) -> None:
        """Plan and send what is due now, and return when that is done. Raises ArchiveError."""
        await self._plan(now)
        if self._database.engine == "postgresql":
            await self._in(self._recording, self.take_over)
        await self._sender.send_due()

    async def end(self, seconds: float) -> None:
        """Begin nothing more, and give what is under way that long; the rest goes out after the next start."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        if not tasks:
            return
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._sender.finish(seconds)
        self._composing.shutdown(wait=False, cancel_futures=True)
        self._recording.shutdown(wait=False)

    async def _plan_on_and_on(self) -> None:
        while True:
            try:
                await self._plan(self._clock())
            except Exception:
                log.exception("Digests could not be planned")
                await asyncio.sleep(_TROUBLE_SECONDS)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _plan(self, now: datetime) -> None:
        planner = self._planner
        while planner and await self._in(self._composing, lambda: planner.plan(now)):
            pass

    async def _send_on_and_on(self) -> None:
        with suppress(ArchiveError):
            await self._in(self._recording, self.take_over)
        await self._sender.run()

    async def _live_on_and_on(self) -> None:
        while True:
            await asyncio.sleep(_BEAT_SECONDS)
            try:
                await self._in(self._recording, self.take_over)
            except ArchiveError:
                log.exception("Other workers could not be told that this one lives")

    async def _in(self, executor: ThreadPoolExecutor, work: Callable[[], object]) -> object:
        return await asyncio.get_running_loop().run_in_executor(executor, work)
