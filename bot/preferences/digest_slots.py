"""When a chat's next digest is due; reads no clock.

A slot is a set time on a local day. It is due when the wall clock of the chat's zone reaches that time: a time that the
clocks skip is reached when they jump, one that comes twice is reached the first time, and a day that a zone leaves out
has no slots. A slot that was missed is still sent within a time of grace, of several the newest alone; what is older is
done with, and its stories come in the next digest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.time_zones import zone_or_utc

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a chat's digests are.

    Attributes:
        day: the last local day of which a slot is done with; None before the first.
        count: how many of that day's slots are done with, the first ones, whatever the times are changed to.
        moment: aware: when the last of them was due.
    """

    day: date | None = None
    count: int = 0
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A set time, by its number, of a local day, and the moment (UTC) of it."""

    due: datetime
    day: date
    index: int


@dataclass(frozen=True, slots=True)
class Pending:
    """What is to be done at a moment.

    Attributes:
        slot: the one to send now; None if none is.
        progress: how far the digests are then.
        next_due: when to look again (UTC).
    """

    slot: Slot | None
    progress: Progress
    next_due: datetime


def next_due(preferences: DigestPreferences, progress: Progress, chosen: datetime, now: datetime) -> datetime:
    """The moment (UTC) of the first slot that is not done with, which may be past.

    `chosen`: slots before that moment are not caught up on. Slots of more than a day ago are not looked for.
    """
    return next(_open_slots(preferences, progress, chosen, now)).due


def pending_slot(
    preferences: DigestPreferences, progress: Progress, chosen: datetime, now: datetime, grace: timedelta
) -> Pending:
    """What is to be sent now, if anything, and what is done with then."""
    late: Slot | None = None
    for slot in _open_slots(preferences, progress, chosen, now):
        if slot.due > now:
            break
        late = slot
    if late is None:
        return Pending(None, progress, slot.due)
    zone = zone_or_utc(preferences.zone)
    after = Progress(late.day, late.index + 1, late.due.astimezone(zone))
    return Pending(late if late.due > now - grace else None, after, slot.due)


def _open_slots(preferences: DigestPreferences, progress: Progress, chosen: datetime, now: datetime) -> Iterator[Slot]:
    """The slots that are not done with, in order, of yesterday, today and all days to come."""
    zone = zone_or_utc(preferences.zone)
    chosen = _not_far_ahead(chosen, now)
    done_day, done = _done(progress, zone, now)
    day = max(done_day, now.astimezone(zone).date() - _DAY, preferences.paused_until or date.min)
    while True:
        if day.isoweekday() in preferences.days:
            for index, at in enumerate(preferences.times):
                due = _due(day, at, zone)
                if due and due >= chosen and (day > done_day or index >= done):
                    yield Slot(due, day, index)
        day += _DAY


def _done(progress: Progress, zone: ZoneInfo, now: datetime) -> tuple[date, int]:
    """The last day that has slots that are done with, and how many.

    It is that day by the calendar of the zone at that time or by that of the present zone, whichever is later: so the
    days of a chat's digests only ever grow, also for one who crosses the date line and lives a day twice.
    """
    if progress.day is None or progress.moment is None:
        return date.min, 0
    if progress.moment > now + 2 * _DAY:  # written while the clock was far ahead
        return date.min, 0
    return max(progress.day, progress.moment.astimezone(zone).date()), progress.count


def _due(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When a wall clock in that zone reaches a time of a day; None if the zone leaves that day out."""
    wall = datetime.combine(day, at)
    early, late = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early == late or _wall(early, zone) == wall:
        return early
    while late - early > timedelta(seconds=1):  # the clocks jump over it between these two
        middle = early + (late - early) / 2
        early, late = (early, middle) if _wall(middle, zone) >= wall else (middle, late)
    jump = late.replace(microsecond=0)
    return jump if _wall(jump, zone).date() == day else None


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _not_far_ahead(moment: datetime, now: datetime) -> datetime:
    """The moment; a day before now if it was written while the clock was far ahead."""
    return moment if moment <= now + _DAY else now - _DAY
