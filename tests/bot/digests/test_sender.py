"""Digests from the database to the chats: when, once, and what follows from each way that sending can fail."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta

import httpx
import pytest
from databases import Opener
from sent_digests import CHOSEN, DUE, GROUP, OTHER, READER, SUPERGROUP, Chats, FakeSource, ended
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.chats.destination import Destination
from bot.chats.read_positions import ReadPositions
from bot.chats.subscription import Subscription
from bot.chats.subscriptions import SetUp, Subscriptions
from bot.digests.delivery import DigestDelivery
from bot.digests.send_errors import FailureKind, failure_kind
from bot.preferences.digest_preferences import DigestPreferences

pytestmark = pytest.mark.slow

TICK, MINUTE, HOUR, DAY = timedelta(seconds=15), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TOKEN = "123456:not-a-real-token-but-as-long-as-one"


class Delivery:
    """A bot, its subscribers and its composer; `restart` is what a crash leaves."""

    def __init__(self, open_database: Opener) -> None:
        self._open = open_database
        self.chats, self.source, self.now = Chats(), FakeSource(), CHOSEN
        self.told: list[str] = []
        self.restart()

    def restart(self) -> None:
        self.database = self._open()
        self.subscriptions = Subscriptions(self.database)
        self.positions = ReadPositions(self.database, lambda: self.now)
        self.delivery = DigestDelivery(
            self.chats.send_message, self.database, self.source, lambda: self.now, ended, self.told.append, linger=0
        )
        self.delivery.take_over()

    async def tick(self, now: datetime) -> None:
        self.now = self.source.now = now
        await self.delivery.tick(now)

    def subscribe(self, *chat_ids: int, at: time = time(7, 30), topic: int = 0, silent: bool = False) -> None:
        preferences = DigestPreferences(times=(at,), zone="UTC", silent=silent)
        for chat_id in chat_ids:
            self.subscriptions.set(Destination(chat_id, topic), preferences, CHOSEN)

    def get(self, chat_id: int) -> Subscription | None:
        return self.subscriptions.get(Destination(chat_id))

    async def ticks(self, begin: datetime, lasting: timedelta, step: timedelta = TICK) -> None:
        now = begin
        while now < begin + lasting:
            await self.tick(now)
            now += step

    def outcomes(self) -> dict[str, int]:
        rows = self.database.read(lambda t: t.rows("SELECT outcome, sum(count) FROM sent_counts GROUP BY outcome"))
        return {outcome: int(count) for outcome, count in rows}


@pytest.fixture
def delivery(open_database: Opener) -> Delivery:
    return Delivery(open_database)


def not_reached(cause: Exception) -> NetworkError:
    error = NetworkError(f"httpx.{type(cause).__name__}: {cause}")
    error.__cause__ = cause
    return error


async def test_digest_arrives_once_a_day_from_the_last_one_on(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    await delivery.ticks(DUE - HOUR, 2 * DAY, timedelta(minutes=5))
    assert delivery.chats.arrived[READER] == ["<b>1</b> 08 18:00 to 10 07:30", "<b>1</b> 10 07:30 to 11 07:30"]


async def test_digest_is_html_with_its_buttons_and_without_link_previews(delivery: Delivery) -> None:
    delivery.source.buttons = ((("Source lines", "sources:1"),),)
    delivery.subscribe(READER)
    await delivery.tick(DUE)
    ((mode, keyboard, preview_off),) = delivery.chats.options
    assert (mode, preview_off) == ("HTML", True)
    assert keyboard
    assert keyboard.inline_keyboard[0][0].callback_data == "sources:1"


async def test_digest_goes_to_the_topic_it_was_set_up_in_and_makes_a_sound_unless_it_is_quiet(
    delivery: Delivery,
) -> None:
    delivery.subscribe(GROUP, topic=7)
    await delivery.tick(DUE)
    delivery.subscribe(READER, silent=True)
    await delivery.tick(DUE)
    assert delivery.chats.places == [(7, False), (None, True)]


async def test_digest_is_not_sent_again_after_a_restart_in_the_same_minute(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    await delivery.tick(DUE)
    delivery.restart()
    await delivery.ticks(DUE + TICK, HOUR)
    assert delivery.chats.tries[READER] == 1


async def test_digest_that_waits_for_its_minute_goes_out_on_it_and_not_before(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    await delivery.tick(DUE - timedelta(seconds=1))
    assert delivery.source.composed == 1
    assert delivery.chats.tries[READER] == 0
    await delivery.tick(DUE)
    assert len(delivery.chats.arrived[READER]) == 1


async def test_each_chat_gets_its_digest_at_its_own_time(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.subscribe(OTHER, at=time(8, 0))
    await delivery.tick(DUE)
    assert not delivery.chats.arrived[OTHER]
    await delivery.tick(DUE + HOUR)
    assert delivery.chats.arrived[OTHER] == ["<b>1</b> 08 18:00 to 10 08:30"]
    assert len(delivery.chats.arrived[READER]) == 1


async def test_what_chats_were_shown_makes_another_digest_only_where_it_matters(delivery: Delivery) -> None:
    delivery.subscribe(READER, OTHER, GROUP)
    delivery.positions.note(READER, {"260601-7": "260601-7"})
    delivery.positions.note(OTHER, {"260610-1": "260610-1"})
    await delivery.tick(DUE)
    assert delivery.source.composed == 2


async def test_digests_that_are_the_same_are_composed_once(delivery: Delivery) -> None:
    chats = range(1, 301)
    delivery.subscribe(*chats)
    await delivery.tick(DUE)
    await delivery.tick(DUE + DAY)
    assert delivery.source.composed == 3  # the second as well as if its story had not been told before
    assert all(len(delivery.chats.arrived[chat]) == 2 for chat in chats)


@pytest.mark.parametrize(
    ("error", "by"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), "blocked"),
        (Forbidden("Forbidden: user is deactivated"), "blocked"),
        (BadRequest("Chat not found"), "blocked"),
        (BadRequest("PEER_ID_INVALID"), "blocked"),
        (Forbidden("Forbidden: bot was kicked from the group chat"), "kicked"),
        (BadRequest("Not enough rights to send text messages to the chat"), "no-right"),
        (BadRequest("TOPIC_CLOSED"), "no-right"),
        (BadRequest("Message thread not found"), "no-right"),
    ],
)
async def test_chat_that_is_gone_is_unsubscribed_and_kept_for_its_return_and_others_are_served(
    delivery: Delivery, error: TelegramError, by: str
) -> None:
    delivery.subscribe(READER, OTHER)
    delivery.chats.troubles[READER] = [error]
    await delivery.ticks(DUE, HOUR, MINUTE)
    await delivery.ticks(DUE + DAY, HOUR, MINUTE)
    assert delivery.get(READER) is None
    kept = delivery.subscriptions.find(Destination(READER))
    assert kept
    assert (kept.ended_by, kept.preferences.times) == (by, (time(7, 30),))
    assert delivery.chats.tries[READER] == 1
    assert len(delivery.chats.arrived[OTHER]) == 2
    assert delivery.outcomes() == {by: 1, "sent": 2}


async def test_who_set_a_groups_digest_up_is_told_once_that_it_has_ended(delivery: Delivery) -> None:
    wish = DigestPreferences(times=(time(7, 30),), zone="UTC")
    delivery.subscriptions.set(Destination(GROUP), wish, CHOSEN, SetUp(READER, "Desk"))
    delivery.chats.troubles[GROUP] = [Forbidden("Forbidden: bot was kicked from the group chat")]
    await delivery.ticks(DUE, HOUR, MINUTE)
    assert delivery.chats.arrived[READER] == ["Desk: kicked"]


async def test_group_that_became_a_supergroup_gets_its_digest_there(delivery: Delivery) -> None:
    delivery.subscribe(GROUP)
    delivery.chats.troubles[GROUP] = [ChatMigrated(SUPERGROUP)]
    await delivery.ticks(DUE, HOUR, MINUTE)
    assert len(delivery.chats.arrived[SUPERGROUP]) == 1
    assert delivery.chats.tries[GROUP] == 1
    assert [each.destination.chat_id for each in delivery.subscriptions.all()] == [SUPERGROUP]


async def test_digest_waits_as_long_as_telegram_asks(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [RetryAfter(120)]
    await delivery.ticks(DUE, timedelta(seconds=120))
    assert delivery.chats.tries[READER] == 1
    await delivery.tick(DUE + timedelta(seconds=121))
    assert delivery.chats.arrived[READER] == ["<b>1</b> 08 18:00 to 10 07:30"]


@pytest.mark.parametrize(
    "error",
    [
        not_reached(httpx.ConnectError("no route")),
        not_reached(httpx.ConnectTimeout("")),
        not_reached(httpx.WriteError("reset")),
        InvalidToken(),
    ],
)
async def test_digest_that_could_not_leave_is_sent_when_the_network_is_back(
    delivery: Delivery, error: TelegramError
) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [error] * 9
    await delivery.ticks(DUE, 3 * HOUR, MINUTE)
    assert len(delivery.chats.arrived[READER]) == 1
    assert delivery.chats.tries[READER] == 10
    assert delivery.outcomes() == {"sent": 1}


async def test_network_that_is_down_for_long_is_tried_every_few_minutes_and_the_stories_come_in_the_next_digest(
    delivery: Delivery,
) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [not_reached(httpx.ConnectError("no route"))] * 1000
    await delivery.ticks(DUE, 12 * HOUR, MINUTE)
    assert 20 < delivery.chats.tries[READER] < 40
    assert delivery.outcomes() == {"late": 1}
    delivery.chats.troubles[READER].clear()
    await delivery.tick(DUE + DAY)
    assert delivery.chats.arrived[READER] == ["<b>1</b> 08 18:00 to 11 07:30"]


@pytest.mark.parametrize("error", [NetworkError("Bad Gateway"), NetworkError("Internal Server Error (500)")])
async def test_digest_that_broke_at_telegram_is_sent_within_minutes(delivery: Delivery, error: TelegramError) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [error, error]
    await delivery.ticks(DUE, 5 * MINUTE)
    assert len(delivery.chats.arrived[READER]) == 1


@pytest.mark.parametrize("error", [TimedOut(), not_reached(httpx.ReadError("reset"))])
async def test_digest_that_perhaps_arrived_is_sent_once_more_and_never_again(
    delivery: Delivery, error: TelegramError
) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [error, error, error]
    await delivery.ticks(DUE, HOUR, MINUTE)
    delivery.restart()
    await delivery.ticks(DUE + HOUR, HOUR, MINUTE)
    assert delivery.chats.tries[READER] == 2
    assert delivery.outcomes() == {"in-doubt": 1}
    delivery.chats.troubles[READER].clear()
    await delivery.tick(DUE + DAY)
    assert delivery.chats.arrived[READER] == ["<b>1</b> 10 07:30 to 11 07:30"]


async def test_server_that_stays_broken_is_given_up_and_the_stories_come_in_the_next_digest(
    delivery: Delivery,
) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [NetworkError("Bad Gateway")] * 6
    await delivery.ticks(DUE, 3 * HOUR, MINUTE)
    assert delivery.chats.tries[READER] == 6
    assert delivery.outcomes() == {"failed": 1}
    await delivery.tick(DUE + DAY)
    assert delivery.chats.arrived[READER] == ["<b>1</b> 08 18:00 to 11 07:30"]


async def test_digest_goes_on_at_the_part_that_is_missing_with_the_same_stories_also_after_a_restart(
    delivery: Delivery,
) -> None:
    delivery.subscribe(READER)
    delivery.source.messages = 3
    delivery.chats.troubles[READER] = [None, RetryAfter(30), None, not_reached(httpx.ConnectError("no route"))]
    await delivery.ticks(DUE, 2 * TICK)
    delivery.restart()
    await delivery.ticks(DUE + 2 * TICK, HOUR)
    assert delivery.chats.arrived[READER] == [f"<b>{number}</b> 08 18:00 to 10 07:30" for number in (1, 2, 3)]
    await delivery.tick(DUE + DAY)
    assert delivery.chats.arrived[READER][3] == "<b>1</b> 10 07:30 to 11 07:30"


async def test_refused_message_is_left_out_and_the_rest_arrives(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.source.messages = 3
    delivery.chats.troubles[READER] = [None, BadRequest("Can't parse entities")]
    await delivery.ticks(DUE, HOUR, MINUTE)
    assert delivery.chats.arrived[READER] == [f"<b>{number}</b> 08 18:00 to 10 07:30" for number in (1, 3)]
    assert delivery.outcomes() == {"sent": 2, "refused": 1}
    assert delivery.told == ["sent", "refused", "sent"]


async def test_slow_chat_delays_nobody_and_is_not_served_twice(delivery: Delivery) -> None:
    delivery.subscribe(READER, OTHER)
    delivery.subscribe(GROUP, at=time(7, 31))
    slow = delivery.chats.held[READER] = asyncio.Event()
    first = asyncio.create_task(delivery.tick(DUE))
    await delivery.chats.until(lambda: delivery.chats.arrived[OTHER])
    second = asyncio.create_task(delivery.tick(DUE + 4 * TICK))
    await delivery.chats.until(lambda: delivery.chats.arrived[GROUP])
    slow.set()
    await first
    await second
    assert delivery.chats.tries[READER] == 1
    assert len(delivery.chats.arrived[READER]) == 1


async def test_many_chats_are_served_several_but_not_all_at_a_time(delivery: Delivery) -> None:
    chats = range(1, 101)
    delivery.subscribe(*chats)
    slow = asyncio.Event()
    delivery.chats.held = dict.fromkeys(chats, slow)
    ticking = asyncio.create_task(delivery.tick(DUE))
    await delivery.chats.until(lambda: delivery.chats.at_once == 18)
    slow.set()
    await ticking
    assert delivery.chats.most_at_once == 18
    assert all(len(delivery.chats.arrived[chat]) == 1 for chat in chats)


async def test_digest_that_cannot_be_made_is_logged_tried_again_and_stops_nobody(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    delivery.subscribe(READER)
    delivery.source.is_broken = True
    await delivery.tick(DUE)
    assert "A digest could not be composed" in caplog.text
    delivery.source.is_broken = False
    delivery.subscribe(OTHER)
    await delivery.ticks(DUE + TICK, 2 * MINUTE)
    assert len(delivery.chats.arrived[READER]) == len(delivery.chats.arrived[OTHER]) == 1


async def test_bad_record_of_one_chat_stops_nobody(delivery: Delivery, caplog: pytest.LogCaptureFixture) -> None:
    delivery.subscribe(READER)
    delivery.subscribe(OTHER)
    delivery.database.write(lambda t: t.run("INSERT INTO preferences (hash, chosen) VALUES ('bad', '{}')"))
    delivery.database.write(
        lambda t: t.run(
            "UPDATE chats SET preferences = (SELECT number FROM preferences WHERE hash = 'bad') WHERE chat_id = 41"
        )
    )
    delivery.database.write(lambda t: t.run("DELETE FROM preferences WHERE hash = 'bad'"))
    await delivery.tick(DUE)
    await delivery.tick(DUE + MINUTE)
    assert len(delivery.chats.arrived[OTHER]) == 1
    assert caplog.text.count("The record of chat 41 cannot be read") == 1


async def test_only_what_arrived_is_noted_as_seen(delivery: Delivery) -> None:
    delivery.subscribe(READER, OTHER)
    delivery.chats.troubles[OTHER] = [BadRequest("Not enough rights to send text messages to the chat")]
    await delivery.tick(DUE)
    assert dict(delivery.positions.of(READER)) == {"260610-1": "260610-2"}
    assert not delivery.positions.of(OTHER)


async def test_digest_turned_off_at_the_last_moment_is_not_sent(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    await delivery.tick(DUE - timedelta(seconds=1))
    delivery.subscriptions.end(Destination(READER), "reader", delivery.now)
    await delivery.ticks(DUE, HOUR, MINUTE)
    assert delivery.source.composed == 1
    assert delivery.chats.tries[READER] == 0


async def test_new_time_makes_no_second_digest_on_the_same_day(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    await delivery.tick(DUE)
    before = delivery.get(READER)
    assert before
    later = replace(before.preferences, times=(time(9, 0),))
    delivery.subscriptions.set(Destination(READER), later, DUE + HOUR)
    await delivery.ticks(DUE + HOUR, 3 * HOUR, MINUTE)
    assert len(delivery.chats.arrived[READER]) == 1
    await delivery.tick(DUE + DAY + 2 * HOUR)
    assert len(delivery.chats.arrived[READER]) == 2


async def test_what_was_under_way_at_a_crash_arrives_after_the_next_start(delivery: Delivery) -> None:
    delivery.subscribe(*range(1, 31))
    slow = asyncio.Event()
    delivery.chats.held = dict.fromkeys(range(1, 31), slow)
    killed = asyncio.create_task(delivery.tick(DUE))
    await delivery.chats.until(lambda: delivery.chats.at_once == 18)
    delivery.restart()
    delivery.chats.held.clear()
    await delivery.ticks(DUE + TICK, 2 * MINUTE)  # among several processes, the others take it for alive for one
    assert all(len(delivery.chats.arrived[chat]) == 1 for chat in range(1, 31))
    killed.cancel()
    with pytest.raises(asyncio.CancelledError):
        await killed


async def test_log_holds_neither_text_nor_address(delivery: Delivery, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    delivery.subscribe(READER, OTHER)
    delivery.chats.troubles[READER] = [NetworkError(f"https://example.org/bot{TOKEN}/sendMessage")]
    delivery.chats.troubles[OTHER] = [BadRequest("Not enough rights to send text messages to the chat")]
    await delivery.tick(DUE)
    assert "Not enough rights" in caplog.text
    assert TOKEN not in caplog.text
    assert "09 18:00" not in caplog.text


async def test_it_goes_on_by_itself_until_it_is_ended(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.now = delivery.source.now = DUE
    delivery.delivery.begin()
    await delivery.chats.until(lambda: delivery.chats.arrived[READER])
    await delivery.delivery.end(5)
    await delivery.delivery.end(5)


# What the errors mean that python-telegram-bot really raises


@asynccontextmanager
async def server(answer: bytes | None) -> AsyncIterator[str]:
    """A Bot API that answers every request with `answer`, and closes; with None it reads and never answers."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if answer is None:
            await reader.read()
        else:
            writer.write(answer)
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/bot"


