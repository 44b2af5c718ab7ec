"""What a reader asks for with `/digest`; decides nothing of when it is due."""

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
    """What stands after `/digest`: nothing, `off`, or a time and perhaps a zone (`default_zone` without one).

    Raises UsageError: `bad-time` (value), or as `find_zone`.
    """
    if not args:
        return "now"
    first, *rest = args
    if first.casefold() == "off":
        return "off"
    found = _TIME.fullmatch(first)
    half = rest[0].casefold() in ("am", "pm") if rest else False
    if not found or half or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageError("bad-time", value=shortened(f"{first} {rest[0]}" if half else first))
    return DailyAt(time(int(found[1]), int(found[2])), find_zone(" ".join(rest)) if rest else default_zone)
