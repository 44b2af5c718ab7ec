"""Finds the time zones around a place on the map, by the coordinates of the time zone database's cities.

The nearest city may lie across a border, so a person is asked which zone is theirs.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from bot.preferences.time_zones import zone_or_utc


class _Place(NamedTuple):
    zone: str
    latitude: float  # in radians, as is the other
    longitude: float


def near_zones(latitude: float, longitude: float, now: datetime, count: int = 3) -> list[str]:
    """The nearest zones, in degrees north and east, of those whose clocks differ in the year after `now` (aware)."""
    here = _Place("", radians(latitude), radians(longitude))
    nearest: dict[tuple[timedelta | None, ...], str] = {}
    for place in sorted(_places(), key=lambda each: _distance(here, each)):
        nearest.setdefault(_clocks(place.zone, now), place.zone)
        if len(nearest) == count:
            break
    return list(nearest.values())


def _clocks(zone: str, now: datetime) -> tuple[timedelta | None, ...]:
    """What tells a zone's clock from another's: its offsets in the months to come."""
    moments = (now.astimezone(UTC) + timedelta(days=15 * number) for number in range(25))
    return tuple(moment.astimezone(zone_or_utc(zone)).utcoffset() for moment in moments)


def _distance(one: _Place, other: _Place) -> float:
    """Along the great circle, as an angle (the haversine formula)."""
    north, east = other.latitude - one.latitude, other.longitude - one.longitude
    a = sin(north / 2) ** 2 + cos(one.latitude) * cos(other.latitude) * sin(east / 2) ** 2
    return 2 * asin(min(1.0, sqrt(a)))


@cache
def _places() -> tuple[_Place, ...]:
    """A city of each zone of each country: `zone1970.tab` would leave out Oslo, as its clock is like that of Berlin."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple(_Place(row[2], *_coordinates(row[1])) for row in rows)


def _coordinates(text: str) -> tuple[float, float]:
    """Latitude and longitude of `+5230+01322` or `-332731-0704000`, in radians."""
    cut = max(text.rfind("+"), text.rfind("-"))
    return _radians(text[:cut], 2), _radians(text[cut:], 3)


def _radians(text: str, degree_digits: int) -> float:
    digits = text[1:]
    degrees, minutes, seconds = digits[:degree_digits], digits[degree_digits:][:2], digits[degree_digits:][2:] or "0"
    return radians((int(degrees) + int(minutes) / 60 + int(seconds) / 3600) * (-1 if text[0] == "-" else 1))
