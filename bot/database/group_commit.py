"""Group commit: writes that come within a moment of each other go to the disk together."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any, TypeVar

from bot.database.protocols import Database, Transaction

T = TypeVar("T")

_Waiting = tuple[Callable[[Transaction], Any], asyncio.Future[Any]]


class GroupCommit:
    """Writes for coroutines of one event loop, in the order they come; each is on disk when its call returns."""

    def __init__(self, database: Database, executor: Executor, together: int, linger: float) -> None:
        """A transaction begins when `together` writes wait, or the first has waited `linger` seconds."""
        self._executor = executor
        self._database = database
        self._together = together
        self._linger = linger
        self._waiting: list[_Waiting] = []
        self._timer: asyncio.TimerHandle | None = None
        self._under_way: asyncio.Task[None] | None = None

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction that it may share with others. Raises what it raises, and ArchiveError."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, done))
        if len(self._waiting) >= self._together:
            self._begin()
        elif self._timer is None:
            self._timer = loop.call_later(self._linger, self._begin)
        return await done

    def _begin(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._commit_all())

    async def _commit_all(self) -> None:
        while self._waiting and self._timer is None:
            together, self._waiting = self._waiting, []
            if await self._commit(together) or len(together) == 1:
                continue
            for one in together:  # one of them was at fault: each by itself
                await self._commit([one])

    async def _commit(self, together: Sequence[_Waiting]) -> bool:
        """Whether they are written; of one alone, its caller is told why it is not."""
        try:
            results = await asyncio.get_running_loop().run_in_executor(
                self._executor, self._database.write, lambda t: [work(t) for work, _ in together]
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, it is handed to whoever asked for it
            if len(together) == 1 and not together[0][1].done():
                together[0][1].set_exception(error)
            return False
        for (_, done), result in zip(together, results, strict=True):
            if not done.done():
                done.set_result(result)
        return True
