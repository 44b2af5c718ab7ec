"""Reads a time of day as people type it: `7pm`, `07.30`, `730`, `7.30 Uhr`, `noon`."""

import re
from collections.abc import Sequence
from datetime import time

from bot.preferences.digest_words import HALVES_OF_DAY, HOUR_WORDS, TIMES
from bot.preferences.time_zones import shortened
from briefings.errors import UsageError

_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(h|uhr|[ap]m|[ap]\.m\.?)?")


def read_time(words: Sequence[str]) -> tuple[time, int] | None:
    """The time that the words begin with, and how many of them it takes; None if they begin with none.

    A time without a half of the day is of 24 hours. Raises UsageError `bad-time` (value) for a time that is none.
    """
    if words[0] in TIMES:
        return time(TIMES[words[0]]), 1
    match = _TIME.fullmatch(words[0])
    if not match:
        if words[0][0].isdigit():
            raise UsageError("bad-time", value=shortened(words[0]))
        return None
    suffix, used = match[3], 1
    if suffix is None and len(words) > 1 and (words[1] in HALVES_OF_DAY or words[1] in HOUR_WORDS):
        suffix, used = words[1], 2
    hour, minute, written = int(match[1]), int(match[2] or 0), " ".join(words[:used])
    if suffix in HALVES_OF_DAY:
        if not 1 <= hour <= 12:
            raise UsageError("bad-time", value=shortened(written))
        hour = hour % 12 + HALVES_OF_DAY[suffix]
    if hour > 23 or minute > 59:
        raise UsageError("bad-time", value=shortened(written))
    return time(hour, minute), used
