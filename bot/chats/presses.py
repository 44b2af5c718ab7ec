"""How many chats press something on each day."""

from collections.abc import Sequence
from datetime import date, timedelta
from threading import Lock

from bot.database.protocols import Database, Transaction

KEPT = timedelta(days=90)


class Presses:
    """Counts, of each day, the chats in which a button was pressed. Thread-safe; `note` waits for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._noted: tuple[date | None, set[int]] = (None, set())  # a day, and the chats that need no second note

    def note(self, chat_id: int, day: date) -> None:
        """A button was pressed in a chat on that day (UTC). Raises ArchiveError."""
        with self._lock:
            if self._noted[0] != day:
                self._noted = (day, set())
            noted = self._noted[1]
        if chat_id not in noted:
            self._database.write(lambda transaction: _note(transaction, chat_id, day))
            noted.add(chat_id)


def shares(transaction: Transaction, days: Sequence[date]) -> list[int]:
    """For each day (UTC), in how many of a hundred chats with a digest something was pressed."""
    rows = transaction.rows("SELECT day, pressed, subscribed FROM pressed_counts")
    counts = {day: min(100, round(100 * pressed / max(subscribed, pressed))) for day, pressed, subscribed in rows}
    return [counts.get(day.isoformat(), 0) for day in days]


def forget(transaction: Transaction, today: date) -> None:
    """Forget who pressed something before today, and the counts of long ago."""
    transaction.run("DELETE FROM pressed WHERE day < ?", today.isoformat())
    transaction.run("DELETE FROM pressed_counts WHERE day < ?", (today - KEPT).isoformat())


def _note(transaction: Transaction, chat_id: int, day: date) -> None:
    is_first = transaction.run(
        "INSERT INTO pressed (chat_id, day) VALUES (?, ?) "
        "ON CONFLICT (chat_id) DO UPDATE SET day = excluded.day WHERE pressed.day < excluded.day",
        *(chat_id, day.isoformat()),
    )
    if is_first and not transaction.run(
        "UPDATE pressed_counts SET pressed = pressed + 1 WHERE day = ?", day.isoformat()
    ):  # once a day, since it goes through all
        transaction.run(
            "INSERT INTO pressed_counts (day, pressed, subscribed) "
            "VALUES (?, 1, (SELECT count(DISTINCT chat_id) FROM chats WHERE active = 1)) "
            "ON CONFLICT (day) DO UPDATE SET pressed = pressed_counts.pressed + 1",
            day.isoformat(),
        )
