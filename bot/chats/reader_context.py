"""The context that a briefing is shown in: the time zone of the chat, and what it has been shown before."""

import logging
from dataclasses import dataclass

from bot.chats.read_positions import Positions, ReadPositions
from bot.chats.subscriptions import Subscriptions
from briefings.errors import ArchiveError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """What is known of the reader in one chat.

    Attributes:
        zone: the time zone it named; None if it named none.
        positions: story id → id of the newest article of it that was shown in this chat.
    """

    zone: str | None
    positions: Positions


class ReaderContexts:
    """The contexts of all chats. The methods may block on the disk: from an event loop, call them in a thread."""

    def __init__(self, positions: ReadPositions, subscriptions: Subscriptions) -> None:
        self._positions = positions
        self._subscriptions = subscriptions

    def of(self, chat_id: int) -> ReaderContext:
        """The context of a chat; if it cannot be read, it has none."""
        try:
            return ReaderContext(self._subscriptions.zone_of(chat_id), self._positions.of(chat_id))
        except ArchiveError as error:
            log.warning("What chat %d has seen could not be read: %s", chat_id, error)
            return ReaderContext(None, {})

    def zone_of(self, chat_id: int) -> str | None:
        """The time zone that the chat named; None if it named none, or that cannot be read."""
        return self.of(chat_id).zone

    def note(self, chat_id: int, shown: Positions) -> None:
        """Record that the chat was shown these; if that fails, it will be shown the same once more."""
        try:
            self._positions.note(chat_id, shown)
        except ArchiveError as error:
            log.warning("What chat %d has seen could not be kept: %s", chat_id, error)
