"""What a chat chose of what comes to it, as `/settings` says it in a line or two."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.locales import Translator
from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.setting_changes import pause_end
from bot.preferences.time_zones import zone_or_utc
from bot.rendering.calendar_words import days_text, pause_text
from bot.rendering.zone_labels import zone_text


class ShownChannel(NamedTuple):
    """A channel that is set up from elsewhere; `name` is what it is called in commands: `@name`, or its id."""

    id: int
    title: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSettings:
    """What the screens show.

    Attributes:
        preferences: None while the digest is off.
        breaking: `on`, `always` or `off`.
        now: aware.
        channel: of which channel; None for the chat that the screens are in.
        takes_location: whether a person can send where they are.
    """

    preferences: DigestPreferences | None
    breaking: str
    now: datetime
    channel: ShownChannel | None = None
    takes_location: bool = False

    @property
    def clock(self) -> str:
        """The time it is now for the digest."""
        zone = self.preferences.zone if self.preferences else "UTC"
        return self.now.astimezone(zone_or_utc(zone)).strftime("%H:%M")


def summary(shown: ShownSettings, translate: Translator) -> str:
    """The digest, its pause and breaking news, a line each."""
    preferences, breaking = shown.preferences, translate("settings-breaking", mode=shown.breaking)
    if not preferences:
        return "\n".join((translate("settings-off"), breaking))
    digest = translate(
        "settings-digest",
        days=days_text(preferences.days, translate),
        times=preferences.times_text,
        zone=zone_text(preferences.zone),
        now=shown.clock,
        stories=preferences.stories,
        form="short" if preferences.headlines_only else "full",
        sound="off" if preferences.silent else "on",
    )
    if preferences.followed_only:
        digest += " " + translate("digest-followed")
    return "\n".join((digest, *pause_lines(shown, translate), breaking))


def pause_lines(shown: ShownSettings, translate: Translator) -> list[str]:
    """Until when the digest pauses; nothing if it does not."""
    until = pause_end(shown.preferences, shown.now) if shown.preferences else None
    return [pause_text(until, translate)] if until else []


def how_to_change(shown: ShownSettings, translate: Translator) -> str:
    """Which command opens the screens again."""
    if shown.channel:
        return translate("settings-channel-done", channel=shown.channel.name)
    return translate("settings-done")
