"""What a chat is told of the digest that it has chosen, and asked where its words were not clear."""

from datetime import datetime

from bot.locales import Translator
from bot.preferences.digest_preferences import DEFAULT_STORIES, MAX_TIMES, DigestPreferences
from bot.preferences.digest_wording import ZoneDoubt
from bot.preferences.setting_changes import pause_end
from bot.rendering import callback_data
from bot.rendering.calendar_words import days_text, pause_text
from bot.rendering.callback_data import MAX_BYTES, Rows
from bot.rendering.zone_labels import zone_text


def describe(preferences: DigestPreferences, translate: Translator, now: datetime, *, was_off: bool = False) -> str:
    """When and how the digest comes from `now` (aware) on, and how to change that; `was_off`: it had ended before."""
    key = "digest-on-again" if was_off else "digest-daily"
    return "\n\n".join((in_a_line(preferences, translate, now, key), translate("digest-change")))


def describe_choices(preferences: DigestPreferences, translate: Translator, now: datetime, *, is_on: bool) -> str:
    """How the digest is set, or would be if it were on, and all that can be said of it."""
    key = "mine-digest" if is_on else "digest-is-off"
    choices = translate("digest-help", most=MAX_TIMES, command="/digest", settings="/settings")
    return "\n\n".join((in_a_line(preferences, translate, now, key), choices))


def in_a_line(preferences: DigestPreferences, translate: Translator, now: datetime, key: str = "mine-digest") -> str:
    """When and how the digest comes from `now` (aware) on."""
    days = days_text(preferences.days, translate)
    sentences = [translate(key, time=preferences.times_text, zone=zone_text(preferences.zone), days=days)]
    if preferences.headlines_only:
        sentences.append(translate("digest-short"))
    if preferences.followed_only:
        sentences.append(translate("digest-followed"))
    if preferences.silent:
        sentences.append(translate("digest-silent"))
    if preferences.stories != DEFAULT_STORIES:
        sentences.append(translate("digest-stories", count=preferences.stories))
    if until := pause_end(preferences, now):
        sentences += [pause_text(until, translate), translate("digest-resume")]
    return " ".join(sentences)


def zone_rows(doubt: ZoneDoubt, typed: str) -> Rows:
    """A button for each zone that may have been meant: what was typed, with that zone in place of the word."""
    begin, _, end = typed.casefold().partition(doubt.value.casefold())
    choices = [(zone, f"{callback_data.DIGEST}{begin}{zone}{end}") for zone in doubt.candidates]
    return tuple(((zone, data),) for zone, data in choices if len(data.encode()) <= MAX_BYTES)
