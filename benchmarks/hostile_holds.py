"""How an event loop was held, as `hostile_bot.py` writes it and `hostile.py` reads it."""

from dataclasses import astuple, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Hold:
    """A late beat: when it came (seconds), and of how late it was the seconds of each kind of work."""

    at: float
    late: float = 0.0
    busy: float = 0.0  # any thread of the bot was at work, at most all of it
    own: float = 0.0  # the loop's own thread was at work
    queued: float = 0.0  # it was ready, and waited for a processor
    collecting: float = 0.0  # garbage collection, in whichever thread

    def line(self) -> str:
        return " ".join(map(str, astuple(self)))


def longest_hold(holds: Path, since: float) -> Hold:
    """The late beat in which the bot was at work for longest."""
    held = (Hold(*map(float, line.split())) for line in holds.read_text().splitlines())
    return max((hold for hold in held if hold.at >= since), key=lambda hold: hold.busy, default=Hold(since))
