"""The screens of `/settings`: what a chat chose, and buttons that change it. Each takes the place of the one before."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from html import escape

from bot.locales import Translator
from bot.preferences.digest_preferences import DAILY, WEEKDAYS, DigestPreferences
from bot.rendering.calendar_words import days_text, short_day
from bot.rendering.callback_data import Rows
from bot.rendering.html import sendable
from bot.rendering.message import Message
from bot.rendering.settings_data import settings_data
from bot.rendering.shown_settings import ShownSettings, how_to_change, pause_lines, summary
from bot.rendering.zone_labels import COMMON_ZONES, zone_labels, zone_text

_STORIES = (3, 5, 10, 15, 20)
_MINUTES = (0, 15, 30, 45)

Choice = tuple[str, str]
"""A button before it is one: its label, and a screen or a change."""


class SettingsScreens:
    """All screens, in one language."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate
        self._screens: dict[str, Callable[[ShownSettings, DigestPreferences], Message]] = {
            "times": self._times,
            "days": self._days,
            "zone": self._zone,
            "stories": self._stories,
            "pause": self._pause,
        }

    def screen(self, name: str, shown: ShownSettings) -> Message:
        """The screen of that name (`hour:07` is that of an hour); the first one for others, and while it is off."""
        if name == "breaking":
            return self._breaking(shown)
        if name == "done":
            return self._message(shown, (summary(shown, self._translate), how_to_change(shown, self._translate)), ())
        if shown.preferences and name in self._screens:
            return self._screens[name](shown, shown.preferences)
        if shown.preferences and name.startswith("hour:") and name[5:] in {f"{hour:02}" for hour in range(24)}:
            return self._hour(shown, shown.preferences, int(name[5:]))
        return self._first(shown)

    def zones(self, zones: Iterable[str], now: datetime) -> Message:
        """The question which of these zones a person's own is."""
        rows = [[(label, f"zone={zone}")] for zone, label in zone_labels(zones, now, self._translate)]
        shown = ShownSettings(preferences=None, breaking="off", now=now)
        return self._message(shown, (self._translate("settings-which-zone"),), rows)

    def _first(self, shown: ShownSettings) -> Message:
        breaking, done = self._choice("button-breaking-news", "breaking"), self._choice("button-done", "done")
        if not shown.preferences:
            rows = [[self._choice("button-turn-on", "digest=on"), breaking], [done]]
            return self._message(shown, (summary(shown, self._translate),), rows)
        rows = [
            [self._choice("button-times", "times"), self._choice("button-days", "days")],
            [self._choice("button-zone", "zone"), self._choice("button-stories", "stories")],
            *self._toggles(shown.preferences),
            [self._choice("button-pause", "pause"), breaking],
            [self._choice("button-turn-off", "digest=off"), done],
        ]
        return self._message(shown, (summary(shown, self._translate),), rows)

    def _toggles(self, preferences: DigestPreferences) -> list[list[Choice]]:
        """What is one way or the other: each button names the way that it is not now."""
        form = ("button-full", "form=full") if preferences.headlines_only else ("button-short", "form=short")
        sound = ("button-sound", "sound=on") if preferences.silent else ("button-silent", "sound=off")
        news = ("button-everything", "news=all") if preferences.followed_only else ("button-followed", "news=followed")
        return [[self._choice(*form), self._choice(*sound)], [self._choice(*news)]]

    def _times(self, shown: ShownSettings, preferences: DigestPreferences) -> Message:
        chosen = {moment.hour for moment in preferences.times}
        hours = [(_marked(f"{hour:02}", hour in chosen), f"hour:{hour:02}") for hour in range(24)]
        return self._choose(shown, "settings-times", _in_rows(hours, 6), times=preferences.times_text)

    def _hour(self, shown: ShownSettings, preferences: DigestPreferences, hour: int) -> Message:
        typed = {moment for moment in preferences.times if moment.hour == hour}
        moments = sorted({time(hour, minute) for minute in _MINUTES} | typed)
        buttons = [_toggle(each.isoformat("minutes"), "time", each in typed) for each in moments]
        fields = {"times": preferences.times_text, "hour": f"{hour:02}"}
        return self._choose(shown, "settings-hour", _in_rows(buttons, 4), "times", **fields)

    def _days(self, shown: ShownSettings, preferences: DigestPreferences) -> Message:
        names = {day: short_day(day, self._translate) for day in sorted(DAILY)}
        days = [_toggle(str(day), "day", day in preferences.days, name) for day, name in names.items()]
        groups = (("button-daily-days", "days=daily", DAILY), ("button-weekdays", "days=weekdays", WEEKDAYS))
        row = [(_marked(self._translate(key), preferences.days == each), change) for key, change, each in groups]
        text = days_text(preferences.days, self._translate)
        return self._choose(shown, "settings-days", [*_in_rows(days, 4), row], days=text)

    def _zone(self, shown: ShownSettings, preferences: DigestPreferences) -> Message:
        labels = zone_labels({*COMMON_ZONES, preferences.zone}, shown.now, self._translate)
        buttons = [(_marked(label, zone == preferences.zone), f"zone={zone}") for zone, label in labels]
        rows = _in_rows(buttons, 3)
        if shown.takes_location:
            rows.append([self._choice("button-location", "location")])
        command = f"/channel {shown.channel.name}" if shown.channel else "/digest"
        fields = {"zone": zone_text(preferences.zone), "now": shown.clock, "command": command}
        return self._choose(shown, "settings-zone", rows, **fields)

    def _stories(self, shown: ShownSettings, preferences: DigestPreferences) -> Message:
        counts = sorted({*_STORIES, preferences.stories})
        row = [(_marked(str(count), count == preferences.stories), f"stories={count}") for count in counts]
        return self._choose(shown, "settings-stories", [row], place="channel" if shown.channel else "chat")

    def _pause(self, shown: ShownSettings, _: DigestPreferences) -> Message:
        spans = (("button-week", "week"), ("button-two-weeks", "2weeks"), ("button-month", "month"))
        rows = [[self._choice(key, f"pause={span}") for key, span in spans]]
        rows.append([self._choice("button-pause-open", "pause=open")])
        paused = pause_lines(shown, self._translate)
        if paused:
            rows.append([self._choice("button-pause-end", "pause=end")])
        return self._choose(shown, "settings-pause", rows, before=paused)

    def _breaking(self, shown: ShownSettings) -> Message:
        modes = (("button-breaking-on", "on"), ("button-breaking-always", "always"), ("button-breaking-off", "off"))
        row = [(_marked(self._translate(key), mode == shown.breaking), f"breaking={mode}") for key, mode in modes]
        return self._choose(shown, "settings-breaking-choose", [row])

    def _choose(
        self,
        shown: ShownSettings,
        key: str,
        rows: list[list[Choice]],
        back: str = "first",
        before: Iterable[str] = (),
        **fields: str,
    ) -> Message:
        """A screen with a question, and *Back*."""
        lines = (*before, self._translate(key, **fields))
        return self._message(shown, lines, [*rows, [self._choice("button-back", back)]])

    def _choice(self, key: str, what: str) -> Choice:
        return self._translate(key), what

    def _message(self, shown: ShownSettings, lines: Iterable[str], rows: Iterable[list[Choice]]) -> Message:
        heading = [self._translate("settings-channel", channel=shown.channel.title)] if shown.channel else []
        text = sendable("\n".join((*heading, *lines)))
        return Message(escape(text, quote=False), _buttons(rows, shown.channel.id if shown.channel else None))


def _buttons(rows: Iterable[list[Choice]], channel_id: int | None) -> Rows:
    return tuple(tuple((label, settings_data(what, channel_id)) for label, what in row) for row in rows)


def _toggle(value: str, name: str, is_chosen: bool, label: str = "") -> Choice:
    return _marked(label or value, is_chosen), f"{name}={'-' if is_chosen else '+'}{value}"


def _marked(label: str, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label


def _in_rows(buttons: list[Choice], width: int) -> list[list[Choice]]:
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
