"""Days and dates as a person reads them."""

from datetime import date

from babel.dates import format_date, get_day_names

from bot.locales import Translator
from bot.preferences.digest_preferences import DAILY, UNTIL_RESUMED, WEEKDAYS

_WEEKEND = frozenset((6, 7))


def days_text(days: frozenset[int], translate: Translator) -> str:
    """The days of the week that a digest comes on: `every day`, `on Monday, Friday`."""
    for key, group in (("digest-every-day", DAILY), ("digest-weekdays", WEEKDAYS), ("digest-weekend", _WEEKEND)):
        if days == group:
            return translate(key)
    names = get_day_names("wide", locale=translate.language)
    return translate("digest-some-days", days=", ".join(names[day - 1] for day in sorted(days)))


def short_day(day: int, translate: Translator) -> str:
    """A day of the week, from 1 for Monday: `Mon`."""
    return str(get_day_names("abbreviated", locale=translate.language)[day - 1])


def date_text(day: date, translate: Translator) -> str:
    """A date: `12 Dec 2026`."""
    return format_date(day, "d MMM y", locale=translate.language)


def pause_text(until: date, translate: Translator) -> str:
    """Until when a digest pauses."""
    if until == UNTIL_RESUMED:
        return translate("digest-paused-open")
    return translate("digest-paused", day=date_text(until, translate))
