"""Sends each chat its daily digest, at most once a day; composing and scheduling are left to others.

At most once: the day is recorded as served before the first message is sent. That is undone only where nothing can have
arrived: Telegram answered with an error, or was not reached. Where that is unknown (a time-out after the request was
sent, a 5xx answer, a crash), the day stays served, and the next digest has the same stories again.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    ChatMigrated,
    RetryAfter,
    TelegramError,
)
from telegram.ext import JobQueue

from bot.chats.digest_schedule import Subscription, news_since
from bot.chats.subscriptions import Subscriptions
from bot.digests.composer import Digest
from bot.digests.send_errors import FailureKind, describe, failure_kind, flood_wait
from bot.ptb_types import Context
from bot.rendering.keyboards import NO_PREVIEW, keyboard
from bot.rendering.message import Message
from briefings.model.clock import Clock

log = logging.getLogger(__name__)


class DigestSource(Protocol):
    """Where digests come from; its methods run in a thread."""

    def compose(self, chat_id: int, since: str | datetime) -> Digest:
        """The digest of what is newer than `since`: an article's id, or a moment."""

    def note(self, chat_id: int, digest: Digest) -> None:
        """The chat has been shown the digest."""


_INTERVAL = timedelta(seconds=15)
_MAX_CONCURRENT_TICKS = 40  # a tick lasts as long as its slowest chat; others begin meanwhile
_MAX_CONCURRENT_CHATS = 8
_MAX_WAIT = timedelta(minutes=15)
_MAX_REFUSALS = 5  # then the digest is dropped: the same text would be refused for ever


class MessageSender(Protocol):
    """The method of `telegram.Bot` that sending digests needs."""

    async def send_message(
        self,
        chat_id: int,
        text: str,
        parse_mode: str,
        *,
        reply_markup: InlineKeyboardMarkup | None,
        link_preview_options: LinkPreviewOptions,
    ) -> object:
        """Send one message. Raises telegram.error.TelegramError."""


@dataclass(frozen=True, slots=True)
class _Setback:
    """How often a chat's digest failed in a row, how often of those by a refusal, and when to try again."""

    failures: int
    refusals: int
    until: datetime


class DigestSender:
    """Sends the digests that are due, several chats at a time, each chat on its own."""

    def __init__(
        self,
        bot: MessageSender,
        subscriptions: Subscriptions,
        composer: DigestSource,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._subscriptions = subscriptions
        self._composer = composer
        self._clock = clock
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT_CHATS)
        self._under_way: set[int] = set()
        self._setbacks: dict[int, _Setback] = {}

    def schedule(self, job_queue: JobQueue[Context]) -> None:
        """Look for due digests every few seconds from now on. A tick that is late, or slow, costs no digest."""
        job_queue.run_repeating(
            self._tick_now,
            _INTERVAL,
            first=1,
            name="digests",
            job_kwargs={"max_instances": _MAX_CONCURRENT_TICKS, "coalesce": True, "misfire_grace_time": None},
        )

    async def _tick_now(self, _: Context) -> None:
        await self.tick(self._clock())

    async def tick(self, now: datetime) -> None:
        """Send every digest that is due now; returns when all are sent or have failed. Ticks may overlap: each chat is
        served by one of them. Raises nothing for a chat that fails; that is logged, without tokens or texts.
        """
        due = await asyncio.to_thread(self._subscriptions.due, now)
        ready = [subscription for subscription in due if self._is_ready(subscription.chat_id, now)]
        self._under_way.update(subscription.chat_id for subscription in ready)
        await asyncio.gather(*(self._serve(subscription, now) for subscription in ready))

    def _is_ready(self, chat_id: int, now: datetime) -> bool:
        setback = self._setbacks.get(chat_id)
        return chat_id not in self._under_way and (setback is None or now >= setback.until)

    async def _serve(self, subscription: Subscription, now: datetime) -> None:
        chat_id = subscription.chat_id
        try:
            async with self._slots:
                await self._deliver(subscription, now)
        except Exception:
            log.exception("The digest for chat %d failed", chat_id)
            self._note_setback(chat_id, now)
        finally:
            self._under_way.discard(chat_id)

    async def _deliver(self, subscription: Subscription, now: datetime) -> None:
        chat_id = subscription.chat_id
        digest = await asyncio.to_thread(self._composer.compose, chat_id, news_since(subscription))
        before = await asyncio.to_thread(self._subscriptions.claim, chat_id, now)
        if before is None:
            return  # turned off or changed while the digest was composed
        try:
            complete = await self._send(chat_id, digest.messages)
        except TelegramError as error:
            await self._handle_failure(before, digest, error, now)
            return
        self._setbacks.pop(chat_id, None)
        if complete:
            await asyncio.to_thread(self._subscriptions.settle, chat_id, digest.snapshot_id)
            await asyncio.to_thread(self._composer.note, chat_id, digest)

    async def _send(self, chat_id: int, messages: Sequence[Message]) -> bool:
        """Whether the whole digest arrived, apart from messages that Telegram refuses.

        Raises TelegramError if its first message failed; the others were then not tried.
        """
        for position, message in enumerate(messages):
            try:
                await self._bot.send_message(
                    chat_id,
                    message.html,
                    ParseMode.HTML,
                    reply_markup=keyboard(message.buttons),
                    link_preview_options=NO_PREVIEW,
                )
            except TelegramError as error:
                if position == 0:
                    raise
                log.warning("Message %d of chat %d's digest failed: %s", position + 1, chat_id, describe(error))
                if failure_kind(error) is not FailureKind.REFUSED:
                    return False
        return True

    async def _handle_failure(self, before: Subscription, digest: Digest, error: TelegramError, now: datetime) -> None:
        """A digest whose first message failed: try it again later, drop it, or end the subscription."""
        chat_id = before.chat_id
        log.warning("The digest for chat %d was not sent: %s", chat_id, describe(error))
        match failure_kind(error):
            case FailureKind.UNKNOWN:
                self._setbacks.pop(chat_id, None)
            case FailureKind.GONE:
                self._setbacks.pop(chat_id, None)
                await asyncio.to_thread(self._subscriptions.remove, chat_id)
                log.warning("Chat %d cannot be reached any more: its subscription has ended", chat_id)
            case FailureKind.LATER | FailureKind.REFUSED:
                if self._note_setback(chat_id, now, error).refusals < _MAX_REFUSALS:
                    await asyncio.to_thread(self._subscriptions.give_back, before)
                else:
                    del self._setbacks[chat_id]
                    await asyncio.to_thread(self._subscriptions.settle, chat_id, digest.snapshot_id)
                    log.error("The digest for chat %d was refused %d times and is dropped", chat_id, _MAX_REFUSALS)
                if isinstance(error, ChatMigrated):
                    await asyncio.to_thread(self._subscriptions.move, chat_id, error.new_chat_id)

    def _note_setback(self, chat_id: int, now: datetime, error: TelegramError | None = None) -> _Setback:
        """Note a failure: back off exponentially, or for the flood wait that Telegram asks for."""
        before = self._setbacks.get(chat_id) or _Setback(0, 0, now)
        wait = min(_INTERVAL * 2 ** min(before.failures, 10), _MAX_WAIT)
        if isinstance(error, RetryAfter):
            wait = max(wait, flood_wait(error))
        refused = error is not None and failure_kind(error) is FailureKind.REFUSED
        after = _Setback(before.failures + 1, before.refusals + refused, now + wait)
        self._setbacks[chat_id] = after
        return after
