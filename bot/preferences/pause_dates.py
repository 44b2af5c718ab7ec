"""Reads the date until which a digest is paused: `12 Dec`, `Dec 12`, `24.12.2026`, `2026-12-24`."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.preferences.digest_words import MONTHS
from bot.preferences.time_zones import shortened
from briefings.errors import UsageError

_LONGEST = timedelta(days=366)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_YEAR = re.compile(r"20\d\d")


def read_pause(words: Sequence[str], today: date) -> tuple[date, int]:
    """The date that the words begin with, and how many of them it takes; without a year, the next such date.

    Raises UsageError `digest-pause` (value) for what is no date, not after today, or more than a year away.
    """
    written = shortened(" ".join(words[:3]))
    parts = _parts(words)
    if not parts:
        raise UsageError("digest-pause", value=written)
    year, month, day, used = parts
    # 29 February is four years away at most, which is refused as too far.
    dates = [found for each in ([year] if year else [today.year, today.year + 1]) if (found := _date(each, month, day))]
    found = next((each for each in dates if today < each <= today + _LONGEST), None)
    if not found:
        raise UsageError("digest-pause", value=shortened(" ".join(words[:used])))
    return found, used


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
