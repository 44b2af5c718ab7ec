"""What a process that sends beside others must have in common with them."""

from bot.database.protocols import Database
from briefings.errors import ArchiveError
from briefings.model.clock import Clock

_MOST_SECONDS = 5  # between two clocks; the beats of those that live last much longer


def check_clock(database: Database, clock: Clock) -> None:
    """Raises ArchiveError for a clock that is not the database's: it would take what living workers have claimed."""
    seconds = database.read(lambda t: t.rows("SELECT extract(epoch FROM clock_timestamp())::float8"))[0][0]
    difference = round(clock().timestamp() - seconds)
    if abs(difference) > _MOST_SECONDS:
        raise ArchiveError("worker-clock", seconds=abs(difference))
