"""What a chat is told of the digest that it has chosen, and asked where its words were not clear."""

from datetime import datetime

from bot.locales import Translator
from bot.preferences.digest_preferences import DEFAULT_STORIES, DigestPreferences
from bot.preferences.digest_wording import ZoneDoubt
from bot.preferences.setting_changes import pause_end
from bot.rendering import callback_data
from bot.rendering.calendar_words import date_text, days_text
from bot.rendering.callback_data import MAX_BYTES, Rows


def describe(preferences: DigestPreferences, translate: Translator, now: datetime) -> str:
    """When and how the digest comes from `now` (aware) on, and how to change that."""
    return "\n\n".join((in_a_line(preferences, translate, now, "digest-daily"), translate("digest-change")))


def in_a_line(preferences: DigestPreferences, translate: Translator, now: datetime, key: str = "mine-digest") -> str:
    """When and how the digest comes from `now` (aware) on."""
    days = days_text(preferences.days, translate)
    sentences = [translate(key, time=preferences.times_text, zone=preferences.zone, days=days)]
    if preferences.headlines_only:
        sentences.append(translate("digest-short"))
    if preferences.followed_only:
        sentences.append(translate("digest-followed"))
    if preferences.silent:
        sentences.append(translate("digest-silent"))
    if preferences.stories != DEFAULT_STORIES:
        sentences.append(translate("digest-stories", count=preferences.stories))
    if until := pause_end(preferences, now):
        sentences.append(translate("digest-paused", day=date_text(until, translate)))
    return " ".join(sentences)


def zone_rows(doubt: ZoneDoubt, typed: str) -> Rows:
    """A button for each zone that may have been meant: what was typed, with that zone in place of the word."""
    begin, _, end = typed.casefold().partition(doubt.value.casefold())
    choices = [(zone, f"{callback_data.DIGEST}{begin}{zone}{end}") for zone in doubt.candidates]
    return tuple(((zone, data),) for zone, data in choices if len(data.encode()) <= MAX_BYTES)
