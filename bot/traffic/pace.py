"""Telegram's limits on sending as times: when the next message may go, after those that went; no clock of its own.

As Telegram's FAQ has them: thirty messages a second in all, about one a second into one chat with short bursts, and
twenty a minute into a group. They are held a little below, since messages do not take equally long to arrive.
"""

from collections import deque

_ALL_INTERVAL, _ALL_SLACK = 1 / 29.4, 0.02  # at most thirty in any second, though a timer is late
_CHAT_INTERVAL, _CHAT_BURST = 1.0, 3
_GROUP_MESSAGES, _GROUP_SECONDS = 20, 60.5


class Spacing:
    """One every `interval` seconds; of time that was not used, at most `slack` seconds are made up for."""

    def __init__(self, interval: float, slack: float) -> None:
        self._interval = interval
        self._slack = slack
        self._due = float("-inf")

    def next(self) -> float:
        """From when on the next one may go."""
        return self._due

    def note(self, now: float) -> None:
        """One goes now."""
        self._due = max(self._due, now - self._slack) + self._interval


class ChatPace:
    """The limits of one chat."""

    def __init__(self, *, is_group: bool) -> None:
        self._spacing = Spacing(_CHAT_INTERVAL, (_CHAT_BURST - 1) * _CHAT_INTERVAL)
        self._last: deque[float] | None = deque(maxlen=_GROUP_MESSAGES) if is_group else None
        self._idle_at = float("-inf")

    def next(self) -> float:
        """From when on the next message may go."""
        if self._last is not None and len(self._last) == _GROUP_MESSAGES:
            return max(self._spacing.next(), self._last[0] + _GROUP_SECONDS)
        return self._spacing.next()

    def note(self, now: float) -> None:
        """A message goes now."""
        self._spacing.note(now)
        if self._last is not None:
            self._last.append(now)
        self._idle_at = now + _GROUP_SECONDS

    def is_idle(self, now: float) -> bool:
        """Whether what went before no longer matters."""
        return now >= self._idle_at


def overall_pace() -> Spacing:
    """The limit of all chats together."""
    return Spacing(_ALL_INTERVAL, _ALL_SLACK)
