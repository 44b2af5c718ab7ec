"""Composes a digest: the stories that a chat has not been sent yet, as messages."""

from dataclasses import dataclass
from datetime import datetime

from bot.chats.reader_context import ReaderContexts
from bot.rendering.message import Message
from bot.rendering.messages import Messages
from briefings.model.briefing import Briefing
from briefings.newsroom.newsroom import Newsroom

_MAX_STORIES = 10


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest for one chat: its messages, and the briefings in them.

    Attributes:
        snapshot_id: the newest article when it was composed; the next digest begins after it. None: there was none.
    """

    messages: tuple[Message, ...]
    snapshot_id: str | None = None
    briefings: tuple[Briefing, ...] = ()


class DigestComposer:
    """Composes digests. The methods block on the disk: from an event loop, call them in a thread."""

    def __init__(self, newsroom: Newsroom, messages: Messages, reader_contexts: ReaderContexts) -> None:
        self._newsroom = newsroom
        self._messages = messages
        self._reader_contexts = reader_contexts

    def compose(self, chat_id: int, since: str | datetime) -> Digest:
        """The digest for that chat: the stories that are newer than `since` (an article's id, or a moment); one line if
        there are none.
        """
        snapshot_id = self._newsroom.queries.newest_id()
        reader = self._reader_contexts.of(chat_id)
        briefings = self._newsroom.queries.news(_MAX_STORIES, snapshot_id, since, reader.positions)
        if not briefings:
            return Digest((self._messages.text("digest-quiet"),), snapshot_id)
        heading = self._messages.translate("digest-heading", count=len(briefings))
        messages = self._messages.stories(briefings, heading=heading, zone=reader.zone)
        return Digest(tuple(messages), snapshot_id, tuple(briefings))

    def note(self, chat_id: int, digest: Digest) -> None:
        """The chat has been shown the digest."""
        self._reader_contexts.note(chat_id, digest.briefings)
