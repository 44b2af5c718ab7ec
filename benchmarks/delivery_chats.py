"""Puts subscriptions to the daily digest into a data folder, before the bot is started on it: all at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from tinydb.table import Document

from bot.chats.subscriptions import Subscriptions
from briefings.storage.data_folder import DataFolder

A_DAY = timedelta(days=1)


class Collected:
    """A table of records that are put into a file together."""

    def __init__(self) -> None:
        self.records: dict[int, Mapping[str, Any]] = {}

    def get(self, key: int) -> Mapping[str, Any] | None:
        return self.records.get(key)

    def items(self) -> list[tuple[int, Mapping[str, Any]]]:
        return list(self.records.items())

    def put(self, key: int, record: Mapping[str, Any]) -> None:
        self.records[key] = record

    def remove(self, *keys: int) -> None:
        for key in keys:
            self.records.pop(key, None)

    def close(self) -> None:
        pass


def subscribe(folder: Path, times: Mapping[time, Iterable[int]], now: datetime) -> None:
    """Subscribe each chat to a digest at its time, in UTC, as if it had done so a day before `now`."""
    choices, deliveries = Collected(), Collected()
    subscriptions = Subscriptions(choices, deliveries)
    for at, chats in times.items():
        for chat_id in chats:
            subscriptions.set(chat_id, at, "UTC", now - A_DAY)
    data = DataFolder(folder)
    for file, table in ((data.subscriptions, choices), (data.deliveries, deliveries)):
        with data.open_quarantine().database(file) as database:
            documents = (Document(dict(record), doc_id=chat_id) for chat_id, record in table.items())
            database.table("subscriptions").insert_multiple(documents)
