"""Telegram's limits on sending as times: when the next message may go, after those that went; no clock of its own.

As Telegram's FAQ has them: thirty messages a second in all, one a second into one chat, and twenty a minute into a
group. Telegram counts a message when it arrives, which on a busy machine may be long after it went; so it is taken to
have arrived as late as its answer allows, and until that comes, to be still under way. The FAQ says of one chat that
short bursts may be let through; one that is not would have everybody wait, so there are none.
"""

from collections import OrderedDict, deque

FREE_RATE = 30  # messages a second over all chats; more of them cost, up to a thousand
_ALL_SECONDS, _ALL_FASTER, _ALL_SLACK = 1.015, 31 / 30, 0.1  # spread over the second; a late timer is made up for
_CHAT_INTERVAL, _CHAT_ARRIVALS = 1.05, 1.01  # seconds from one sent to the next, and from one arrived to it
_LOST_SECONDS = 20.0  # after which a message has arrived, or never will
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

    def put_off(self, until: float) -> None:
        """The next one may not go before then."""
        self._due = max(self._due, until)


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


class ArrivalWindow:
    """So many arrive in any `seconds`, however long each is under way."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._under_way: OrderedDict[int, float] = OrderedDict()  # when each went
        self._arrived: deque[float] = deque(maxlen=most)

    def next(self) -> float:
        """From when on the next one may go; that is far off while as many as may arrive are under way."""
        free = self._most - len(self._under_way)
        if free > len(self._arrived):
            return float("-inf")
        return (
            self._arrived[-free] + self._seconds if free > 0 else next(iter(self._under_way.values())) + _LOST_SECONDS
        )

    def note(self, number: int, now: float) -> None:
        """The one of that number goes now."""
        while self._under_way and self._first_went() <= now - _LOST_SECONDS:
            self._under_way.popitem(last=False)
        self._under_way[number] = now

    def arrived(self, number: int, at: float) -> None:
        """It has arrived, at the latest then."""
        if self._under_way.pop(number, None) is not None:
            self._arrived.append(at)

    def _first_went(self) -> float:
        return next(iter(self._under_way.values()))


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

    def arrived(self, at: float) -> None:
        """A new message has arrived, at the latest then."""
        self._spacing.put_off(at + _CHAT_ARRIVALS)

    def is_idle(self, now: float) -> bool:
        """Whether what went before no longer matters."""
        return now >= self._idle_at


class OverallPace:
    """The limit of all chats together."""

    def __init__(self, rate: int | None = FREE_RATE) -> None:
        """`rate`: messages a second; None for no limit."""
        self._spacing = Spacing(1 / (rate * _ALL_FASTER), _ALL_SLACK) if rate else None
        self._window = ArrivalWindow(rate, _ALL_SECONDS) if rate else None

    def next(self) -> float:
        """From when on the next message may go."""
        return max((limit.next() for limit in (self._spacing, self._window) if limit), default=float("-inf"))

    def note(self, number: int, now: float) -> None:
        """The message of that number goes now."""
        if self._spacing and self._window:
            self._spacing.note(now)
            self._window.note(number, now)

    def arrived(self, number: int, at: float) -> None:
        """It has arrived, at the latest then."""
        if self._window:
            self._window.arrived(number, at)
