"""Reads a time zone as people type it: a city, `UTC+2`, `+05:30`, `CET`; where several are meant, which ones."""

import re
from datetime import datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.preferences.time_zones import find_zone, shortened
from briefings.errors import UsageError

_MOST_CANDIDATES = 6
_OFFSET = re.compile(r"(?:utc|gmt)?([+−-])(\d{1,2})(?::?(\d{2}))?")
# Most say an offset but not whether the clocks change, or are used by several countries.
_ABBREVIATIONS = {
    "est": ("America/New_York", "America/Panama", "America/Jamaica"),
    "edt": ("America/New_York", "America/Toronto"),
    "et": ("America/New_York", "America/Toronto"),
    "cst": ("America/Chicago", "America/Mexico_City", "Asia/Shanghai", "America/Havana"),
    "cdt": ("America/Chicago", "America/Winnipeg", "America/Havana"),
    "mst": ("America/Denver", "America/Phoenix"),
    "mdt": ("America/Denver", "America/Edmonton"),
    "pst": ("America/Los_Angeles", "America/Vancouver", "Asia/Manila"),
    "pdt": ("America/Los_Angeles", "America/Vancouver"),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "wet": ("Europe/Lisbon", "Atlantic/Canary"),
    "west": ("Europe/Lisbon", "Atlantic/Canary"),
    "cet": ("Europe/Berlin", "Europe/Paris", "Europe/Rome", "Europe/Madrid", "Africa/Algiers", "Africa/Tunis"),
    "cest": ("Europe/Berlin", "Europe/Paris", "Europe/Rome", "Europe/Madrid"),
    "met": ("Europe/Berlin", "Europe/Paris"),
    "eet": ("Europe/Athens", "Europe/Helsinki", "Europe/Bucharest", "Africa/Cairo", "Africa/Tripoli"),
    "eest": ("Europe/Athens", "Europe/Helsinki", "Europe/Bucharest"),
    "aest": ("Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane"),
    "aedt": ("Australia/Sydney", "Australia/Melbourne"),
    "hst": ("Pacific/Honolulu", "America/Adak"),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "msk": ("Europe/Moscow",),
    "nzst": ("Pacific/Auckland",),
    "nzdt": ("Pacific/Auckland",),
}


def read_zone(name: str, now: datetime) -> tuple[str, ...]:
    """The zones that the name may mean: one if it is clear, several to choose from if not.

    Whole hours are the database's `Etc/` zones. It has none for hours and minutes: what is offered then are the zones
    that have that offset at `now` (aware).
    Raises UsageError as `find_zone`.
    """
    folded = name.casefold().replace(" ", "")
    if match := _OFFSET.fullmatch(folded):
        return _zones_at(match, name, now)
    return _ABBREVIATIONS.get(folded) or (find_zone(name),)


def _zones_at(match: re.Match[str], name: str, now: datetime) -> tuple[str, ...]:
    sign, hours, minutes = (-1 if match[1] != "+" else 1), int(match[2]), int(match[3] or 0)
    signed = sign * hours
    if minutes == 0 and -12 <= signed <= 14:
        # The database counts these the other way round: Etc/GMT-2 is two hours east.
        return (f"Etc/GMT{-signed:+d}" if signed else "UTC",)
    offset = sign * timedelta(hours=hours, minutes=minutes)
    table = files("tzdata").joinpath("zoneinfo", "zone1970.tab").read_text(encoding="utf-8")
    zones = [line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#")]
    found = [zone for zone in zones if now.astimezone(ZoneInfo(zone)).utcoffset() == offset] if minutes < 60 else []
    if not found:
        raise UsageError("unknown-zone", value=shortened(name), nearest="", found=0)
    return tuple(found[:_MOST_CANDIDATES])
