"""What a digest is to be after words that change it, the same for a chat's own and for a channel's."""

from dataclasses import replace
from datetime import datetime

from bot.chats.subscription import Subscription
from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.digest_wording import ZoneDoubt, parse_digest_wording
from bot.settings import Settings


def usual(settings: Settings) -> DigestPreferences:
    """The digest of a chat that has chosen nothing."""
    return DigestPreferences(times=(settings.digest_time,), zone=settings.timezone)


def before_change(found: Subscription | None, settings: Settings) -> DigestPreferences:
    """What a change is made of: what was chosen last; of a digest that is off, without the pause it had."""
    if found is None:
        return usual(settings)
    return replace(found.preferences, paused_until=None) if found.ended_by else found.preferences


def after_change(
    words: str, found: Subscription | None, settings: Settings, now: datetime
) -> DigestPreferences | ZoneDoubt | None:
    """What the words ask for; None if the digest is to be off, as one that is off stays when it is to pause only.

    Raises UsageError as `parse_digest_wording` does.
    """
    before = before_change(found, settings)
    change = parse_digest_wording(words, before.zone, now)
    if isinstance(change, ZoneDoubt):
        return change
    is_off = found is None or found.ended_by is not None
    if change.active is False or (is_off and change.is_pause):
        return None
    return change.apply(before)
