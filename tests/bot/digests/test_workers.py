"""Several processes send from one outbox: nothing twice, nothing lost, also when one of them ends without a word."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest
from databases import Opener, new_postgresql_url
from sent_digests import CHOSEN, DUE, GROUP, READER, Chats, FakeSource, ended

from bot.chats.destination import Destination
from bot.chats.subscriptions import Subscriptions
from bot.database.postgresql import PostgreSQLDatabase
from bot.digests import outbox
from bot.digests.delivery import DigestDelivery
from bot.digests.sender import OutboxSender
from bot.digests.workers import check_clock
from bot.preferences.digest_preferences import DigestPreferences
from bot.rendering.message import Message
from briefings.errors import ArchiveError

pytestmark = pytest.mark.slow

MINUTE = timedelta(minutes=1)


class Desk:
    """A bot that plans, and workers on the same database, each with connections of its own; one clock for all."""

    def __init__(self) -> None:
        url = new_postgresql_url()
        self.open: Opener = lambda: PostgreSQLDatabase(url)
        self.database, self.chats, self.source, self.now = self.open(), Chats(), FakeSource(), CHOSEN
        self.subscriptions = Subscriptions(self.database)
        self.bot = self.process(self.source)

    def process(self, source: FakeSource | None = None) -> DigestDelivery:
        delivery = DigestDelivery(
            self.chats.send_message, self.open(), source, lambda: self.now, ended, lambda _: None, linger=0
        )
        delivery.take_over()
        return delivery

    def subscribe(self, *chat_ids: int, topics: tuple[int, ...] = (0,)) -> None:
        for chat_id in chat_ids:
            for topic in topics:
                preferences = DigestPreferences(times=(time(7, 30),), zone="UTC")
                self.subscriptions.set(Destination(chat_id, topic), preferences, CHOSEN)

    async def plan(self) -> None:
        """Have what is due in the outbox, and nothing of it sent."""
        await self.tick(self.bot, DUE - timedelta(seconds=1))

    async def tick(self, process: DigestDelivery, now: datetime) -> None:
        self.now = self.source.now = now
        await process.tick(now)

    def waiting(self) -> int:
        return int(self.database.read(lambda t: t.rows("SELECT count(*) FROM outbox"))[0][0])


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_workers_share_what_is_due_and_send_it_once(desk: Desk) -> None:
    chats = range(1, 401)
    desk.subscribe(*chats)
    await desk.plan()
    workers = [desk.process() for _ in range(3)]
    await asyncio.gather(*(desk.tick(worker, DUE) for worker in (desk.bot, *workers)))
    assert all(desk.chats.tries[chat] == 1 for chat in chats)
    assert desk.waiting() == 0
    counts = desk.database.read(lambda t: t.rows("SELECT sum(count) FROM sent_counts WHERE outcome = 'sent'"))
    assert counts[0][0] == 400


async def test_worker_sends_what_the_bot_planned_and_plans_nothing(desk: Desk) -> None:
    desk.subscribe(READER)
    worker = desk.process()
    await desk.tick(worker, DUE)
    assert desk.source.composed == 0
    await desk.plan()
    await desk.tick(worker, DUE)
    assert desk.chats.arrived[READER] == ["<b>1</b> 08 18:00 to 10 07:29"]


async def test_worker_that_ends_without_a_word_is_taken_over_after_its_time(desk: Desk) -> None:
    chats = range(1, 61)
    desk.subscribe(*chats)
    await desk.plan()
    doomed, other = desk.process(), desk.process()
    desk.chats.held = dict.fromkeys(chats, asyncio.Event())
    under_way = asyncio.create_task(desk.tick(doomed, DUE))
    await desk.chats.until(lambda: desk.chats.at_once == 18)
    under_way.cancel()
    desk.chats.held.clear()
    await desk.tick(other, DUE)
    assert desk.waiting() == 50  # what it had claimed: it may live
    desk.now = DUE + MINUTE - timedelta(seconds=5)
    other.take_over()
    await desk.tick(other, desk.now)
    assert desk.waiting() == 50
    desk.now = DUE + MINUTE + timedelta(seconds=2)
    other.take_over()
    await desk.tick(other, desk.now)
    assert desk.waiting() == 0
    assert all(len(desk.chats.arrived[chat]) == 1 for chat in chats)


async def test_worker_that_says_that_it_lives_keeps_what_it_has_claimed(desk: Desk) -> None:
    desk.subscribe(READER)
    await desk.plan()
    slow, other = desk.process(), desk.process()
    held = desk.chats.held[READER] = asyncio.Event()
    under_way = asyncio.create_task(desk.tick(slow, DUE))
    await desk.chats.until(lambda: desk.chats.at_once == 1)
    for _ in range(10):
        desk.now += timedelta(seconds=20)
        slow.take_over()
        other.take_over()
        await desk.tick(other, desk.now)
    held.set()
    await under_way
    assert desk.chats.tries[READER] == 1


async def test_worker_that_was_held_for_minutes_sends_nothing_that_others_have_taken_over(desk: Desk) -> None:
    chats = range(1, 61)
    desk.subscribe(*chats)
    await desk.plan()
    held, other = desk.process(), desk.process()
    waiting = asyncio.Event()
    desk.chats.held = dict.fromkeys(chats, waiting)
    under_way = asyncio.create_task(desk.tick(held, DUE))
    await desk.chats.until(lambda: desk.chats.at_once == 18)
    in_flight = {chat for chat in chats if desk.chats.tries[chat]}
    desk.chats.held = {}
    await desk.tick(other, DUE + 2 * MINUTE)
    assert desk.waiting() == 0
    waiting.set()
    await under_way
    assert {chat for chat in chats if desk.chats.tries[chat] == 2} == in_flight
    assert all(desk.chats.tries[chat] == 1 for chat in set(chats) - in_flight)


async def test_worker_that_was_held_for_minutes_goes_on_when_it_has_said_that_it_lives(desk: Desk) -> None:
    desk.subscribe(READER)
    worker = desk.process()
    desk.now += 2 * MINUTE
    await desk.plan()
    await desk.tick(worker, DUE)
    assert desk.chats.tries[READER] == 1


async def test_worker_that_is_ended_leaves_what_is_unsent_to_the_others_at_once(desk: Desk) -> None:
    chats = range(1, 61)
    desk.subscribe(*chats)
    await desk.plan()
    desk.now = DUE
    ending, other = desk.process(), desk.process()
    held = asyncio.Event()
    desk.chats.held = dict.fromkeys(chats, held)
    ending.begin()
    await desk.chats.until(lambda: desk.chats.at_once == 18)
    stopping = asyncio.create_task(ending.end(5))
    held.set()
    await stopping
    arrived = sum(map(len, desk.chats.arrived.values()))
    assert arrived < 60
    await desk.tick(other, DUE)
    assert all(desk.chats.tries[chat] == 1 for chat in chats)


async def test_workers_that_end_at_random_lose_nothing_and_double_no_more_than_was_under_way(desk: Desk) -> None:
    chats, random = range(1, 201), Random(14)
    desk.subscribe(*chats)
    desk.source.messages = 2
    await desk.plan()
    desk.now = DUE
    for _ in range(4):
        doomed, beside = desk.process(), desk.process()
        sending = [asyncio.create_task(each.tick(DUE)) for each in (doomed, beside)]
        end_at = sum(map(len, desk.chats.arrived.values())) + random.randrange(10, 60)
        await desk.chats.until(lambda at=end_at: sum(map(len, desk.chats.arrived.values())) >= at)
        for task in sending:  # as a kill would: nothing more is sent, and nothing recorded
            task.cancel()
        await desk.chats.until(lambda: not desk.chats.at_once)
        desk.now += timedelta(seconds=70)
    last = desk.process()
    await desk.tick(last, desk.now)
    assert desk.waiting() == 0
    assert all(len(set(desk.chats.arrived[chat])) == 2 for chat in chats)
    assert sum(map(len, desk.chats.arrived.values())) - 2 * len(chats) <= 4 * 2 * 18


@pytest.mark.parametrize("chat", [READER, GROUP])
async def test_two_messages_to_one_chat_are_never_under_way_at_once(desk: Desk, chat: int) -> None:
    desk.subscribe(chat, topics=(1, 2, 3))
    await desk.plan()
    held = desk.chats.held[chat] = asyncio.Event()
    workers = [desk.process() for _ in range(3)]
    desk.now = DUE
    first = [asyncio.create_task(worker.tick(DUE)) for worker in workers]
    await desk.chats.until(lambda: desk.chats.at_once)
    await desk.process().tick(DUE)  # another, since the one that sends waits
    assert desk.chats.at_once == 1
    held.set()
    await asyncio.gather(*first)
    sent_at = []
    for seconds in range(20):
        await asyncio.gather(*(desk.tick(worker, DUE + timedelta(seconds=seconds)) for worker in workers))
        if len(desk.chats.arrived[chat]) > len(sent_at):
            sent_at.append(seconds)
    assert len(desk.chats.arrived[chat]) == 3
    apart = 1 if chat > 0 else 3  # one a second in a chat, twenty a minute in a group
    assert [later - earlier > apart for earlier, later in pairwise(sent_at)] == [True, True]


async def test_group_with_many_topics_takes_one_place_of_those_under_way(desk: Desk) -> None:
    desk.subscribe(GROUP, topics=tuple(range(1, 41)))
    desk.subscribe(READER)
    await desk.plan()
    desk.chats.held[GROUP] = asyncio.Event()
    sending = asyncio.create_task(desk.tick(desk.process(), DUE))
    await desk.chats.until(lambda: desk.chats.arrived[READER])
    assert desk.chats.at_once == 1
    sending.cancel()


@pytest.mark.parametrize(("rate", "slots"), [(0, 18), (30, 18), (200, 25), (1000, 32)])
async def test_as_many_are_under_way_as_the_rate_needs(desk: Desk, rate: int, slots: int) -> None:
    text = outbox.RenderedText((Message("news"),), {})

    def fill(t: outbox.Transaction) -> None:
        number = outbox.store_text(t, text)
        for chat in range(1, 301):
            outbox.put(t, Destination(chat), number, int(DUE.timestamp()))

    desk.database.write(fill)
    held = asyncio.Event()
    desk.chats.held = dict.fromkeys(range(1, 301), held)
    clock: Callable[[], datetime] = lambda: DUE  # noqa: E731
    sender = OutboxSender(
        desk.chats.send_message, desk.open(), ThreadPoolExecutor(1), clock, ended, lambda _: None, "w", 60, 0, rate
    )
    sending = asyncio.create_task(sender.send_due())
    await desk.chats.until(lambda: desk.chats.at_once == slots)
    held.set()
    await sending
    assert desk.chats.most_at_once == slots


def test_clock_that_is_not_the_databases_is_refused(desk: Desk) -> None:
    check_clock(desk.database, lambda: datetime.now(UTC))
    with pytest.raises(ArchiveError) as refused:
        check_clock(desk.database, lambda: datetime.now(UTC) - timedelta(seconds=30))
    assert (refused.value.key, refused.value.fields) == ("worker-clock", {"seconds": 30})
