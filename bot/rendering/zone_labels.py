"""Time zones as buttons: the city, and the time it is there now."""

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


def zone_labels(zones: Iterable[str], now: datetime, translate: Translator) -> list[tuple[str, str]]:
    """Each zone with its label, such as `Berlin 18:05`; from west to east."""
    walls = {zone: now.astimezone(zone_or_utc(zone)) for zone in zones}
    from_west = sorted(walls, key=lambda zone: (walls[zone].utcoffset() or timedelta(), zone))
    return [(zone, f"{_city(zone, translate)} {walls[zone]:%H:%M}") for zone in from_west]


def _city(zone: str, translate: Translator) -> str:
    return str(get_timezone_location(zone, locale=translate.language, return_city=True)).rpartition("/")[2]
