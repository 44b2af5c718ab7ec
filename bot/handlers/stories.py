"""`/story`, and the buttons under stories: what they quote, their articles, what they are near."""

import asyncio
from contextlib import suppress

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers.briefing_sender import BriefingSender
from bot.handlers.replies import button_data, send, take_button
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.services import Services
from briefings.errors import NotFound, UsageError
from briefings.model.briefing import Briefing


class StoryHandlers:
    """One story or one of its articles, for everyone."""

    def __init__(self, services: Services) -> None:
        self._queries = services.newsroom.queries
        self._messages = services.messages
        self._sender = BriefingSender(services)

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        return [
            CommandHandler("story", self.story, filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.press_sources, "^sources:"),
            CallbackQueryHandler(self.press_all_sources, "^all:"),
            CallbackQueryHandler(self.press_related, "^related:"),
            CallbackQueryHandler(self.press_article, "^article:"),
            CallbackQueryHandler(self.press_lines, "^lines:"),
            CallbackQueryHandler(self.press_story, "^story:"),
        ]

    async def story(self, update: Update, context: Context) -> None:
        """`/story id`: that article, and a way to its story; the story itself if it has no other article."""
        message = update.effective_message
        assert message
        if len(context.args or []) != 1:
            raise UsageError("usage-story")
        own, story = await asyncio.to_thread(self._find, (context.args or [""])[0])
        await self._show(message, own, story)

    async def press_sources(self, update: Update, context: Context) -> None:
        """*Source lines*: the paragraphs used, once."""
        briefings = await asyncio.to_thread(self._shown_briefings, button_data(update))
        if message := await take_button(update, context):
            await send(message, self._messages.passages(briefings, await self._sender.zone(message)))

    async def press_lines(self, update: Update, context: Context) -> None:
        """*Source lines* under one article: the paragraphs used, once."""
        briefing = await asyncio.to_thread(self._queries.article, button_data(update))
        if message := await take_button(update, context):
            await send(message, self._messages.passages([briefing], await self._sender.zone(message)))

    async def press_all_sources(self, update: Update, context: Context) -> None:
        """*All sources*: every article of the stories, once."""
        briefings = await asyncio.to_thread(self._shown_briefings, button_data(update))
        if message := await take_button(update, context):
            await send(message, self._messages.all_sources(briefings, await self._sender.zone(message)))

    async def press_related(self, update: Update, context: Context) -> None:
        """*Related*: the stories that these are near, once."""
        related = await asyncio.to_thread(self._related_stories, button_data(update))
        if message := await take_button(update, context):
            await send(message, self._messages.related(related, await self._sender.zone(message)))

    async def press_article(self, update: Update, context: Context) -> None:
        """An article in a list: its own briefing."""
        own, story = await asyncio.to_thread(self._find, button_data(update))
        if message := await take_button(update, context):
            await self._show(message, own, story)

    async def press_story(self, update: Update, context: Context) -> None:
        """A story in a list, or *Whole story* under one of its articles."""
        story = await asyncio.to_thread(self._queries.story, button_data(update))
        if message := await take_button(update, context):
            await self._show(message, None, story)

    async def _show(self, message: TelegramMessage, own: Briefing | None, story: Briefing) -> None:
        zone = await self._sender.zone(message)
        if own:
            await send(message, self._messages.article(own, story, zone, await self._sender.marks(message)))
        else:
            await self._sender.show(message, [story], zone=zone)

    def _find(self, id: str) -> tuple[Briefing | None, Briefing]:
        """The briefing of that article alone if its story has others, and that of the story. Raises NotFound."""
        story = self._queries.story(id)
        if story.size > 1:
            with suppress(NotFound):  # the story's id, whose article was deleted
                return self._queries.article(id), story
        return None, story

    def _shown_briefings(self, data: str) -> list[Briefing]:
        """The stories of a button, as the message above it shows them; without those deleted since."""
        snapshot_id, shown = callback_data.read_shown(data)
        briefings = []
        for story in shown:
            with suppress(NotFound):  # deleted since; the others are still worth showing
                briefings.append(self._queries.story(story.id, snapshot_id, story.since_article_id, story.match_id))
        if not briefings:
            raise NotFound("gone")
        return briefings

    def _related_stories(self, data: str) -> list[tuple[Briefing, list[Briefing]]]:
        """The stories of a button, each with those it is near today."""
        shown = [(briefing, self._queries.related(briefing.id)) for briefing in self._shown_briefings(data)]
        related = [(briefing, near) for briefing, near in shown if near]
        if not related:
            raise NotFound("gone")
        return related
