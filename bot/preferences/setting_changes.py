"""What one press under `/settings` changes of the preferences: it says what is to be, so that twice is as once."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.preferences.digest_preferences import (
    DAILY,
    MAX_STORIES,
    MAX_TIMES,
    UNTIL_RESUMED,
    WEEKDAYS,
    DigestPreferences,
)
from bot.preferences.pause_dates import months_after
from bot.preferences.time_zones import is_zone, zone_or_utc
from briefings.errors import UsageError

_GROUPS_OF_DAYS = {"daily": DAILY, "weekdays": WEEKDAYS}
_TIME = re.compile(r"[+-](\d\d):(\d\d)")
_SWITCHES: dict[str, Callable[[DigestPreferences], DigestPreferences]] = {
    "form=short": lambda preferences: replace(preferences, headlines_only=True),
    "form=full": lambda preferences: replace(preferences, headlines_only=False),
    "sound=off": lambda preferences: replace(preferences, silent=True),
    "sound=on": lambda preferences: replace(preferences, silent=False),
    "news=followed": lambda preferences: replace(preferences, followed_only=True),
    "news=all": lambda preferences: replace(preferences, followed_only=False),
}


def apply_change(preferences: DigestPreferences, change: str, now: datetime) -> DigestPreferences:
    """The preferences after a change such as `time=+07:30`, `day=-7`, `days=daily`, `zone=Europe/Berlin`, `pause=week`.

    A pause begins on the chat's own calendar at `now` (aware).
    Raises UsageError: `settings-last-time`, `settings-last-day`, `digest-times` (most), `button-old` for what is none.
    """
    if change in _SWITCHES:
        return _SWITCHES[change](preferences)
    name, _, value = change.partition("=")
    try:
        match name:
            case "time":
                return replace(preferences, times=_times(preferences.times, value))
            case "day":
                return replace(preferences, days=_days(preferences.days, value))
            case "days":
                return replace(preferences, days=_GROUPS_OF_DAYS[value])
            case "zone" if is_zone(value):
                return replace(preferences, zone=value)
            case "stories" if 1 <= int(value) <= MAX_STORIES:
                return replace(preferences, stories=int(value))
            case "pause":
                return replace(preferences, paused_until=_pause(value, today_in(preferences.zone, now)))
    except (KeyError, ValueError) as error:
        raise UsageError("button-old") from error
    raise UsageError("button-old")


def pause_end(preferences: DigestPreferences, now: datetime) -> date | None:
    """The day on which a paused digest comes again; None also after a pause that is over."""
    until = preferences.paused_until
    return until if until and until > today_in(preferences.zone, now) else None


def today_in(zone: str, now: datetime) -> date:
    """The date in that zone at `now` (aware)."""
    return now.astimezone(zone_or_utc(zone)).date()


def _times(times: tuple[time, ...], value: str) -> tuple[time, ...]:
    match = _TIME.fullmatch(value)
    if not match:
        raise ValueError(value)
    chosen = time(int(match[1]), int(match[2]))
    after = {*times, chosen} if value[0] == "+" else {*times} - {chosen}
    if not after:
        raise UsageError("settings-last-time")
    if len(after) > max(MAX_TIMES, len(times)):
        raise UsageError("digest-times", most=MAX_TIMES)
    return tuple(sorted(after))


def _days(days: frozenset[int], value: str) -> frozenset[int]:
    day = int(value[1:])
    if day not in DAILY:
        raise ValueError(value)
    after = days | {day} if value[0] == "+" else days - {day}
    if not after:
        raise UsageError("settings-last-day")
    return after


def _pause(value: str, today: date) -> date | None:
    match value:
        case "end":
            return None
        case "week":
            return today + timedelta(weeks=1)
        case "2weeks":
            return today + timedelta(weeks=2)
        case "month":
            return months_after(today, 1)
        case "open":
            return UNTIL_RESUMED
    raise ValueError(value)
