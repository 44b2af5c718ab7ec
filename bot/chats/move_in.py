"""Moves the records of chats into the database from the TinyDB files that earlier versions kept them in.

What a chat chose, what it was sent last and what it was shown come over as they were. The files are then moved to a
folder of their own, which nothing reads.
"""

import json
import logging
from collections.abc import Mapping
from datetime import datetime

from bot.chats import subscriptions
from bot.chats.destination import Destination
from bot.chats.readable_records import readable
from bot.chats.subscription import Subscription
from bot.database.numbered import numbered
from bot.database.protocols import Database, Transaction
from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.digest_slots import Progress
from briefings.model.article_id import ArticleId
from briefings.storage.atomic_files import disk_refusals, make_folder
from briefings.storage.data_folder import DataFolder
from briefings.storage.records.chats import (
    ChoiceRecord,
    DeliveryRecord,
    PositionsRecord,
    read_choice,
    read_delivery,
    read_positions,
)
from briefings.storage.tinydb.engine import TinyDBEngine

log = logging.getLogger(__name__)


def move_in(database: Database, folder: DataFolder, engine: TinyDBEngine, now: datetime) -> None:
    """Move the records, if there are files of them and the database has no chats yet.

    A record that cannot be used is logged and left out; a chat whose record of deliveries is bad begins at the moment
    it was chosen. Raises ArchiveError if the disk or the database refuses.
    """
    files = [file for file in folder.former_record_files() if file.exists()]
    if not files or database.read(lambda t: t.rows("SELECT 1 FROM chats LIMIT 1")):
        return
    tables = (engine.open_subscriptions(), engine.open_deliveries(), engine.open_read_positions())
    choices = readable(tables[0].items(), read_choice, "The subscription of chat")
    deliveries = readable(tables[1].items(), read_delivery, "What was delivered to chat")
    positions = readable(tables[2].items(), read_positions, "What was shown to chat")
    for table in tables:
        table.close()
    found = [_subscription(id, choice, deliveries.get(id, choice.delivery)) for id, choice in choices.items()]
    database.write(lambda transaction: _store(transaction, found, positions, now))
    with disk_refusals(folder.moved):
        for file in files:
            to = folder.moved / file.relative_to(folder.path)
            make_folder(to.parent)
            file.rename(to)
    log.info("The records of %d chats are in the database now; their files are in %s", len(found), folder.moved)


def _subscription(chat_id: int, choice: ChoiceRecord, delivery: DeliveryRecord) -> Subscription:
    since = ArticleId.parse(delivery.since_article) if delivery.since_article else None
    last = delivery.last
    return Subscription(
        destination=Destination(chat_id),
        preferences=DigestPreferences(times=(choice.time,), zone=choice.zone),
        chosen=choice.chosen,
        since_time=delivery.since,
        since_article=since.packed if since else None,
        progress=Progress(day=last.date(), count=1, moment=last) if last else Progress(),
        ended_by=None if choice.active else "reader",
    )


def _store(
    transaction: Transaction, found: list[Subscription], positions: Mapping[int, PositionsRecord], now: datetime
) -> None:
    for subscription in found:
        subscriptions.save(transaction, subscription, now)
    for chat_id, record in positions.items():
        if record.stories:
            number = numbered(transaction, "shown", {"stories": json.dumps(dict(record.stories))})
            transaction.run(
                "INSERT INTO read_positions (chat_id, shown, day) VALUES (?, ?, ?)",
                *(chat_id, number, record.day.isoformat()),
            )
