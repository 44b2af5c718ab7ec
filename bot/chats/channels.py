"""Which chats are channels: an id does not tell, and what is posted in a channel has no buttons."""

from bot.database.protocols import Database, Transaction

IS_CHANNEL = "EXISTS (SELECT 1 FROM channels WHERE channels.chat_id = outbox.chat_id)"


class Channels:
    """The channels that were set up. Thread-safe; the methods wait for the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, chat_id: int) -> None:
        """That chat is a channel."""
        statement = "INSERT INTO channels (chat_id) VALUES (?) ON CONFLICT (chat_id) DO NOTHING"
        self._database.write(lambda t: t.run(statement, chat_id))


def forget(transaction: Transaction) -> None:
    """Delete those that nothing is known of any more."""
    gone = " AND ".join(f"chat_id NOT IN (SELECT chat_id FROM {table})" for table in ("chats", "breaking", "outbox"))
    transaction.run(f"DELETE FROM channels WHERE {gone}")
