"""Parses the arguments of `/digest`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Literal

from bot.chats.time_zones import find_zone, shortened
from briefings.errors import UsageError

_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")


@dataclass(frozen=True, slots=True)
class DailyAt:
    """A reader wants the digest every day at this wall time of this zone."""

    time: time
    zone: str


def parse_digest_arguments(args: Sequence[str], default_zone: str) -> DailyAt | Literal["now", "off"]:
    """Parse what follows `/digest`: nothing, `off`, or a time with or without a zone (then `default_zone`).

    Raises UsageError: `bad-time` (value), or as `find_zone`.
    """
    if not args:
        return "now"
    first, *rest = args
    if first.casefold() == "off":
        return "off"
    match = _TIME.fullmatch(first)
    is_twelve_hour = rest[0].casefold() in ("am", "pm") if rest else False
    if not match or is_twelve_hour or int(match[1]) > 23 or int(match[2]) > 59:
        raise UsageError("bad-time", value=shortened(f"{first} {rest[0]}" if is_twelve_hour else first))
    return DailyAt(time(int(match[1]), int(match[2])), find_zone(" ".join(rest)) if rest else default_zone)
