"""Telegram's limits on sending, over a clock that is handed in: 30 a second, 1 a second a chat, 20 a minute a group.

Paid broadcasts have a limit of their own, 1000 a second over all chats, in place of the 30.
"""

from collections import defaultdict, deque
from collections.abc import Callable
from math import ceil

from .refused import Refused

FREE, PAID = 30, 1000  # messages a second over all chats


class Pace:
    """Remembers when messages were sent and refuses one that comes too soon; a refused one does not count."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sent: defaultdict[object, deque[float]] = defaultdict(deque)

    def check(self, chat_id: int, *, paid: bool = False) -> None:
        """Counts one message to the chat; a negative id is a group.

        Raises:
            Refused: 429 with `retry_after`, whole seconds.
        """
        now = self._clock()
        overall: tuple[object, int, float] = ("paid", PAID, 1.0) if paid else ("all", FREE, 1.0)
        windows = [overall, (chat_id, 1, 1.0)]
        if chat_id < 0:
            windows.append((("group", chat_id), 20, 60.0))
        waits = [self._wait(key, most, seconds, now) for key, most, seconds in windows]
        if max(waits) > 0:
            seconds = ceil(max(waits))
            raise Refused(f"Too Many Requests: retry after {seconds}", 429, retry_after=seconds)
        for key, _, _ in windows:
            self._sent[key].append(now)

    def _wait(self, key: object, most: int, seconds: float, now: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return 0.0 if len(sent) < most else sent[0] + seconds - now
