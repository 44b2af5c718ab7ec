"""Finds the time zone that a person names, by its name in the database or by a big city in it."""

import re
import unicodedata
from difflib import get_close_matches
from importlib.resources import files
from zoneinfo import ZoneInfo

from briefings.errors import UsageError

_NEAR = 0.8  # of 1: how alike a name must be to be offered; tokio and Tokyo are so much
_MAX_REPEATED_LENGTH = 60  # characters of a wrong argument that its answer repeats


def find_zone(name: str) -> str:
    """The time zone database's name for `name`, in any case: `Europe/Berlin`, `new york`, `São Paulo`.

    Raises UsageError `unknown-zone` (value, nearest: up to three names joined by commas, found: how many) for a name
    that is none, or that several zones share.
    """
    zones = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    wanted = _fold_name(name)
    exact = [zone for zone in zones if _fold_name(zone) == wanted]
    # `Etc/GMT+2` is two hours west of Greenwich: never what someone who writes GMT+2 means.
    cities = [zone for zone in zones if "/" in zone and not zone.startswith("Etc/")]
    by_city = [zone for zone in cities if _fold_name(_city_of(zone)) == wanted]
    matches = exact or _without_former_names(by_city)
    if len(matches) == 1:
        return matches[0]
    nearest = matches[:3] or _nearest_zones(wanted, cities)
    raise UsageError("unknown-zone", value=shortened(name), nearest=", ".join(nearest), found=len(nearest))


def zone_or_utc(name: str) -> ZoneInfo:
    """The time zone of that exact name; UTC if the database has none, or no longer."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; not a name at all; a folder of the database, or unreadable
        return ZoneInfo("UTC")


def is_zone(name: str) -> bool:
    """Whether the database has a time zone of that exact name."""
    return name in files("tzdata").joinpath("zones").read_text(encoding="ascii").split()


def _nearest_zones(wanted: str, zones: list[str]) -> list[str]:
    zone_by_name = {_fold_name(zone): zone for zone in zones} | {_fold_name(_city_of(zone)): zone for zone in zones}
    names = get_close_matches(wanted, zone_by_name, n=3, cutoff=_NEAR)
    # Who mistypes a name seldom mistypes its first letter; with another one it is another word: `normal` is not Oral.
    return list(dict.fromkeys(zone_by_name[name] for name in names if name[0] == wanted[0]))


def _without_former_names(zones: list[str]) -> list[str]:
    """Those that the database lists as a country's own (`zone.tab`), if any is: Europe/Istanbul, not Asia/Istanbul."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    current = {line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#")}
    return [zone for zone in zones if zone in current] or zones


def _city_of(zone: str) -> str:
    return zone.rsplit("/", 1)[-1]


def _fold_name(name: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"[\s_-]+", "_", "".join(letters).strip().casefold())


def shortened(value: str) -> str:
    """The start of a value that an answer repeats."""
    return value if len(value) <= _MAX_REPEATED_LENGTH else f"{value[: _MAX_REPEATED_LENGTH - 1]}…"
