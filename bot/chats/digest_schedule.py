"""The schedule of daily digests: when the next one of a chat is due; reads no clock and sends nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A chat's daily digest.

    Attributes:
        time: the wall time it is wanted at, in `zone`.
        zone: a name of the time zone database.
        chosen: aware: when `time` and `zone` were chosen; a digest time before that is not caught up on.
        since_article_id: the next digest has the stories with an article received after this one.
        since_time: aware: used where that is None: the stories with an article received after this moment.
        last: when sending of the last digest began, with the UTC offset of the chat's zone then; None before the first.
        active: False after `/digest off`; `last` stays known, so that coming back on the same day brings no second one.
    """

    chat_id: int
    time: time
    zone: str
    chosen: datetime
    since_time: datetime
    since_article_id: str | None = None
    last: datetime | None = None
    active: bool = True


def next_day(subscription: Subscription, now: datetime) -> date:
    """The local day of the chat's next digest: today also if it is late already.

    A day counts as served if a digest was sent on it by the calendar of the zone at that time, or by that of the
    present zone. So the dates of a chat's digests only ever grow, also for a reader who crosses the date line and lives
    a day twice.
    """
    zone = ZoneInfo(subscription.zone)
    chosen = _not_far_ahead(subscription.chosen, now).astimezone(zone)
    last = subscription.last and _not_far_ahead(subscription.last, now)
    days = [now.astimezone(zone).date(), chosen.date()]
    if chosen.time() >= subscription.time:
        days.append(chosen.date() + _DAY)
    if last:
        days += [last.date() + _DAY, last.astimezone(zone).date() + _DAY]
    return max(days)


def is_due(subscription: Subscription, now: datetime) -> bool:
    """Whether the chat's wall clock has reached the time of a digest that it has not been sent.

    Wall clocks are compared, not moments: a time that the clocks skip is reached when they jump over it, and one that
    comes twice is reached the first time. A digest that could not be sent on its own local day is not sent later;
    the next one has its stories.
    """
    wall = now.astimezone(ZoneInfo(subscription.zone)).replace(tzinfo=None)
    return subscription.active and wall >= datetime.combine(next_day(subscription, now), subscription.time)


def news_since(subscription: Subscription) -> str | datetime:
    """Where the chat's next digest begins: after an article, or after a moment where none is known."""
    return subscription.since_article_id or subscription.since_time


def _not_far_ahead(moment: datetime, now: datetime) -> datetime:
    """The moment; a day before now if it was written while the clock was far ahead."""
    return moment if moment <= now + _DAY else now.astimezone(moment.tzinfo) - _DAY
