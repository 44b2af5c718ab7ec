"""Handles updates side by side: those of one chat in their order, so many at once, and none that is over a budget.

Editors have no budget: nothing that they send is dropped, however much it is. What they push is a task of its own, so
that it holds neither a slot nor its chat's line.
"""

import asyncio
import inspect
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.traffic.askers import asker_of, line_of, person_of
from bot.traffic.budgets import Asker, Budgets, Verdict

log = logging.getLogger(__name__)

_AT_ONCE = 512  # updates being handled: most wait for Telegram or a thread, those of full groups for a minute
_MAX_WAITING_IN_CHAT = 30  # questions; a group is sent twenty answers a minute
_MAX_WAITING = 2_000  # questions of all chats together
_NO_LIMIT = 1_000_000_000  # the library's own, which would let one chat take every place

Notice = Callable[[Update], Awaitable[None]]


@dataclass(slots=True)
class _Line:
    """The updates of one chat: who has the lock is handled. `users` counts those in it, `questions` those to answer."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    questions: int = 0


class UpdateOrder(BaseUpdateProcessor):
    """python-telegram-bot's update processor; keeps nothing of a chat that has no update under way."""

    def __init__(
        self,
        budgets: Budgets,
        is_editor: Callable[[int], bool],
        notice: Notice,
        commands: Collection[str],
        clock: Callable[[], float],
        at_once: int = _AT_ONCE,
    ) -> None:
        """`notice` says that it was too much; `commands`: names of those that the bot has; `clock`: seconds."""
        super().__init__(_NO_LIMIT)
        self._budgets = budgets
        self._is_editor = is_editor
        self._notice = notice
        self._commands = commands
        self._clock = clock
        self._slots = asyncio.Semaphore(at_once)
        self._lines: dict[int, _Line] = {}
        self._waiting = 0
        self._is_overloaded = False

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await `coroutine`, which handles the update, when it is its turn; or drop it."""
        line = line_of(update) if isinstance(update, Update) else None
        if not isinstance(update, Update) or line is None:
            await coroutine
            return
        person = person_of(update)
        is_editor = person is not None and self._is_editor(person)
        asker = asker_of(update, self._commands, update.get_bot().username)
        if is_editor:
            async with self._turn(line, counts=False):
                await coroutine
        elif asker is None:  # nobody waits for it: no handler does more than look at it
            await coroutine
        else:
            await self._answer(update, coroutine, line, asker)

    async def _answer(self, update: Update, coroutine: Awaitable[Any], line: int, asker: Asker) -> None:
        verdict = self._judge(line, asker)
        if verdict is Verdict.WITHIN:
            async with self._turn(line, counts=True):
                await coroutine
            return
        if inspect.iscoroutine(coroutine):
            coroutine.close()
        if verdict is Verdict.OVER:
            await self._notice(update)

    def _judge(self, line: int, asker: Asker) -> Verdict:
        now = self._clock()
        if self._waiting >= _MAX_WAITING:
            if not self._is_overloaded:
                log.warning("%d questions wait to be answered: more are dropped", self._waiting)
            self._is_overloaded = True
            return Verdict.SILENCE
        self._is_overloaded = self._is_overloaded and self._waiting > _MAX_WAITING // 2  # one line in the log for each
        waits = self._lines.get(line)
        if waits and waits.questions >= _MAX_WAITING_IN_CHAT:
            return self._budgets.refuse(asker, now)
        return self._budgets.spend(asker, now)

    @asynccontextmanager
    async def _turn(self, key: int, *, counts: bool) -> AsyncIterator[None]:
        """Enter when all earlier updates of that chat are done and there is a slot."""
        line = self._lines.setdefault(key, _Line())
        line.users += 1
        line.questions += counts
        self._waiting += counts
        try:
            async with line.lock, self._slots:
                yield
        finally:
            self._waiting -= counts
            line.questions -= counts
            line.users -= 1
            if not line.users:
                del self._lines[key]