def refusal(code: int, description: str, **parameters: int) -> bytes:
    body = json.dumps({"ok": False, "error_code": code, "description": description, "parameters": parameters}).encode()
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%b" % (code, len(body), body)


async def error_of(url: str) -> TelegramError:
    async with HTTPXRequest(read_timeout=0.1, connect_timeout=2) as request:
        with pytest.raises(TelegramError) as caught:
            await Bot(TOKEN, base_url=url, request=request).send_message(READER, "news")
    return caught.value


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        (refusal(403, "Forbidden: bot was blocked by the user"), FailureKind.BLOCKED),
        (refusal(403, "Forbidden: user is deactivated"), FailureKind.BLOCKED),
        (refusal(400, "Bad Request: chat not found"), FailureKind.BLOCKED),
        (refusal(400, "Bad Request: can't parse entities"), FailureKind.REFUSED),
        (refusal(400, "Bad Request: not enough rights to send text messages to the chat"), FailureKind.NO_RIGHT),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=SUPERGROUP), FailureKind.MOVED),
        (refusal(429, "Too Many Requests: retry after 7", retry_after=7), FailureKind.WAIT),
        (refusal(401, "Unauthorized"), FailureKind.NOT_REACHED),
        (refusal(500, "Internal Server Error: restart"), FailureKind.SERVER_ERROR),
        (b"HTTP/1.1 502 X\r\nContent-Length: 6\r\n\r\n<html>", FailureKind.SERVER_ERROR),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", FailureKind.ANSWER_LOST),
        (b"", FailureKind.ANSWER_LOST),
        (None, FailureKind.ANSWER_LOST),
    ],
)
async def test_answer_of_telegram_means(answer: bytes | None, means: FailureKind) -> None:
    async with server(answer) as url:
        assert failure_kind(await error_of(url)) is means


async def test_server_that_is_down_means_later() -> None:
    async with server(b"") as url:
        pass
    assert failure_kind(await error_of(url)) is FailureKind.NOT_REACHED
