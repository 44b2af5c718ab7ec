"""The subscriptions to the daily digest, and the record of deliveries, on disk.

What readers chose and what was delivered to them are two tables: sending a digest writes only the second.
"""

import logging
from dataclasses import replace
from datetime import datetime, time
from threading import RLock
from typing import Any
from zoneinfo import ZoneInfo

from bot.chats.digest_schedule import Subscription, is_due
from bot.chats.readable_records import readable
from bot.chats.time_zones import is_known
from briefings.model.story import age
from briefings.storage.protocols import RecordTable
from briefings.storage.records.chats import ChoiceRecord, DeliveryRecord, read_choice, read_delivery

log = logging.getLogger(__name__)


class Subscriptions:
    """The subscriptions of all chats: read once, written through; a change is on disk when the method returns.

    One whose record is bad is left out, until its chat subscribes again; one whose record of deliveries is bad begins
    at the moment it was chosen. Safe to use from several threads. All methods may block on the disk: from an event
    loop, call them in a thread.
    """

    def __init__(self, choices: RecordTable, deliveries: RecordTable) -> None:
        """`choices`: what readers chose; `deliveries`: the record of what was sent."""
        self._choices, self._deliveries = choices, deliveries
        delivered = readable(deliveries.items(), read_delivery, "What was delivered to chat")
        self._by_chat = {
            chat_id: _from_records(chat_id, choice, delivered.get(chat_id, choice.delivery))
            for chat_id, choice in readable(choices.items(), read_choice, "The subscription of chat").items()
        }
        self._failed: set[int] = set()  # chats of which it could not be said whether they are due
        self._lock = RLock()

    def get(self, chat_id: int) -> Subscription | None:
        """The chat's subscription; None without one."""
        with self._lock:
            subscription = self._by_chat.get(chat_id)
        return subscription if subscription and subscription.active else None

    def all(self) -> list[Subscription]:
        """Every subscription, in no order."""
        with self._lock:
            return [subscription for subscription in self._by_chat.values() if subscription.active]

    def due(self, now: datetime) -> list[Subscription]:
        """Those whose digest is to be sent now. One of which that cannot be said is none, and stops no other."""
        return [subscription for subscription in self.all() if self._is_due(subscription, now)]

    def set(self, chat_id: int, time: time, zone: str, now: datetime, newest_id: str | None = None) -> Subscription:
        """Subscribe the chat, or change its time and zone; returns the subscription. The same again changes nothing.

        `newest_id`: the newest article of the archive; the first digest has the stories after it.
        """
        with self._lock:
            before = self._by_chat.get(chat_id)
            if before is None or not before.active:
                last = before.last if before else None
                after = Subscription(
                    chat_id=chat_id,
                    time=time,
                    zone=zone,
                    chosen=now,
                    since_time=now,
                    since_article_id=newest_id,
                    last=last,
                )
            elif (before.time, before.zone) == (time, zone):
                return before
            else:
                after = replace(before, time=time, zone=zone, chosen=now)
            self._save(after)
            return after

    def remove(self, chat_id: int) -> bool:
        """End the chat's subscription; returns whether it had one. When its last digest was sent stays on record."""
        with self._lock:
            before = self.get(chat_id)
            if before and before.last:
                self._save(replace(before, active=False))
            elif before:
                self._delete(chat_id)
            return before is not None

    def move(self, chat_id: int, new_chat_id: int) -> None:
        """The chat has a new id (a group became a supergroup). A subscription under the new id is kept."""
        with self._lock:
            old, new = self._by_chat.get(chat_id), self._by_chat.get(new_chat_id)
            if old is None:
                return
            last = max((chat.last for chat in (old, new) if chat and chat.last), default=None)
            chosen = new if new and new.active else old
            self._save(replace(chosen, chat_id=new_chat_id, last=last))
            self._delete(chat_id)

    def claim(self, chat_id: int, now: datetime) -> Subscription | None:
        """Record today's digest as sent, before it is: a crash from here on sends no second one.

        Returns the subscription as it was before; None if no digest is due, so that of two claims one succeeds.
        """
        with self._lock:
            before = self.get(chat_id)
            if before is None or not is_due(before, now):
                return None
            self._save(replace(before, last=now.astimezone(ZoneInfo(before.zone))))
            return before

    def give_back(self, before: Subscription) -> None:
        """Undo the claim that returned `before`: nothing was sent, and the digest is due again."""
        with self._lock:
            if claimed := self._by_chat.get(before.chat_id):
                self._save(replace(claimed, last=before.last))

    def settle(self, chat_id: int, snapshot_id: str | None) -> None:
        """The digest up to that article is done with; the next one begins after it. None: there was no article.

        Never goes back: an article that was deleted and comes back is no news.
        """
        with self._lock:
            if snapshot_id and (before := self._by_chat.get(chat_id)):
                newest = max(before.since_article_id or "", snapshot_id, key=age)
                self._save(replace(before, since_article_id=newest))

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            self._choices.close()
            self._deliveries.close()

    def _is_due(self, subscription: Subscription, now: datetime) -> bool:
        try:
            return is_due(subscription, now)
        except Exception:
            if subscription.chat_id not in self._failed:  # once: this is asked every few seconds
                self._failed.add(subscription.chat_id)
                log.exception("Whether the digest for chat %d is due cannot be said", subscription.chat_id)
            return False

    def _save(self, subscription: Subscription) -> None:
        before, id = self._by_chat.get(subscription.chat_id), subscription.chat_id
        # The delivery first: a choice without its delivery would be a new subscription after a crash.
        if before is None or _delivery(before) != _delivery(subscription):
            self._deliveries.put(id, _delivery(subscription))
        if before is None or _choice(before) != _choice(subscription):
            self._choices.put(id, _choice(subscription))
        self._by_chat[id] = subscription

    def _delete(self, chat_id: int) -> None:
        self._choices.remove(chat_id)
        self._deliveries.remove(chat_id)
        del self._by_chat[chat_id]


def _choice(subscription: Subscription) -> dict[str, Any]:
    return {
        "time": subscription.time.isoformat("minutes"),
        "zone": subscription.zone,
        "chosen": subscription.chosen.isoformat(),
        "active": subscription.active,
    }


def _delivery(subscription: Subscription) -> dict[str, Any]:
    return {
        "since": subscription.since_time.isoformat(),
        "since_article": subscription.since_article_id,
        "last": subscription.last.isoformat() if subscription.last else None,
    }


def _from_records(chat_id: int, choice: ChoiceRecord, delivery: DeliveryRecord) -> Subscription:
    """The subscription; in UTC if this machine does not know its zone: a digest at an odd hour is better than none."""
    zone = choice.zone
    if not is_known(zone):
        log.warning("The time zone of chat %d is not known here: its digest goes by UTC", chat_id)
        zone = "UTC"  # not on disk, until the chat chooses anew: a newer database may know it again
    return Subscription(
        chat_id=chat_id,
        time=choice.time,
        zone=zone,
        chosen=choice.chosen,
        since_time=delivery.since,
        since_article_id=delivery.since_article,
        last=delivery.last,
        active=choice.active,
    )
