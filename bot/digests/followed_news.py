"""The news of followed stories, at once: gathered for some minutes, then sent to each chat that asked for that."""

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.chats import story_news
from bot.chats.breaking_wishes import BreakingLimits
from bot.chats.destination import Destination
from bot.chats.read_positions import positions_of
from bot.chats.story_news import WaitingNews
from bot.database.protocols import Database, Transaction
from bot.digests import outbox
from bot.digests.outbox import RenderedText
from bot.preferences.quiet_hours import is_quiet, may_break
from bot.rendering.messages import Messages
from bot.rendering.story_toggles import Marks
from briefings.errors import NotFound
from briefings.model.article_id import ArticleId
from briefings.model.story import age
from briefings.newsroom.newsroom import Newsroom

_SUBSCRIBER = "followed"  # of the change feed
_BATCH = 100  # articles, or chats, of one transaction
_GATHERED = timedelta(minutes=10)  # from the first new article, so that several come as one
_LOOK_AGAIN = timedelta(minutes=10)  # at a chat that is not to be sent more just now


class _Update(NamedTuple):
    """What is new in a story for a chat.

    Attributes:
        ids: those of the story's articles.
        newest: the last of them that it takes into account, packed.
        text: how it is told; None if there is nothing to tell.
    """

    ids: list[str]
    newest: int
    text: RenderedText | None


_NOTHING = _Update([], 0, None)


class FollowedNews:
    """Follows the change feed. Not thread-safe; the methods wait for the disk: from an event loop, call them in a
    thread."""

    def __init__(self, newsroom: Newsroom, database: Database, messages: Messages, limits: BreakingLimits) -> None:
        self._archive = newsroom.archive
        self._queries = newsroom.queries
        self._database = database
        self._messages = messages
        self._limits = limits
        self._is_subscribed = False

    def note_changes(self, now: datetime) -> bool:
        """Note for some changed articles who is to be told; False if there were no more. Raises ArchiveError."""
        if not self._is_subscribed:
            self._subscribe(now)
        changes = self._archive.pending(_SUBSCRIBER, _BATCH)
        self._note({article.story for _, article in changes if article}, now)
        self._archive.acknowledge(_SUBSCRIBER, [change for change, _ in changes])
        return len(changes) == _BATCH

    def put_due(self, now: datetime) -> bool:
        """Put into the outbox what is due for some chats; False if it was for all. Raises ArchiveError."""
        waiting = self._database.read(lambda transaction: story_news.due_news(transaction, now, _BATCH))
        if not waiting:
            return False
        updates: dict[tuple[str, str, str | None], _Update] = {}  # told once for all who are told the same
        sent: dict[Destination, list[int]] = {}
        plans = [(news, self._plan(news, now, updates, sent)) for news in waiting]

        def write(transaction: Transaction) -> None:
            for news, update in plans:
                _write(transaction, news, update, now)

        self._database.write(write)
        return len(waiting) == _BATCH

    def _subscribe(self, now: datetime) -> None:
        """Begin to follow; where the feed begins anew, what came meanwhile is looked for from the chats' side."""
        if self._archive.subscribe(_SUBSCRIBER):
            self._archive.clear_queue(_SUBSCRIBER)
            followed = self._database.read(story_news.all_followed_at_once)
            for start in range(0, len(followed), _BATCH):
                self._note(set(self._queries.stories_of(followed[start : start + _BATCH]).values()), now)
        self._is_subscribed = True

    def _note(self, stories: set[str], now: datetime) -> None:
        members = self._archive.ids_in_stories(stories)
        all_ids = list({id for story, ids in members.items() for id in (story, *ids)})
        followed = self._database.read(lambda transaction: story_news.followed_at_once(transaction, all_ids))
        if not followed:
            return

        def write(transaction: Transaction) -> None:
            for story, ids in members.items():
                if values := sorted(followed.intersection((story, *ids))):
                    story_news.note_news(transaction, values, _packed(ids[-1]), now + _GATHERED)

        self._database.write(write)

    def _plan(
        self,
        news: WaitingNews,
        now: datetime,
        updates: dict[tuple[str, str, str | None], _Update],
        sent: dict[Destination, list[int]],
    ) -> _Update | None:
        """What a chat is sent; None if not now."""
        moments = sent.setdefault(news.to, news.all_sent)
        zone = news.zone or self._limits.zone
        if is_quiet(self._limits.quiet, zone, now) and not news.by_night:
            return None
        if not may_break(story_news.as_moments(moments), self._limits.most, now):
            return None
        update = self._update(news, updates)
        if update.text:
            moments.append(int(now.timestamp()))
        return update

    def _update(self, news: WaitingNews, updates: dict[tuple[str, str, str | None], _Update]) -> _Update:
        """What is new in the story for that chat, since it was sent it or shown it in any other way."""
        story = self._queries.stories_of([news.value]).get(news.value)
        if story is None:  # deleted
            return _NOTHING
        known = str(ArticleId.unpack(news.known)) if news.known else ""
        last_seen = max(known, news.positions.get(story, ""), key=age)
        key = story, last_seen, news.zone
        if key not in updates:
            updates[key] = self._compose(story, last_seen, news.zone)
        return updates[key]

    def _compose(self, story: str, last_seen: str, zone: str | None) -> _Update:
        try:
            ids = self._queries.ids_in_story(story)
            briefing = self._queries.story(story, None, last_seen)
        except NotFound:
            return _NOTHING
        newest, has_seen_some = _packed(briefing.snapshot_id), age(ids[0]) <= age(last_seen)
        is_known = age(briefing.snapshot_id) <= age(last_seen)
        if is_known or (has_seen_some and briefing.since_article is None):  # only copies, or nothing to quote
            return _Update(ids, newest, None)
        heading, marks = self._messages.translate("followed-heading"), Marks(frozenset([briefing.id]))
        messages = self._messages.stories([briefing], heading=heading, zone=zone, marks=marks)
        return _Update(ids, newest, RenderedText(tuple(messages), positions_of([briefing])))


def _write(transaction: Transaction, news: WaitingNews, update: _Update | None, now: datetime) -> None:
    if update is None:
        story_news.postpone(transaction, news, now + _LOOK_AGAIN)
    elif story_news.settle(transaction, news, update.newest, update.ids) and update.text:
        story_news.note_sent(transaction, news, now)
        number = outbox.store_text(transaction, update.text)
        outbox.put(transaction, news.to, number, int(now.timestamp()))


def _packed(id: str) -> int:
    parsed = ArticleId.parse(id)
    return parsed.packed if parsed else 0
