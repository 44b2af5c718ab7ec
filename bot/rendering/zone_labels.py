"""Time zones as a person reads them; as buttons, the city and the time it is there now."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from babel.dates import get_timezone_location

from bot.locales import Translator
from bot.preferences.time_zones import zone_or_utc

COMMON_ZONES = (
    *("America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo"),
    *("UTC", "Europe/London", "Europe/Berlin", "Africa/Lagos", "Europe/Athens", "Africa/Cairo", "Africa/Johannesburg"),
    *("Europe/Istanbul", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka"),
    *("Asia/Jakarta", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"),
)

_OFFSET = re.compile(r"Etc/GMT([+-])(\d{1,2})")


def zone_text(zone: str) -> str:
    """A zone's name; the database counts `Etc/GMT-2` the other way round than people, so that is `UTC+2`."""
    if match := _OFFSET.fullmatch(zone):
        return f"UTC{'-' if match[1] == '+' else '+'}{match[2]}"
    return zone


def zone_labels(zones: Iterable[str], now: datetime, translate: Translator) -> list[tuple[str, str]]:
    """Each zone with its label, such as `Berlin 18:05`; from west to east."""
    walls = {zone: now.astimezone(zone_or_utc(zone)) for zone in zones}
    from_west = sorted(walls, key=lambda zone: (walls[zone].utcoffset() or timedelta(), zone))
    return [(zone, f"{_city(zone, translate)} {walls[zone]:%H:%M}") for zone in from_west]


def _city(zone: str, translate: Translator) -> str:
    if _OFFSET.fullmatch(zone):
        return zone_text(zone)
    return str(get_timezone_location(zone, locale=translate.language, return_city=True)).rpartition("/")[2]
