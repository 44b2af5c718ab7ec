"""Digests of the real bot when Telegram is in trouble: a wait, a lost connection, a group that is another now."""

from collections import Counter
from datetime import time

import pytest
from botapi import BotApi, Person
from botapi.faults import Fault, broken, cut, flood
from running_bot import HARBOUR, Clock, Running, push

from bot.chats.destination import Destination
from bot.chats.subscriptions import SetUp
from bot.digests.delivery import DigestDelivery
from bot.preferences.digest_preferences import DigestPreferences

CHATS = range(1001, 1041)
IN_FLIGHT = 18  # messages that are under way at once
AT_13 = DigestPreferences(times=(time(13),), zone="UTC")


def subscribe(bot: Running, clock: Clock, *to: Destination, group: SetUp | None = None) -> None:
    for each in to:
        bot.services.subscriptions.set(each, AT_13, clock(), group)


async def deliver(bot: Running, clock: Clock, **later: float) -> None:
    """What is due is sent, so much later."""
    clock.goes_on(**later)
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(clock())


def arrived(server: BotApi) -> Counter[int]:
    """How many digests each chat has."""
    calls = [call for call in server.called("sendMessage") if "The digest" in call.text("text")]
    return Counter(call.integer("chat_id") for call in calls if call.status == 200)


async def test_a_wait_that_begins_in_mid_digest_has_nothing_sent_into_it_and_everything_after_it(
    server: BotApi, bot: Running, editor: Person, clock: Clock
) -> None:
    await push(editor, HARBOUR)
    for chat in CHATS:
        server.user("Rita", id=chat)
    subscribe(bot, clock, *map(Destination, CHATS))
    server.fails("sendMessage", flood(300), after=5)
    await deliver(bot, clock, hours=1)
    sent = len(server.called("sendMessage"))
    assert sent < len(CHATS)
    assert sum(arrived(server).values()) < 5 + IN_FLIGHT
    for _ in range(2):
        await deliver(bot, clock, seconds=140)
        assert len(server.called("sendMessage")) == sent
    while arrived(server) != dict.fromkeys(CHATS, 1):  # the gate has a timer of its own, which is hurried
        await deliver(bot, clock, seconds=302)
    assert len(server.called("sendMessage")) == 1 + 1 + len(CHATS)  # with the editor's report, and the refused one


@pytest.mark.parametrize(
    ("fault", "times"), [(cut(), 1), (cut(carried_out=True), 2), (broken(500), 1), (broken(502, "Bad Gateway"), 1)]
)
async def test_a_digest_whose_answer_did_not_come_is_sent_again_once_within_a_minute_and_the_others_at_once(
    server: BotApi, bot: Running, editor: Person, clock: Clock, fault: Fault, times: int
) -> None:
    await push(editor, HARBOUR)
    people = [server.user(name) for name in ("Rita", "Otto", "Vera")]
    subscribe(bot, clock, *(Destination(person.id) for person in people))
    server.fails("sendMessage", fault, chat=people[0])
    await deliver(bot, clock, hours=1)
    for person in people[1:]:
        assert (await person.hears()).text.startswith("The digest")
    await deliver(bot, clock, minutes=1)
    await deliver(bot, clock, hours=1)
    for _ in range(times):
        assert (await people[0].hears()).text.startswith("The digest")
    for person in people:
        await person.hears_nothing()


async def test_a_group_that_became_a_supergroup_has_its_digest_there_in_the_same_minute(
    server: BotApi, bot: Running, editor: Person, clock: Clock, reader: Person
) -> None:
    await push(editor, HARBOUR)
    group = server.group("Desk", [reader])
    subscribe(bot, clock, Destination(group.id))
    clock.goes_on(hours=1, seconds=-1)
    await deliver(bot, clock)  # planned for the group, and then that is no more
    supergroup = await group.migrates()
    await deliver(bot, clock, seconds=2)
    await deliver(bot, clock, seconds=2)
    assert arrived(server) == {supergroup.id: 1}
    assert [each.destination.chat_id for each in bot.services.subscriptions.all()] == [supergroup.id]


async def test_of_a_closed_topic_only_its_own_digest_ends_and_who_set_it_up_is_told(
    server: BotApi, bot: Running, editor: Person, clock: Clock, reader: Person
) -> None:
    await push(editor, HARBOUR)
    forum = server.group("Desk", [reader], supergroup=True)
    closed, opened = forum.opens_topic("Ferries"), forum.opens_topic("Libraries")
    places = [Destination(forum.id, topic) for topic in (closed, opened)]
    subscribe(bot, clock, *places, group=SetUp(reader.id, "Desk"))
    forum.closes_topic(closed)
    await deliver(bot, clock, hours=1)
    await deliver(bot, clock, minutes=1)
    assert "Desk" in (await reader.hears()).text
    await reader.hears_nothing()
    assert [each.destination for each in bot.services.subscriptions.all()] == [places[1]]
    assert arrived(server)[forum.id] == 1
