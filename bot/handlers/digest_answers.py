"""What a chat is told of the digest that it has chosen, and asked where its words were not clear."""

from datetime import datetime, time

from babel.dates import format_date, get_day_names

from bot.locales import Translator
from bot.preferences.digest_preferences import DAILY, DEFAULT_STORIES, WEEKDAYS, DigestPreferences
from bot.preferences.digest_wording import ZoneDoubt
from bot.rendering import callback_data
from bot.rendering.callback_data import MAX_BYTES, Rows

_WEEKEND = frozenset((6, 7))


def describe(preferences: DigestPreferences, translate: Translator) -> str:
    """When and how the digest comes from now on, and how to change that."""
    return "\n\n".join((in_a_line(preferences, translate, "digest-daily"), translate("digest-change")))


def in_a_line(preferences: DigestPreferences, translate: Translator, key: str = "mine-digest") -> str:
    """When and how the digest comes."""
    days = _days(preferences.days, translate)
    sentences = [translate(key, time=preferences.times_text, zone=preferences.zone, days=days)]
    if preferences.headlines_only:
        sentences.append(translate("digest-short"))
    if preferences.followed_only:
        sentences.append(translate("digest-followed"))
    if preferences.silent:
        sentences.append(translate("digest-silent"))
    if preferences.stories != DEFAULT_STORIES:
        sentences.append(translate("digest-stories", count=preferences.stories))
    if preferences.paused_until:
        first_day = datetime.combine(preferences.paused_until, time())
        sentences.append(translate("digest-paused", day=format_date(first_day, "d MMM y", locale=translate.language)))
    return " ".join(sentences)


def zone_rows(doubt: ZoneDoubt, typed: str) -> Rows:
    """A button for each zone that may have been meant: what was typed, with that zone in place of the word."""
    begin, _, end = typed.casefold().partition(doubt.value.casefold())
    choices = [(zone, f"{callback_data.DIGEST}{begin}{zone}{end}") for zone in doubt.candidates]
    return tuple(((zone, data),) for zone, data in choices if len(data.encode()) <= MAX_BYTES)


def _days(days: frozenset[int], translate: Translator) -> str:
    for key, group in (("digest-every-day", DAILY), ("digest-weekdays", WEEKDAYS), ("digest-weekend", _WEEKEND)):
        if days == group:
            return translate(key)
    names = get_day_names("wide", locale=translate.language)
    return translate("digest-some-days", days=", ".join(names[day - 1] for day in sorted(days)))
