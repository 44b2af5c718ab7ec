"""Reads until when a digest is paused: `until 12 Dec`, `pause 24.12.`, `until Monday`, `pause for a week`, `pause`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.preferences.digest_preferences import UNTIL_RESUMED
from bot.preferences.digest_words import (
    BEFORE_SPAN,
    COUNTS,
    DAYS,
    MONTHS,
    OPEN_ENDED,
    PAUSE,
    PAUSE_ALONE,
    SEPARATORS,
    TOMORROW,
    UNITS,
)
from bot.preferences.time_zones import shortened
from briefings.errors import UsageError

_LONGEST = timedelta(days=366)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_YEAR = re.compile(r"20\d\d")
_COUNT = re.compile(r"\d{1,3}")


def read_pause(words: Sequence[str], today: date) -> tuple[date, int]:
    """The first day after the pause that the words begin with, and how many of them it takes.

    The first word is of `PAUSE`. A date without a year is the next such one; `pause` alone is `UNTIL_RESUMED`.
    Raises UsageError `digest-pause` (value) for what is no date, not after today, or more than a year away.
    """
    begin = next((n for n, word in enumerate(words) if word not in PAUSE | BEFORE_SPAN), len(words))
    rest = words[begin:]
    if rest and rest[0] in OPEN_ENDED:
        return UNTIL_RESUMED, begin + 1
    if words[begin - 1] in PAUSE_ALONE and (not rest or rest[0] in SEPARATORS):
        return UNTIL_RESUMED, begin
    found, used = _named_day(rest, today) or _span(rest, today) or _written_date(rest, today) or (None, 3)
    if not found or not today < found <= today + _LONGEST:
        raise UsageError("digest-pause", value=shortened(" ".join(words[: begin + used])))
    return found, begin + used


def months_after(day: date, count: int) -> date:
    """The same day so many months later; where that month has none, the first of the month after."""
    years, month = divmod(day.month - 1 + count, 12)
    first = date(day.year + years, month + 1, 1)
    try:
        return first.replace(day=day.day)
    except ValueError:
        return (first + timedelta(days=31)).replace(day=1)


def _named_day(words: Sequence[str], today: date) -> tuple[date, int] | None:
    """`tomorrow`, or the next day of that name."""
    if words and words[0] in TOMORROW:
        return today + timedelta(days=1), 1
    if words and words[0] in DAYS:
        return today + timedelta(days=(DAYS[words[0]] - today.isoweekday() - 1) % 7 + 1), 1
    return None


def _span(words: Sequence[str], today: date) -> tuple[date, int] | None:
    """So many days, weeks or months from today on."""
    if len(words) < 2 or words[1] not in UNITS or not (words[0] in COUNTS or _COUNT.fullmatch(words[0])):
        return None
    count, unit = COUNTS.get(words[0]) or int(words[0]), UNITS[words[1]]
    if unit == "months":
        return months_after(today, count), 2
    return today + timedelta(days=count * (7 if unit == "weeks" else 1)), 2


def _written_date(words: Sequence[str], today: date) -> tuple[date | None, int] | None:
    """A date, the next such one if no year is said; (None, …) if there is none within a year."""
    parts = _parts(words)
    if not parts:
        return None
    year, month, day, used = parts
    # 29 February is four years away at most, which is refused as too far.
    dates = [found for each in ([year] if year else [today.year, today.year + 1]) if (found := _date(each, month, day))]
    return next((each for each in dates if today < each <= today + _LONGEST), None), used


def _parts(words: Sequence[str]) -> tuple[int | None, int, int, int] | None:
    """Year (None: not said), month, day, and how many words they take."""
    if not words:
        return None
    if match := _ISO.fullmatch(words[0]):
        return int(match[1]), int(match[2]), int(match[3]), 1
    if match := _DOTTED.fullmatch(words[0]):
        return int(match[3]) if match[3] else None, int(match[2]), int(match[1]), 1
    if len(words) < 2:
        return None
    name, number = (words[0], words[1]) if words[0] in MONTHS else (words[1], words[0])
    match = _DAY.fullmatch(number)
    if name not in MONTHS or not match:
        return None
    # 20xx after a date is a year: half past eight in the evening is 20:30 there.
    year = int(words[2]) if len(words) > 2 and _YEAR.fullmatch(words[2]) else None
    return year, MONTHS[name], int(match[1]), 3 if year else 2


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
