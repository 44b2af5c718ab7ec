"""How a chat wants its digest."""

from dataclasses import dataclass
from datetime import date, time

DAILY = frozenset(range(1, 8))
WEEKDAYS = frozenset(range(1, 6))

DEFAULT_STORIES, MAX_STORIES = 10, 20
MAX_TIMES = 6  # a day
UNTIL_RESUMED = date(9999, 1, 1)  # the end of a pause that has none; the calendar has days after it


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPreferences:
    """What can be chosen of a digest.

    Attributes:
        times: wall times of each of its days in `zone`, in order, at least one, to the minute, none twice.
        zone: a name of the time zone database.
        days: the days of the week it comes on, from 1 for Monday to 7 for Sunday, at least one.
        stories: how many at most; what does not fit is behind a button.
        headlines_only: a line for each story in place of its briefing.
        silent: it arrives without a sound.
        followed_only: it has only what the chat follows, rather than that first and all else after it.
        paused_until: the first local day on which it comes again; None if it is not paused.
    """

    times: tuple[time, ...]
    zone: str
    days: frozenset[int] = DAILY
    stories: int = DEFAULT_STORIES
    headlines_only: bool = False
    silent: bool = False
    followed_only: bool = False
    paused_until: date | None = None

    @property
    def times_text(self) -> str:
        """The times as a person reads them, such as `07:30, 18:00`."""
        return ", ".join(time.isoformat("minutes") for time in self.times)
