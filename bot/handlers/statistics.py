"""`/stats`: the archive, and the delivery of digests, in numbers."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.chats.presses import shares
from bot.digests.figures import DeliveryFigures, delivery_figures, sent_by_day
from bot.handlers.editor_check import check_command
from bot.handlers.replies import run_aside, send
from bot.ptb_types import Context, Handler
from bot.rendering.day_charts import can_draw, draw_days
from bot.services import Services

_DAYS = 30  # of the picture
_TOPICS = 6
_REASONS = {
    "reader": "stats-by-reader",
    "blocked": "stats-by-blocked",
    "kicked": "stats-by-kicked",
    "no-right": "stats-by-no-right",
    "refused": "stats-by-refused",
    "failed": "stats-by-failed",
    "late": "stats-by-late",
}


class StatisticsHandlers:
    """The command."""

    def __init__(self, services: Services) -> None:
        self._queries = services.newsroom.queries
        self._reader_contexts = services.reader_contexts
        self._database = services.database
        self._messages = services.messages
        self._editors = services.editors
        self._clock = services.clock
        self._draws = can_draw() and not services.local_paths  # a terminal shows no pictures
        self._drawing = asyncio.Lock()

    def handlers(self) -> list[Handler]:
        """The handler of the command."""
        return [CommandHandler("stats", self.stats, filters.UpdateType.MESSAGE)]

    async def stats(self, update: Update, context: Context) -> None:
        """`/stats`."""
        message = update.effective_message
        assert message
        check_command(self._editors, message)
        zone = await asyncio.to_thread(self._reader_contexts.zone_of, message.chat.id)
        archive = await asyncio.to_thread(self._queries.stats, self._messages.start_of_day(zone))
        now = self._clock()
        delivery = await asyncio.to_thread(self._database.read, lambda t: delivery_figures(t, now))
        await send(message, [self._messages.stats(archive, list(self._lines(delivery, zone)), zone)])
        if self._draws:
            await run_aside(self._send_picture(message), update, context)

    async def _send_picture(self, message: TelegramMessage) -> None:
        async with self._drawing:  # one at a time, since it takes a second of the processor
            picture = await asyncio.to_thread(self._picture)
        await message.reply_photo(picture)

    def _picture(self) -> bytes:
        today = self._clock().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        days = [today - timedelta(days=back) for back in reversed(range(_DAYS))]
        translate, topics = self._messages.translate, ", ".join(self._queries.topics(_TOPICS))
        sent = self._database.read(lambda t: sent_by_day(t, [day.date() for day in days]))
        pressed = self._database.read(lambda t: shares(t, [day.date() for day in days]))
        articles = self._queries.received_by_day(days)
        return draw_days(
            [day.date() for day in days],
            [
                (translate("picture-sent"), sent),
                (translate("picture-articles"), articles),
                (translate("picture-pressed"), pressed),
            ],
            translate("picture-topics", names=topics) if topics else "",
        )

    def _lines(self, figures: DeliveryFigures, zone: str | None) -> Iterator[str]:
        translate, outcomes = self._messages.translate, figures.outcomes
        yield translate("stats-subscribed", count=figures.subscribed)
        if figures.ended:
            yield translate("stats-ended", names=self._by_reason(figures.ended))
        if outcomes:
            yield translate("stats-sent", count=outcomes.get("sent", 0))
        if failed := self._by_reason(outcomes):
            yield translate("stats-not-sent", names=failed)
        if in_doubt := outcomes.get("in-doubt"):
            yield translate("stats-in-doubt", count=in_doubt)
        if figures.waiting:
            yield translate("stats-waiting", count=figures.waiting)
        if run := figures.last_run:
            time = self._messages.time(run.due, zone)
            yield translate("stats-run", time=time, count=run.chats, seconds=run.seconds, slowest=run.slowest)

    def _by_reason(self, counts: Mapping[str, int]) -> str:
        known = [(_REASONS[reason], count) for reason, count in counts.items() if reason in _REASONS]
        known.sort(key=lambda each: (-each[1], each[0]))
        return ", ".join(self._messages.translate(key, count=count) for key, count in known)
