from datetime import UTC, datetime, timedelta

from bot.chats.breaking_wishes import BreakingWishes
from bot.chats.channels import Channels
from bot.chats.destination import Destination
from bot.chats.subscriptions import KEPT_AFTER_END, forget
from bot.database.protocols import Database

CHOSEN = datetime(2026, 6, 9, 18, 0, tzinfo=UTC)
CHANNEL, OTHER = Destination(-1_000_000_000_042), Destination(-1_000_000_000_043)


def known(database: Database) -> list[int]:
    return [chat_id for (chat_id,) in database.read(lambda t: t.rows("SELECT chat_id FROM channels ORDER BY 1"))]


def test_a_channel_is_known_while_anything_is_known_of_it(database: Database) -> None:
    channels, wishes = Channels(database), BreakingWishes(database)
    for to in (CHANNEL, CHANNEL, OTHER):
        channels.note(to.chat_id)
    wishes.set(CHANNEL, "on", CHOSEN)
    database.write(lambda t: forget(t, CHOSEN))
    assert known(database) == [CHANNEL.chat_id]
    wishes.set(CHANNEL, "off", CHOSEN)
    database.write(lambda t: forget(t, CHOSEN + KEPT_AFTER_END + timedelta(days=1)))
    assert known(database) == []
