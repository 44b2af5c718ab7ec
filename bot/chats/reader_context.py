"""Who looks at a briefing: in which time zone, and what they have been shown before."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.chats.read_positions import ReadPositions
from bot.chats.subscriptions import Subscriptions
from briefings.errors import ArchiveError
from briefings.model.briefing import Briefing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """One chat.

    Attributes:
        zone: the time zone it named; None if it named none.
        positions: story id → the newest article of it that was shown here.
    """

    zone: str | None
    positions: Mapping[str, str]


class ReaderContexts:
    """All chats. What is asked or noted here may wait for the disk: from an event loop, call it in a thread."""

    def __init__(self, positions: ReadPositions, subscriptions: Subscriptions) -> None:
        self._positions = positions
        self._subscriptions = subscriptions

    def of(self, chat_id: int) -> ReaderContext:
        """How that chat looks at briefings; where the record cannot be read, as if it saw them for the first time."""
        zone = self.zone_of(chat_id)
        try:
            return ReaderContext(zone, self._positions.of(chat_id))
        except ArchiveError as error:
            log.warning("What chat %d has seen could not be read: %s", chat_id, error)
            return ReaderContext(zone, {})

    def zone_of(self, chat_id: int) -> str | None:
        """The time zone that the chat named; None if it named none."""
        subscription = self._subscriptions.get(chat_id)
        return subscription.zone if subscription else None

    def note(self, chat_id: int, shown: Iterable[Briefing]) -> None:
        """The chat was shown these. A record that cannot be kept costs only that it is told the same once more."""
        try:
            self._positions.note(chat_id, shown)
        except ArchiveError as error:
            log.warning("What chat %d has seen could not be kept: %s", chat_id, error)
