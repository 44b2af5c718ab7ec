"""Composes a digest: the stories that a chat has not been sent yet, as messages."""

from dataclasses import dataclass
from datetime import datetime

from bot.chats.read_positions import Positions, positions_of
from bot.digests.outbox import RenderedText
from bot.rendering import callback_data
from bot.rendering.messages import Messages
from bot.rendering.story_toggles import NO_MARKS, Marks
from briefings.model.article_id import ArticleId
from briefings.model.selection import EVERYTHING, Selection
from briefings.newsroom.news_page import NewsPage
from briefings.newsroom.newsroom import Newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWish:
    """What a digest depends on, beside the archive: chats that wish the same are sent the same.

    Attributes:
        since: the stories with an article received after this one, by its packed id, or after this moment (aware).
        stories: how many at most; what does not fit is behind a button.
        headlines_only: a line for each in place of its briefing.
        selection: what comes first, and what is left out.
        unread_only: whether stories are left out of which a chat has seen all; not where a group has digests in several
            topics, since what was seen is known of the whole group only.
        heading: the key of its first line.
        zone: what dates are shown in; None for the bot's own.
    """

    since: int | datetime
    stories: int
    headlines_only: bool = False
    selection: Selection = EVERYTHING
    unread_only: bool = True
    heading: str = "digest-heading"
    zone: str | None = None


class DigestComposer:
    """Composes digests. The methods block on the disk: from an event loop, call them in a thread."""

    def __init__(self, newsroom: Newsroom, messages: Messages) -> None:
        self._newsroom = newsroom
        self._messages = messages

    def compose(self, wish: DigestWish, positions: Positions) -> RenderedText:
        """The digest for a chat that was shown `positions`; one line if there is nothing."""
        snapshot_id = self._newsroom.queries.newest_id()
        snapshot = _packed(snapshot_id)
        since = wish.since if isinstance(wish.since, datetime) else str(ArticleId.unpack(wish.since))
        page = self._newsroom.queries.news(
            wish.stories, snapshot_id, since, positions, selection=wish.selection, unread_only=wish.unread_only
        )
        briefings = page.briefings
        if not briefings:
            return RenderedText((self._messages.text(_quiet_key(wish, page)),), {}, snapshot)
        more = (
            callback_data.more_news(page.next_offset, since, snapshot_id) if page.next_offset and snapshot_id else None
        )
        heading = self._messages.translate(wish.heading, count=len(briefings))
        if wish.headlines_only:
            messages = self._messages.headlines(briefings, more, heading, wish.zone)
        else:
            messages = self._messages.stories(briefings, more, heading, wish.zone, self._marks(wish.selection))
        return RenderedText(tuple(messages), positions_of(briefings), snapshot)

    def _marks(self, selection: Selection) -> Marks:
        """The stories followed by themselves; those muted are not shown."""
        followed = selection.followed.stories
        return Marks(frozenset(self._newsroom.queries.stories_of(followed).values())) if followed else NO_MARKS


def _quiet_key(wish: DigestWish, page: NewsPage) -> str:
    if page.has_left_out:
        return "digest-all-seen"
    if wish.selection.followed_only:
        return "digest-quiet-followed"
    return "digest-quiet-muted" if wish.selection.muted else "digest-quiet"


def _packed(id: str | None) -> int:
    parsed = ArticleId.parse(id) if id else None
    return parsed.packed if parsed else 0
