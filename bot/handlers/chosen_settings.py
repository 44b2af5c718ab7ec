"""What a chat chose of what comes to it, as a screen of `/settings`, and the changes that a press makes of it."""

from dataclasses import dataclass, replace

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType

from bot.chats.breaking_wishes import BreakingMode
from bot.chats.destination import Destination, destination_of
from bot.chats.people import person_of
from bot.chats.subscriptions import SetUp
from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.digest_wording import ZoneDoubt, parse_digest_wording
from bot.preferences.setting_changes import apply_change
from bot.rendering.message import Message
from bot.rendering.settings_screens import SettingsScreens
from bot.rendering.shown_settings import ShownChannel, ShownSettings
from bot.services import Services
from briefings.errors import UsageError

_MODES: dict[str, BreakingMode] = {"on": "on", "always": "always", "off": "off"}
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
        self._wishes = services.breaking_wishes
        self._settings = services.settings
        self._has_maps = not services.local_paths  # a terminal has no button that sends where one is
        self._screens = SettingsScreens(services.messages.translate)
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
        if name == "breaking" and value in _MODES:
            self._wishes.set(place.to, _MODES[value], self._clock())
        elif name == "digest" and value in ("on", "off"):
            self._switch(place, is_on=value == "on")
        elif not self._subscriptions.change(
            place.to, lambda before: apply_change(before, what, self._clock()), self._clock()
        ):
            raise UsageError("settings-are-off")
        return self.screen(place, f"hour:{value[1:3]}" if name == "time" else _SCREEN_AFTER.get(name, "first"))

    def type(self, place: SettingsPlace, words: str) -> None:
        """Make the change that was typed, as after `/digest`. Raises UsageError as `parse_digest_wording` does."""
        found = self._subscriptions.find(place.to)
        before = found.preferences if found else self._usual()
        change = parse_digest_wording(words, before.zone, self._clock())
        if isinstance(change, ZoneDoubt):
            zones = ", ".join(change.candidates)
            raise UsageError("unknown-zone", value=change.value, nearest=zones, found=len(change.candidates))
        if change.active is False:
            self._switch(place, is_on=False)
        else:
            self._subscriptions.set(place.to, change.apply(before), self._clock(), place.set_up)

    def _switch(self, place: SettingsPlace, *, is_on: bool) -> None:
        """On: as it was before it was off, without a pause."""
        if is_on:
            found = self._subscriptions.find(place.to)
            preferences = replace(found.preferences, paused_until=None) if found else self._usual()
            self._subscriptions.set(place.to, preferences, self._clock(), place.set_up)
        else:
            self._subscriptions.end(place.to, "reader", self._clock())

    def _usual(self) -> DigestPreferences:
        return DigestPreferences(times=(self._settings.digest_time,), zone=self._settings.timezone)


def own_place(update: Update, message: TelegramMessage) -> SettingsPlace:
    """The chat, or the topic of it, that a message is in."""
    if message.chat.type == ChatType.PRIVATE:
        return SettingsPlace(destination_of(message), SetUp(), takes_location=True)
    return SettingsPlace(destination_of(message), SetUp(person_of(update), message.chat.title))


def channel_place(update: Update, channel: ShownChannel) -> SettingsPlace:
    """A channel that somebody sets up."""
    return SettingsPlace(Destination(channel.id), SetUp(person_of(update), channel.title), channel)
