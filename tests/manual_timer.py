"""A clock for what waits: it stands still until it is moved, and then calls what has come due, in order."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(eq=False)
class Call:
    """A call that is to come."""

    when: float
    callback: Callable[[], None]
    is_cancelled: bool = False

    def cancel(self) -> None:
        self.is_cancelled = True


class ManualTimer:
    """The two methods of an event loop that the send gate needs."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.calls: list[Call] = []

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[[], None], /) -> Call:
        call = Call(when, callback)
        self.calls.append(call)
        return call

    def goes_on(self, seconds: float) -> None:
        """Move on, and make on the way each call at its time."""
        end = self.now + seconds
        while due := [call for call in self.calls if not call.is_cancelled and call.when <= end]:
            call = min(due, key=lambda call: call.when)
            self.calls.remove(call)
            self.now = max(self.now, call.when)
            call.callback()
        self.now = end
