"""Handles updates side by side: those of one chat in their order, so many at once, and none that is over a budget.

Editors have no budget: nothing that they send is dropped, however much it is. What they push is a task of its own, so
that it holds neither a slot nor its chat's line.
"""

import inspect
import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.traffic.askers import asker_of, line_of, person_of
from bot.traffic.budgets import Asker, Budgets, Verdict
from bot.traffic.turns import Turns

log = logging.getLogger(__name__)

_AT_ONCE = 512  # updates being handled: most wait for Telegram or a thread, those of full groups for a minute
_MAX_WAITING_IN_CHAT = 30  # questions; a group is sent twenty answers a minute
_MAX_WAITING = 2_000  # questions of all chats together
_NO_LIMIT = 1_000_000_000  # the library's own, which would let one chat take every place

Notice = Callable[[Update], Awaitable[None]]


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
        self._turns = Turns(at_once, _MAX_WAITING)
        self._is_overloaded = False

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await `coroutine`, which handles the update, when it is its turn; or drop it."""
        try:
            await self._process(update, coroutine)
        finally:
            if inspect.iscoroutine(coroutine):
                coroutine.close()  # without effect, unless it was dropped, or cancelled before its turn

    async def _process(self, update: object, coroutine: Awaitable[Any]) -> None:
        line = line_of(update) if isinstance(update, Update) else None
        if not isinstance(update, Update) or line is None:
            await coroutine
            return
        person = person_of(update)
        is_editor = person is not None and self._is_editor(person)
        asker = asker_of(update, self._commands, update.get_bot().username)
        if is_editor or update.my_chat_member:
            async with self._turns.turn(line, counts=False):
                await coroutine
        elif asker is None:  # nobody waits for it: no handler does more than look at it
            await coroutine
        else:
            await self._answer(update, coroutine, line, asker)

    async def _answer(self, update: Update, coroutine: Awaitable[Any], line: int, asker: Asker) -> None:
        verdict = self._judge(line, asker)
        if verdict is Verdict.WITHIN:
            async with self._turns.turn(line, counts=True) as is_turn:
                if is_turn:
                    await coroutine
        if verdict is Verdict.OVER:
            await self._notice(update)

    def _judge(self, line: int, asker: Asker) -> Verdict:
        now, waiting = self._clock(), self._turns.questions
        if self._turns.of_chat(line) >= _MAX_WAITING_IN_CHAT:
            return self._budgets.refuse(asker, now)
        verdict = self._budgets.spend(asker, now)
        if verdict is not Verdict.WITHIN:
            return verdict
        if waiting >= _MAX_WAITING and not self._is_overloaded:
            log.warning("%d questions wait to be answered: who has asked most is answered less", waiting)
        self._is_overloaded = waiting >= _MAX_WAITING or (self._is_overloaded and waiting > _MAX_WAITING // 2)
        return Verdict.WITHIN if self._turns.make_place(line) else Verdict.SILENCE
