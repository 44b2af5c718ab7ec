"""`/follow`, `/mute`, what takes them back, and `/mine`: what a chat wants first in its digest, and what not at all."""

import asyncio

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.chats.destination import Destination, destination_of
from bot.chats.interests import Interest, Kind
from bot.handlers.group_settings import check_may_set
from bot.handlers.interest_answers import InterestAnswers
from bot.handlers.replies import send
from bot.handlers.story_interests import StoryInterests
from bot.preferences.interest_wording import read_interest
from bot.preferences.time_zones import shortened
from bot.ptb_types import Context, Handler
from bot.rendering.html import plain
from bot.rendering.message import Message
from bot.rendering.story_toggles import at_once_button
from bot.services import Services
from briefings.errors import UsageError

_HOW: dict[Kind, tuple[str, str]] = {"follow": ("follow-how", "unfollow-how"), "mute": ("mute-how", "unmute-how")}


class InterestHandlers:
    """The commands; who may change what comes into a group is asked at each."""

    def __init__(self, services: Services) -> None:
        self._interests = services.interests
        self._stories = StoryInterests(services.newsroom.queries, services.interests, services.clock)
        self._subscriptions = services.subscriptions
        self._messages = services.messages
        self._answers = InterestAnswers(services.messages.translate, services.settings.followed_a_day)
        self._editors = services.editors
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("follow", self.follow, new),
            CommandHandler("unfollow", self.unfollow, new),
            CommandHandler("mute", self.mute, new),
            CommandHandler("unmute", self.unmute, new),
            CommandHandler("mine", self.mine, new),
        ]

    async def follow(self, update: Update, context: Context) -> None:
        """`/follow words`, `/follow outlet:Name`, `/follow 261123-1 now`."""
        await self._choose(update, context, "follow")

    async def mute(self, update: Update, context: Context) -> None:
        """`/mute` and the same."""
        await self._choose(update, context, "mute")

    async def unfollow(self, update: Update, context: Context) -> None:
        """`/unfollow` and the same, or a number of the list of `/mine`."""
        await self._take_back(update, context, "follow")

    async def unmute(self, update: Update, context: Context) -> None:
        """`/unmute` and the same."""
        await self._take_back(update, context, "mute")

    async def mine(self, update: Update, _: Context) -> None:
        """`/mine`: what this chat follows and mutes."""
        message = update.effective_message
        assert message
        to = destination_of(message)
        interests = await asyncio.to_thread(self._interests.of, to)
        digest = await asyncio.to_thread(self._subscriptions.get, to)
        await send(message, self._answers.mine(interests, digest, self._clock()))

    async def _choose(self, update: Update, context: Context, kind: Kind) -> None:
        message = update.effective_message
        assert message
        if not context.args:
            await send(message, [self._messages.text(_HOW[kind][0])])
            return
        await check_may_set(update, self._editors)
        to = destination_of(message)
        chosen = await asyncio.to_thread(self._add, to, kind, " ".join(context.args))
        has_digest = await asyncio.to_thread(self._subscriptions.get, to) is not None
        is_followed_story = (chosen.kind, chosen.what) == ("follow", "story")
        button = at_once_button(self._messages.translate, chosen.number, chosen.at_once != "no")
        rows = ((button,),) if is_followed_story else ()
        await send(message, [Message(plain(self._answers.chosen(chosen, has_digest)), rows)])

    async def _take_back(self, update: Update, context: Context, kind: Kind) -> None:
        message = update.effective_message
        assert message
        if not context.args:
            await send(message, [self._messages.text(_HOW[kind][1])])
            return
        await check_may_set(update, self._editors)
        removed = await asyncio.to_thread(self._remove, destination_of(message), kind, " ".join(context.args))
        await send(message, [Message(plain(self._answers.taken_back(removed)))])

    def _add(self, to: Destination, kind: Kind, text: str) -> Interest:
        typed = read_interest(text)
        if typed.what == "story":
            return self._stories.add(to, kind, typed.value, typed.at_once if kind == "follow" else None)
        return self._interests.add(to, kind, typed.what, typed.value, typed.title, self._clock())

    def _remove(self, to: Destination, kind: Kind, text: str) -> list[Interest]:
        """Take back what was typed: as it was followed or muted, or by its number in the list of `/mine`."""
        typed = read_interest(text)
        if typed.what == "story":
            removed = self._stories.remove(to, kind, typed.value)
        else:
            all_of_chat = self._interests.of(to)
            of_kind = [each for each in all_of_chat if each.kind == kind and each.what != "story"]
            found = [each for each in of_kind if (each.what, each.value) == (typed.what, typed.value)]
            found = found or [each for each in of_kind if each.value == typed.value]
            if not found and text.isascii() and text.isdigit():
                found = [each for place, each in enumerate(all_of_chat, 1) if text == str(place) and each.kind == kind]
            removed = self._interests.remove(to, [each.number for each in found])
        if not removed:
            value = shortened(text)
            raise UsageError("not-followed", value=value) if kind == "follow" else UsageError("not-muted", value=value)
        return removed
