"""Telegram's limits on sending as times: when the next message may go, after those that went; no clock of its own.

As Telegram's FAQ has them: thirty messages a second in all, one a second into one chat, and twenty a minute into a
group. They are held a little below, since messages do not take equally long to arrive. The FAQ says of one chat that
short bursts may be let through; one that is not would have everybody wait, so there are none.
"""

from collections import deque

FREE_RATE = 30  # messages a second over all chats; more of them cost, up to a thousand
_ALL_SECONDS, _ALL_FASTER, _ALL_SLACK = 1.025, 31 / 30, 0.02  # spread over the second; a late timer is made up for
_CHAT_INTERVAL = 1.05
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


class Window:
    """So many in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._last: deque[float] = deque(maxlen=most)

    def next(self) -> float:
        """From when on the next one may go."""
        return self._last[0] + self._seconds if len(self._last) == self._last.maxlen else float("-inf")

    def note(self, now: float) -> None:
        """One goes now."""
        self._last.append(now)


class ChatPace:
    """The limits of one chat."""

    def __init__(self, *, is_group: bool) -> None:
        self._spacing = Spacing(_CHAT_INTERVAL, slack=0)
        self._window = Window(_GROUP_MESSAGES, _GROUP_SECONDS) if is_group else None
        self._idle_at = float("-inf")

    def next(self, *, is_new: bool) -> float:
        """From when on the next message may go, which is new or a change of an earlier one."""
        due = self._spacing.next() if is_new else float("-inf")
        return max(due, self._window.next()) if self._window else due

    def note(self, now: float, *, is_new: bool) -> None:
        """A message goes now. Only new ones are spaced: a pressed button changes one and brings another at once."""
        if is_new:
            self._spacing.note(now)
        if self._window:
            self._window.note(now)
        self._idle_at = now + _GROUP_SECONDS

    def is_idle(self, now: float) -> bool:
        """Whether what went before no longer matters."""
        return now >= self._idle_at


class OverallPace:
    """The limit of all chats together."""

    def __init__(self, rate: int | None = FREE_RATE) -> None:
        """`rate`: messages a second; None for no limit."""
        self._limits = (Spacing(1 / (rate * _ALL_FASTER), _ALL_SLACK), Window(rate, _ALL_SECONDS)) if rate else ()

    def next(self) -> float:
        """From when on the next message may go."""
        return max((limit.next() for limit in self._limits), default=float("-inf"))

    def note(self, now: float) -> None:
        """A message goes now."""
        for limit in self._limits:
            limit.note(now)
