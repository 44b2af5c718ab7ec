"""What a chat chose of what comes to it, as a screen of `/settings`, and the changes that a press makes of it."""

from dataclasses import dataclass, replace
from html import escape

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType

from bot.chats.breaking_wishes import MODES
from bot.chats.channels import Channels
from bot.chats.destination import Destination, destination_of
from bot.chats.people import person_of
from bot.chats.subscriptions import SetUp
from bot.handlers.digest_changes import after_change, before_change
from bot.preferences.digest_preferences import MAX_TIMES
from bot.preferences.digest_wording import ZoneDoubt
from bot.preferences.digest_words import QUESTIONS
from bot.preferences.setting_changes import apply_change
from bot.rendering.message import Message
from bot.rendering.settings_screens import SettingsScreens
from bot.rendering.shown_settings import ShownChannel, ShownSettings
from bot.services import Services
from briefings.errors import UsageError

_SCREEN_AFTER = {"day": "days", "days": "days"}


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """Whose settings are shown or changed, by somebody who may.

    Attributes:
        to: where what is chosen goes.
        set_up: who is told if it ends; nobody for a private chat.
        channel: if it is set up from elsewhere.
        takes_location: whether who sees them can send where they are.
    """

    to: Destination
    set_up: SetUp
    channel: ShownChannel | None = None
    takes_location: bool = False


class ChosenSettings:
    """Reads and changes; the methods wait for the database: from an event loop, call them in a thread."""

    def __init__(self, services: Services) -> None:
        self._subscriptions = services.subscriptions
        self._channels = Channels(services.database)
        self._wishes = services.breaking_wishes
        self._settings = services.settings
        self._has_maps = not services.local_paths  # a terminal has no button that sends where one is
        self._translate = services.messages.translate
        self._screens = SettingsScreens(self._translate)
        self._clock = services.clock

    def screen(self, place: SettingsPlace, name: str) -> Message:
        """The screen of that name."""
        found = self._subscriptions.get(place.to)
        shown = ShownSettings(
            preferences=found.preferences if found else None,
            breaking=self._wishes.get(place.to),
            now=self._clock(),
            channel=place.channel,
            takes_location=place.takes_location and self._has_maps,
        )
        return self._screens.screen(name, shown)

    def press(self, place: SettingsPlace, what: str) -> Message:
        """Make a change, if it is one; the screen to show. Raises UsageError for a change that cannot be."""
        name, is_change, value = what.partition("=")
        if not is_change:
            return self.screen(place, what)
        if name == "breaking" and value in MODES:
            self._wishes.set(place.to, MODES[value], self._clock())
        elif name == "digest" and value in ("on", "off"):
            self._switch(place, is_on=value == "on")
        elif not self._subscriptions.change(
            place.to, lambda before: apply_change(before, what, self._clock()), self._clock()
        ):
            raise UsageError("settings-are-off")
        self._note_channel(place)
        return self.screen(place, f"hour:{value[1:3]}" if name == "time" else _SCREEN_AFTER.get(name, "first"))

    def type(self, place: SettingsPlace, words: str) -> Message:
        """Make the change that was typed, as after `/digest`; the screen to show. Raises UsageError as it does."""
        if place.channel and words.casefold() in QUESTIONS:
            first, command = self.screen(place, "first"), f"/channel {place.channel.name}"
            choices = self._translate("digest-help", most=MAX_TIMES, command=command, settings=command)
            return Message(f"{first.html}\n\n{escape(choices)}", first.buttons)
        after = after_change(words, self._subscriptions.find(place.to), self._settings, self._clock())
        if isinstance(after, ZoneDoubt):
            zones = ", ".join(after.candidates)
            raise UsageError("unknown-zone", value=after.value, nearest=zones, found=len(after.candidates))
        if after is None:
            self._switch(place, is_on=False)
        else:
            self._subscriptions.set(place.to, after, self._clock(), place.set_up)
        self._note_channel(place)
        return self.screen(place, "first")

    def _note_channel(self, place: SettingsPlace) -> None:
        if place.channel:
            self._channels.note(place.to.chat_id)

    def _switch(self, place: SettingsPlace, *, is_on: bool) -> None:
        """On: as it was before it was off, without a pause."""
        if is_on:
            before = before_change(self._subscriptions.find(place.to), self._settings)
            on = replace(before, paused_until=None)
            self._subscriptions.set(place.to, on, self._clock(), place.set_up)
        else:
            self._subscriptions.end(place.to, "reader", self._clock())


def own_place(update: Update, message: TelegramMessage) -> SettingsPlace:
    """The chat, or the topic of it, that a message is in."""
    if message.chat.type == ChatType.PRIVATE:
        return SettingsPlace(destination_of(message), SetUp(), takes_location=True)
    return SettingsPlace(destination_of(message), SetUp(person_of(update), message.chat.title))


def channel_place(update: Update, channel: ShownChannel) -> SettingsPlace:
    """A channel that somebody sets up."""
    return SettingsPlace(Destination(channel.id), SetUp(person_of(update), channel.title), channel)
