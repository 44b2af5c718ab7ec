"""The queue of updates a bot polls: at least once, until a higher offset confirms; one poller at a time."""

from collections import deque
from collections.abc import Sequence
from typing import Any

from .changes import Changes
from .refused import Refused

ASKED_FOR_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """What users did and the bot has not yet confirmed."""

    def __init__(self, changes: Changes, first: int = 1000) -> None:
        self.pending: deque[dict[str, Any]] = deque()
        self.webhook = ""
        self.closing = False
        self.allowed: frozenset[str] = frozenset()
        self._changes = changes
        self._next = first
        self._poll = 0

    def add(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queues an update and returns its id; None if the bot did not ask for this kind."""
        if kind not in self.allowed if self.allowed else kind in ASKED_FOR_ONLY:
            return None
        number = self._next
        self._next += 1
        self.pending.append({"update_id": number, kind: content})
        self._changes.tell()
        return number

    def allow(self, kinds: Sequence[str]) -> None:
        """Only these kinds are queued from now on; an empty list means all but those one has to ask for."""
        self.allowed = frozenset(kinds)

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """What is pending, waiting up to that long for a first update.

        Raises:
            Refused: 409 if a webhook is set, or as soon as another poll begins.
        """
        self._refuse_if_webhook()
        self._poll += 1
        mine = self._poll
        self._changes.tell()
        self._confirm(offset)
        await self._changes.until(
            lambda: bool(self.pending) or self.closing or self._poll != mine or bool(self.webhook), seconds
        )
        if self._poll != mine:
            raise Refused(
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                409,
            )
        self._refuse_if_webhook()
        return list(self.pending)[: min(limit or 100, 100)]

    def _confirm(self, offset: int) -> None:
        before = len(self.pending)
        if offset < 0:
            self.pending = deque(list(self.pending)[offset:])
        while offset > 0 and self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        if len(self.pending) != before:
            self._changes.tell()

    def _refuse_if_webhook(self) -> None:
        if self.webhook:
            raise Refused(
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
                409,
            )
