"""The time zones around a place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.preferences.near_zones import near_zones

WINTER = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (59.9, 10.7, "Europe/Oslo"),
        (-33.9, 151.2, "Australia/Sydney"),
        (-32.9, -68.8, "America/Argentina/Mendoza"),
        (61.2, -149.9, "America/Anchorage"),
        (-18.0, -179.9, "Pacific/Fiji"),  # across the date line
    ],
)
def test_a_city_of_the_database_is_its_own_nearest(latitude: float, longitude: float, zone: str) -> None:
    assert near_zones(latitude, longitude, WINTER)[0] == zone


def test_near_a_border_the_zones_of_both_sides_are_offered() -> None:
    vigo = near_zones(42.2, -8.7, WINTER)
    assert vigo[0] == "Europe/Lisbon"
    assert "Europe/Madrid" in vigo


def test_those_offered_have_different_clocks() -> None:
    walls = [WINTER.astimezone(ZoneInfo(zone)).time() for zone in near_zones(48.1, 11.6, WINTER)]
    assert len(set(walls)) == 3  # Munich: Vaduz, Zürich and Prague are near, and have one clock


@pytest.mark.parametrize("latitude", [90.0, -90.0])
def test_the_poles_are_somewhere_too(latitude: float) -> None:
    assert len(near_zones(latitude, 0.0, WINTER)) == 3
