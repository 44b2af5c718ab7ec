"""A bot without Telegram, and digests without articles: what tests of sending have in common."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import TelegramError

from bot.chats.read_positions import Positions
from bot.digests.composer import DigestWish
from bot.digests.outbox import RenderedText
from bot.rendering.message import Message

READER, OTHER, GROUP, SUPERGROUP = 41, 42, -43, -1000043
CHOSEN = datetime(2026, 6, 9, 18, 0, tzinfo=UTC)
DUE = datetime(2026, 6, 10, 7, 30, tzinfo=UTC)


class Chats:
    """A bot whose messages arrive in lists; for each chat it can be told what goes wrong, and to hold messages back."""

    def __init__(self) -> None:
        self.arrived: dict[int, list[str]] = defaultdict(list)
        self.troubles: dict[int, list[TelegramError | None]] = defaultdict(list)
        self.tries: dict[int, int] = defaultdict(int)
        self.options: list[tuple[str, InlineKeyboardMarkup | None, bool | None]] = []
        self.places: list[tuple[int | None, bool]] = []
        self.held: dict[int, asyncio.Event] = {}
        self.news = asyncio.Condition()
        self.at_once, self.most_at_once = 0, 0

    async def send_message(
        self,
        chat_id: int,
        text: str,
        parse_mode: str,
        *,
        message_thread_id: int | None,
        disable_notification: bool,
        reply_markup: InlineKeyboardMarkup | None,
        link_preview_options: LinkPreviewOptions,
    ) -> None:
        self.tries[chat_id] += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self._tell()
            if chat_id in self.held:
                await self.held[chat_id].wait()
            trouble = self.troubles[chat_id].pop(0) if self.troubles[chat_id] else None
            if trouble:
                raise trouble
        finally:
            self.at_once -= 1
        self.arrived[chat_id].append(text)
        self.options.append((parse_mode, reply_markup, link_preview_options.is_disabled))
        self.places.append((message_thread_id, disable_notification))
        await self._tell()

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()

    async def until(self, happened: Callable[[], object]) -> None:
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(happened), 10)


class FakeSource:
    """Makes digests of any number of messages that say which time they cover; an article arrives every minute.

    Can break.
    """

    def __init__(self) -> None:
        self.now = CHOSEN
        self.messages = 1
        self.is_broken = False
        self.composed = 0
        self.buttons: tuple[tuple[tuple[str, str], ...], ...] = ()

    def compose(self, wish: DigestWish, positions: Positions) -> RenderedText:
        self.composed += 1
        begins = wish.since if isinstance(wish.since, datetime) else datetime.fromtimestamp(wish.since, UTC)
        if self.is_broken:
            raise RuntimeError("the composer is on fire")
        times = f"{begins:%d %H:%M} to {self.now:%d %H:%M}"
        texts = (f"<b>{number}</b> {times}" for number in range(1, self.messages + 1))
        messages = tuple(Message(text, self.buttons) for text in texts)
        return RenderedText(messages, {"260610-1": "260610-2"}, int(self.now.timestamp()))


def ended(by: str, title: str) -> Message:
    """What one is told whose group's digest has ended."""
    return Message(f"{title}: {by}")
