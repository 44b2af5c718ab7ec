"""When a chat is not to be disturbed by breaking news: its quiet hours, and how much of it a day is enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.preferences.time_zones import zone_or_utc


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one wall time until just before another, which is on the next day if it is the earlier one; equal: never."""

    begin: time
    end: time


def is_quiet(hours: QuietHours, zone: str, now: datetime) -> bool:
    """Whether the wall clock of that zone is in the quiet hours at `now` (aware); an unknown zone is UTC."""
    wall = now.astimezone(zone_or_utc(zone)).time()
    if hours.begin <= hours.end:
        return hours.begin <= wall < hours.end
    return wall >= hours.begin or wall < hours.end


def may_break(sent: Iterable[datetime], most: int, now: datetime) -> bool:
    """Whether a chat that was sent breaking news at those moments (aware) may get more at `now`.

    At most `most` within any 24 hours: a day of the calendar would allow twice as many around midnight. Moments a day
    and more ahead of now were written by a wrong clock, and do not count.
    """
    day = timedelta(days=1)
    return sum(-day < now - moment < day for moment in sent) < most
