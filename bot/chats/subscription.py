"""A chat's subscription to the digest."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.chats.destination import Destination
from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.digest_slots import Progress

EndedBy = Literal["reader", "blocked", "kicked", "no-right"]
"""Who or what ended a subscription."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Where a digest goes, as what, and where it stands.

    Attributes:
        chosen: aware: when it began, or its times or zone were last changed; no digest of before is caught up on.
        since_time: aware: the next digest has the stories with an article received after this moment …
        since_article: … and after this article, by its packed id; None if there was no digest yet.
        progress: how far its digests are.
        ended_by: None while it is on.
        set_up_by: the person who set it up for a group or channel, and is told if it ends; None elsewhere.
        title: of that group or channel.
    """

    destination: Destination
    preferences: DigestPreferences
    chosen: datetime
    since_time: datetime
    since_article: int | None = None
    progress: Progress = field(default_factory=Progress)
    ended_by: EndedBy | None = None
    set_up_by: int | None = None
    title: str | None = None
