"""Sends what is in the outbox: each message until it has arrived or never will, none more often than it must.

A message is recorded as sent after it was, together with others; so what a crash can send twice are the few whose
record was still under way. What failed is sent again where Telegram's answer or the connection says that it has not
arrived. Where that is unknown it is sent once more after a wait, and counted as in doubt.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from typing import Protocol, TypeVar

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

from bot.database.group_commit import GroupCommit
from bot.database.protocols import Database, Transaction
from bot.digests import outbox
from bot.digests.outbox import OutboxItem
from bot.digests.outcomes import Notice, after_failure, record_arrival, record_end, record_part
from bot.digests.send_errors import describe
from bot.rendering.keyboards import NO_PREVIEW, keyboard
from bot.traffic.send_gate import flood_wait
from briefings.errors import ArchiveError
from briefings.model.clock import Clock

log = logging.getLogger(__name__)

T = TypeVar("T")

_CLAIMED_AT_ONCE = 50
_FEWEST_SLOTS, _MOST_SLOTS = 18, 32  # messages under way: some are sent while the others are recorded
_SLOT_SECONDS = 1 / 8  # for which a message is under way, where all goes well
_TOGETHER = 12  # messages recorded by one write
LINGER_SECONDS = 0.42  # that the first of them waits for others
_IDLE_SECONDS = 1.0  # between looks into an empty outbox
_OVERDUE_SECONDS = 0.2  # until another look at what is due and waits for another message to its chat
_TROUBLE_SECONDS = 5.0  # until the database is tried again
_UNEXPECTED_SECONDS = 900  # until a message is tried again that failed as no message should


class SendMessage(Protocol):
    """`telegram.Bot.send_message`, as far as sending needs it."""

    async def __call__(
        self,
        chat_id: int,
        text: str,
        parse_mode: str,
        *,
        message_thread_id: int | None,
        disable_notification: bool,
        reply_markup: InlineKeyboardMarkup | None,
        link_preview_options: LinkPreviewOptions,
    ) -> object:
        """Send one message. Raises telegram.error.TelegramError."""


class OutboxSender:
    """Sends what is due, several chats at a time, each on its own: one chat's trouble delays no other."""

    def __init__(
        self,
        send: SendMessage,
        database: Database,
        executor: Executor,
        clock: Clock,
        notice: Notice,
        tell: Callable[[str], None],
        worker: str,
        grace_seconds: float,
        linger: float = LINGER_SECONDS,
        rate: int = 0,
        is_alive: Callable[[], bool] = lambda: True,
    ) -> None:
        """See `DigestDelivery` for most.

        Args:
            executor: runs what waits for the database.
            worker: this process's name.
            grace_seconds: what is later than that is not sent any more.
            is_alive: whether other processes leave to this one what it has claimed.
            rate: messages a second that may go out; so many more are under way, and can be doubled by a crash.
        """
        self._send_message = send
        self._database = database
        self._executor = executor
        self._clock = clock
        self._notice = notice
        self._tell = tell
        self._worker = worker
        self._grace_seconds = grace_seconds
        self._is_alive = is_alive
        self._record = GroupCommit(database, executor, _TOGETHER, linger)
        self._slots = asyncio.Semaphore(_slots(rate))
        self._under_way: set[asyncio.Task[None]] = set()
        self._closed_until = float("-inf")

    async def run(self) -> None:
        """Send until cancelled; what is under way then goes on, see `finish`. Raises nothing for what fails."""
        while True:
            try:
                seconds = 0.0 if await self._begin_some() else await self._idle_seconds()
            except ArchiveError:
                log.exception("The outbox could not be read")
                seconds = _TROUBLE_SECONDS
            if seconds:
                await asyncio.sleep(seconds)

    async def send_due(self) -> None:
        """Send what is due now; returns when all of it has arrived or has failed. Raises ArchiveError."""
        while await self._begin_some():
            pass
        await asyncio.gather(*self._under_way)

    async def finish(self, seconds: float) -> None:
        """Give what is under way that long. What is left is sent by the next process, or by another."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        with suppress(ArchiveError):
            await self._in_thread(lambda: self._database.write(lambda t: outbox.sign_off(t, self._worker)))

    async def _begin_some(self) -> bool:
        """Begin to send some of what is due; False if nothing is, or Telegram asks to wait."""
        if not self._is_alive() or self._clock().timestamp() < self._closed_until:
            return False
        claimed = await self._in_thread(lambda: self._database.write(self._claim))
        for item in claimed:
            await self._slots.acquire()
            task = asyncio.create_task(self._serve(item))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return bool(claimed)

    def _claim(self, transaction: Transaction) -> list[OutboxItem]:
        now = self._clock().timestamp()
        return outbox.claim(transaction, self._database.engine, self._worker, now, _CLAIMED_AT_ONCE)

    async def _idle_seconds(self) -> float:
        if not self._is_alive():
            return _IDLE_SECONDS
        now = self._clock().timestamp()
        if now < self._closed_until:
            return min(self._closed_until - now, _IDLE_SECONDS)
        moment = await self._in_thread(lambda: self._database.read(outbox.next_moment))
        if moment is None:
            return _IDLE_SECONDS
        return min(moment - now, _IDLE_SECONDS) if moment > now else _OVERDUE_SECONDS

    async def _serve(self, item: OutboxItem) -> None:
        try:
            await self._deliver(item)
        except Exception:
            log.exception("What was to be sent to chat %d failed", item.to.chat_id)
            until = int(self._clock().timestamp()) + _UNEXPECTED_SECONDS
            await self._write(lambda t: outbox.postpone(t, item, until, item.failures + 1, in_doubt=True))
        finally:
            self._slots.release()

    async def _deliver(self, item: OutboxItem) -> None:
        if item.due + self._grace_seconds < self._clock().timestamp():
            log.warning("What was due to chat %d is too late to be sent", item.to.chat_id)
            await self._write(lambda t: record_end(t, item, "late", self._clock()))
            self._tell("late")
            return
        for part in range(item.part, len(item.text.messages)):
            if not self._is_alive():  # another may have sent it
                await self._write(lambda t: outbox.release(t, item, self._worker))
                return
            this = item if part == item.part else replace(item, part=part, failures=0, in_doubt=False)
            outcome = await self._send(this)
            if outcome is None:
                return
            await self._note(this, outcome)

    async def _note(self, item: OutboxItem, outcome: str) -> None:
        is_last = item.part + 1 == len(item.text.messages)
        record = record_arrival if is_last else record_part
        await self._write(lambda t: record(t, item, outcome, self._clock()))
        self._tell(outcome)

    async def _send(self, item: OutboxItem) -> str | None:
        """Send an item's next message; what became of it, or None if the item is to be left."""
        message = item.text.messages[item.part]
        try:
            await self._send_message(
                item.to.chat_id,
                message.html,
                ParseMode.HTML,
                message_thread_id=item.to.topic_id or None,
                disable_notification=item.silent,
                reply_markup=None if item.in_channel else keyboard(message.buttons),
                link_preview_options=NO_PREVIEW,
            )
        except TelegramError as error:
            if isinstance(error, RetryAfter):  # which is logged where it is waited for
                self._closed_until = (self._clock() + flood_wait(error)).timestamp()
            else:
                log.warning("A message to chat %d was not sent: %s", item.to.chat_id, describe(error))
            after = after_failure(item, error, self._clock(), self._notice)
            if after.record is None:
                return after.outcome
            await self._write(after.record)
            self._tell(after.outcome)
            return None
        return "sent"

    async def _write(self, record: Callable[[Transaction], None]) -> None:
        """Record something; while the database refuses, no other message takes this one's place."""
        while True:
            try:
                return await self._record.write(record)
            except ArchiveError:
                log.exception("What became of a message could not be recorded")
                await asyncio.sleep(_TROUBLE_SECONDS)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _slots(rate: int) -> int:
    """As many as the rate needs; more than a process can serve would only make each request dearer."""
    return min(_MOST_SLOTS, max(_FEWEST_SLOTS, int(rate * _SLOT_SECONDS)))
