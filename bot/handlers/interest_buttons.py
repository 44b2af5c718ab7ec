"""The buttons that follow and mute: under stories, under what was followed, and in the list of `/mine`."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.chats.destination import Destination, destination_of
from bot.handlers.group_settings import check_may_set
from bot.handlers.interest_answers import InterestAnswers
from bot.handlers.replies import button_data, change_buttons, pressed_message, send, take_button
from bot.handlers.story_interests import StoryInterests
from bot.preferences.interest_wording import AtOnce
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.rendering.callback_data import argument
from bot.rendering.story_toggles import (
    TOGGLES,
    Marks,
    Toggle,
    actions_of,
    at_once_button,
    read_number,
    read_toggle,
    toggle_button,
)
from bot.services import Services
from briefings.errors import NotFound, UsageError
from briefings.model.briefing import Briefing

_TOASTS = {"follow": "toast-follow", "unfollow": "toast-unfollow", "mute": "toast-mute", "unmute": "toast-unmute"}
_FORGET, _AT_ONCE, _LATER = "forget", "atonce", "later"


class InterestButtons:
    """Each says what is to be, not what is to change: pressed late or twice, it does no harm.

    What the buttons of a message say after a press is read from the database: Telegram shows them to the bot as they
    were at the moment of the press, which may be before others were changed.
    """

    def __init__(self, services: Services) -> None:
        self._queries = services.newsroom.queries
        self._interests = services.interests
        self._stories = StoryInterests(services.newsroom.queries, services.interests, services.clock)
        self._messages = services.messages
        self._answers = InterestAnswers(services.messages.translate, services.settings.followed_a_day)
        self._editors = services.editors

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        return [
            CallbackQueryHandler(self.press_choose, "^choose:"),
            CallbackQueryHandler(self.press_toggle, f"^({'|'.join(TOGGLES)}):"),
            CallbackQueryHandler(self.press_at_once, f"^({_AT_ONCE}|{_LATER}):"),
            CallbackQueryHandler(self.press_forget, f"^{_FORGET}:"),
        ]

    async def press_choose(self, update: Update, context: Context) -> None:
        """*Follow…* under several stories: their headlines, each with the buttons for it."""
        briefings = await asyncio.to_thread(self._shown, button_data(update))
        if message := await take_button(update, context):
            marks = await asyncio.to_thread(self._stories.marks, destination_of(message))
            await send(message, [self._messages.choices(briefings, marks)])

    async def press_toggle(self, update: Update, context: Context) -> None:
        """*Follow*, *Mute*, and what takes them back."""
        message = pressed_message(update)
        toggle = read_toggle(update.callback_query.data or "") if update.callback_query else None
        if toggle is None:
            raise UsageError("button-old")
        await check_may_set(update, self._editors)
        to = destination_of(message)
        await asyncio.to_thread(self._apply, to, toggle)
        await self._show_state(update, context, to, self._messages.translate(_TOASTS[toggle.action]))

    async def press_at_once(self, update: Update, context: Context) -> None:
        """*At once*, *Not at once*: when the news of a followed story comes."""
        message, number = pressed_message(update), read_number(button_data(update))
        await check_may_set(update, self._editors)
        to = destination_of(message)
        is_asked = update.callback_query is not None and (update.callback_query.data or "").startswith(_AT_ONCE)
        mode: AtOnce = "now" if is_asked else "no"
        holds = await asyncio.to_thread(self._stories.set_at_once, to, number, mode)
        toast = self._answers.at_once(holds) if holds else self._messages.translate("interest-gone")
        await self._show_state(update, context, to, toast)

    async def press_forget(self, update: Update, context: Context) -> None:
        """An entry of `/mine` is taken away."""
        message, number = pressed_message(update), read_number(button_data(update))
        await check_may_set(update, self._editors)
        to = destination_of(message)
        removed = await asyncio.to_thread(self._interests.remove, to, [number])
        toast = self._answers.taken_back(removed) or self._messages.translate("interest-gone")
        await self._show_state(update, context, to, toast)

    def _apply(self, to: Destination, toggle: Toggle) -> None:
        if toggle.action in ("follow", "mute"):
            self._stories.add(to, "follow" if toggle.action == "follow" else "mute", toggle.id)
        else:
            self._stories.remove(to, "follow" if toggle.action == "unfollow" else "mute", toggle.id)

    def _shown(self, data: str) -> Sequence[Briefing]:
        """The stories of a button, without those deleted since. Raises NotFound if none is left."""
        snapshot_id, shown = callback_data.read_shown(data)
        briefings = []
        for story in shown:
            with suppress(NotFound):
                briefings.append(self._queries.story(story.id, snapshot_id))
        if not briefings:
            raise NotFound("gone")
        return briefings

    async def _show_state(self, update: Update, context: Context, to: Destination, toast: str) -> None:
        """Answer the press, and have the buttons of the message say what holds now."""
        toggles = _toggles_of(update)
        marks = await asyncio.to_thread(self._stories.marks, to)
        stories = await asyncio.to_thread(self._queries.stories_of, [toggle.id for toggle in toggles])
        interests = {each.number: each for each in await asyncio.to_thread(self._interests.of, to)}

        def change(label: str, data: str) -> tuple[str, str] | None:
            if toggle := read_toggle(data):
                return self._toggled(toggle, stories.get(toggle.id, toggle.id), marks)
            if data.partition(":")[0] not in (_FORGET, _AT_ONCE, _LATER):
                return label, data
            interest = interests.get(read_number(argument(data)))
            if interest is None or data.startswith(_FORGET):
                return (label, data) if interest else None
            return at_once_button(self._messages.translate, interest.number, interest.at_once != "no")

        await change_buttons(update, context, change, toast)

    def _toggled(self, toggle: Toggle, story: str, marks: Marks) -> tuple[str, str]:
        follow, mute = actions_of(story, marks)
        action = follow if toggle.action in ("follow", "unfollow") else mute
        return toggle_button(self._messages.translate, toggle._replace(action=action))


def _toggles_of(update: Update) -> list[Toggle]:
    """The buttons of the pressed message that follow and mute."""
    markup = pressed_message(update).reply_markup
    rows = markup.inline_keyboard if markup else ()
    found = (read_toggle(str(button.callback_data)) for row in rows for button in row)
    return [toggle for toggle in found if toggle]
