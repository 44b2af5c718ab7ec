"""When a chat's daily digest is due, and what a reader asks for with `/digest`; reads no clock and sends nothing."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from briefings.errors import UsageError

_DAY = timedelta(days=1)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
_SHOWN = 60  # characters of a wrong argument that its answer repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A chat's daily digest.

    Attributes:
        time: the wall time it is wanted at, in `zone`.
        zone: a name of the time zone database.
        chosen: aware: when `time` and `zone` were chosen; a moment that had passed by then is not caught up on.
        since: aware: the stories received after this are still to be told.
        last: when the last digest was begun, with the UTC offset of the chat's zone then; None before the first.
        active: False after `/digest off`; `last` stays known, so that coming back on the same day brings no second one.
    """

    chat_id: int
    time: time
    zone: str
    chosen: datetime
    since: datetime
    last: datetime | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class DailyAt:
    """A reader wants the digest every day at this wall time of this zone."""

    time: time
    zone: str


def next_day(subscription: Subscription, now: datetime) -> date:
    """The local day of the chat's next digest: today also if it is late already.

    A day counts as served if a digest was sent on it by the calendar of the zone of then, or by that of the zone of
    now. So the dates of a chat's digests only ever grow, also for a reader who crosses the date line and lives a day
    twice.
    """
    zone = ZoneInfo(subscription.zone)
    chosen, last = subscription.chosen.astimezone(zone), subscription.last
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
        raise UsageError("bad-time", value=_short(f"{first} {rest[0]}" if half else first))
    return DailyAt(time(int(found[1]), int(found[2])), find_zone(" ".join(rest)) if rest else default_zone)


def find_zone(name: str) -> str:
    """The time zone database's name for `name`, in any case: `Europe/Berlin`, `new york`, `São Paulo`.

    Raises UsageError `unknown-zone` (value, nearest: up to three names joined by commas, found: how many) for a name
    that is none, or that several zones share.
    """
    zones = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    wanted = _fold(name)
    exact = [zone for zone in zones if _fold(zone) == wanted]
    # `Etc/GMT+2` is two hours west of Greenwich: never what someone who writes GMT+2 means.
    cities = [zone for zone in zones if "/" in zone and not zone.startswith("Etc/")]
    here = [zone for zone in cities if _fold(_city(zone)) == wanted]
    found = exact or _without_former_names(here)
    if len(found) == 1:
        return found[0]
    nearest = found[:3] or _nearest(wanted, cities)
    raise UsageError("unknown-zone", value=_short(name), nearest=", ".join(nearest), found=len(nearest))


def _nearest(wanted: str, zones: list[str]) -> list[str]:
    spoken = {_fold(zone): zone for zone in zones} | {_fold(_city(zone)): zone for zone in zones}
    return list(dict.fromkeys(spoken[close] for close in get_close_matches(wanted, spoken, n=3, cutoff=0.7)))


def _without_former_names(zones: list[str]) -> list[str]:
    """Those that the database lists as a country's own (`zone.tab`), if any is: Europe/Istanbul, not Asia/Istanbul."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    own = {line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#")}
    return [zone for zone in zones if zone in own] or zones


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1]


def _fold(name: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"[\s_-]+", "_", "".join(letters).strip().casefold())


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
