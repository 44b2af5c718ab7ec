"""Puts subscriptions to the daily digest into a data folder, before the bot is started on it: all at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.chats.destination import Destination
from bot.chats.subscription import Subscription
from bot.chats.subscriptions import save
from bot.database.opening import open_database
from bot.database.protocols import Transaction
from bot.preferences.digest_preferences import DigestPreferences
from briefings.storage.data_folder import DataFolder

A_DAY = timedelta(days=1)


def subscribe(folder: Path, times: Mapping[time, Iterable[int]], now: datetime) -> None:
    """Subscribe each chat to a digest at its time, in UTC; its first covers the day before `now`."""

    def save_all(transaction: Transaction) -> None:
        for at, chats in times.items():
            preferences = DigestPreferences(times=(at,), zone="UTC")
            for chat_id in chats:
                to = Destination(chat_id)
                chat = Subscription(destination=to, preferences=preferences, chosen=now, since_time=now - A_DAY)
                save(transaction, chat, now)

    database = open_database(DataFolder(folder).chats)
    database.write(save_all)
    database.close()
