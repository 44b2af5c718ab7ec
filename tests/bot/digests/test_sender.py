import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import httpx
import pytest
from stored_records import open_subscriptions
from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
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
from telegram.ext import ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.digests.composer import Digest
from bot.digests.send_errors import FailureKind, failure_kind
from bot.digests.sender import DigestSender
from bot.rendering.message import Message

pytestmark = pytest.mark.slow

READER, OTHER, GROUP, SUPERGROUP = 41, 42, -43, -1000043
CHOSEN = datetime(2026, 6, 9, 18, 0, tzinfo=UTC)
DUE = datetime(2026, 6, 10, 7, 30, tzinfo=UTC)
TICK, HOUR, DAY = timedelta(seconds=15), timedelta(hours=1), timedelta(days=1)
TOKEN = "123456:not-a-real-token-but-as-long-as-one"


class Chats:
    """A bot whose messages arrive in lists; for each chat it can be told what goes wrong, and to hold messages back."""

    def __init__(self) -> None:
        self.arrived: dict[int, list[str]] = defaultdict(list)
        self.troubles: dict[int, list[TelegramError | None]] = defaultdict(list)
        self.tries: dict[int, int] = defaultdict(int)
        self.options: list[tuple[str, InlineKeyboardMarkup | None, bool | None]] = []
        self.held: dict[int, asyncio.Event] = {}
        self.news = asyncio.Condition()
        self.at_once, self.most_at_once = 0, 0

    async def send_message(
        self,
        chat_id: int,
        text: str,
        parse_mode: str,
        *,
        reply_markup: InlineKeyboardMarkup | None,
        link_preview_options: LinkPreviewOptions,
    ) -> None:
        self.tries[chat_id] += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self._tell()
            if chat_id in self.held:
                await self.held[chat_id].wait()
            trouble = self.troubles[chat_id].pop(0) if self.troubles[chat_id] else None
            if trouble:
                raise trouble
        finally:
            self.at_once -= 1
        self.arrived[chat_id].append(text)
        self.options.append((parse_mode, reply_markup, link_preview_options.is_disabled))
        await self._tell()

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()

    async def until(self, happened: Callable[[], object]) -> None:
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(happened), 10)


class FakeComposer:
    """Makes digests of any number of messages that say which time they cover; an article arrives every minute.

    Can break.
    """

    def __init__(self) -> None:
        self.now = CHOSEN
        self.messages = 1
        self.broken_for: set[datetime] = set()
        self.noted: list[int] = []

    def compose(self, chat_id: int, since: str | datetime) -> Digest:
        begins = since if isinstance(since, datetime) else _arrived(since)
        if begins in self.broken_for:
            raise RuntimeError("the composer is on fire")
        times = f"{begins:%d %H:%M} to {self.now:%d %H:%M}"
        messages = tuple(Message(f"<b>{n}</b> {times}") for n in range(1, self.messages + 1))
        return Digest(messages, _article_of(self.now))

    def note(self, chat_id: int, digest: Digest) -> None:
        self.noted.append(chat_id)


def _article_of(moment: datetime) -> str:
    return f"{moment:%y%m%d}-{moment.hour * 60 + moment.minute}"


def _arrived(article_id: str) -> datetime:
    day, _, minutes = article_id.partition("-")
    return datetime.strptime(day, "%y%m%d").replace(tzinfo=UTC) + timedelta(minutes=int(minutes))


class Delivery:
    """A bot, its subscribers and its composer; `restart` is what a crash leaves."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "readers.json"
        self.chats, self.composer = Chats(), FakeComposer()
        self.restart()

    def restart(self) -> None:
        self.subscriptions = open_subscriptions(self.file.parent)
        self.sender = DigestSender(self.chats, self.subscriptions, self.composer, lambda: DUE)

    async def tick(self, now: datetime) -> None:
        self.composer.now = now
        await self.sender.tick(now)

    def subscribe(self, *chat_ids: int, at: time = time(7, 30)) -> None:
        for chat_id in chat_ids:
            self.subscriptions.set(chat_id, at, "UTC", CHOSEN)

    async def ticks(self, begin: datetime, lasting: timedelta, step: timedelta = TICK) -> None:
        now = begin
        while now < begin + lasting:
            await self.tick(now)
            now += step


@pytest.fixture
def delivery(tmp_path: Path) -> Delivery:
    return Delivery(tmp_path)


def not_reached(cause: Exception) -> NetworkError:
    error = NetworkError(f"httpx.{type(cause).__name__}: {cause}")
    error.__cause__ = cause
    return error


async def test_digest_arrives_once_a_day_from_the_last_one_on(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    await delivery.ticks(DUE - HOUR, 2 * DAY, timedelta(minutes=1))
    assert delivery.chats.arrived[READER] == ["<b>1</b> 09 18:00 to 10 07:30", "<b>1</b> 10 07:30 to 11 07:30"]


async def test_digest_is_html_with_its_buttons_and_without_link_previews(delivery: Delivery) -> None:
    delivery.composer.compose = lambda *_: Digest((Message("<b>Ferry</b>", ((("Source lines", "sources:1"),),)),))  # type: ignore[method-assign] # another composer
    delivery.restart()
    delivery.subscribe(READER)
    await delivery.tick(DUE)
    ((mode, keyboard, preview_off),) = delivery.chats.options
    assert (mode, preview_off) == ("HTML", True)
    assert keyboard
    assert keyboard.inline_keyboard[0][0].callback_data == "sources:1"


async def test_digest_is_not_sent_again_after_a_restart_in_the_same_minute(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    await delivery.tick(DUE)
    delivery.restart()
    await delivery.ticks(DUE + TICK, HOUR)
    assert delivery.chats.tries[READER] == 1


async def test_each_chat_gets_its_digest_at_its_own_time(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.subscribe(OTHER, at=time(8, 0))
    await delivery.tick(DUE)
    assert not delivery.chats.arrived[OTHER]
    await delivery.tick(DUE + HOUR)
    assert delivery.chats.arrived[OTHER] == ["<b>1</b> 09 18:00 to 10 08:30"]
    assert len(delivery.chats.arrived[READER]) == 1


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("Forbidden: bot was blocked by the user"),
        Forbidden("Forbidden: bot was kicked from the group chat"),
        BadRequest("Chat not found"),
        BadRequest("PEER_ID_INVALID"),
    ],
)
async def test_chat_that_is_gone_is_unsubscribed_and_others_are_served(
    delivery: Delivery, error: TelegramError
) -> None:
    delivery.subscribe(READER, OTHER)
    delivery.chats.troubles[READER] = [error]
    await delivery.ticks(DUE, HOUR)
    await delivery.ticks(DUE + DAY, HOUR)
    assert delivery.subscriptions.get(READER) is None
    assert delivery.chats.tries[READER] == 1
    assert len(delivery.chats.arrived[OTHER]) == 2


async def test_group_that_became_a_supergroup_gets_its_digest_there(delivery: Delivery) -> None:
    delivery.subscribe(GROUP)
    delivery.chats.troubles[GROUP] = [ChatMigrated(SUPERGROUP)]
    await delivery.ticks(DUE, HOUR)
    assert len(delivery.chats.arrived[SUPERGROUP]) == 1
    assert delivery.chats.tries[GROUP] == 1
    assert [each.chat_id for each in delivery.subscriptions.all()] == [SUPERGROUP]


async def test_digest_waits_as_long_as_telegram_asks(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [RetryAfter(120)]
    await delivery.ticks(DUE, timedelta(seconds=120))
    assert delivery.chats.tries[READER] == 1
    await delivery.tick(DUE + timedelta(seconds=120))
    assert delivery.chats.arrived[READER] == ["<b>1</b> 09 18:00 to 10 07:32"]


@pytest.mark.parametrize(
    "error",
    [not_reached(httpx.ConnectError("no route")), not_reached(httpx.ConnectTimeout("")), InvalidToken()],
)
async def test_digest_that_could_not_leave_is_sent_when_the_network_is_back(
    delivery: Delivery, error: TelegramError
) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [error] * 9
    await delivery.ticks(DUE, 3 * HOUR)
    assert len(delivery.chats.arrived[READER]) == 1
    assert delivery.chats.tries[READER] == 10


async def test_digest_of_a_whole_day_without_network_is_tried_at_most_every_quarter_of_an_hour(
    delivery: Delivery,
) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [not_reached(httpx.ConnectError("no route"))] * 1000
    await delivery.ticks(DUE, timedelta(hours=16), timedelta(minutes=1))
    assert 60 < delivery.chats.tries[READER] < 75


@pytest.mark.parametrize(
    "error",
    [
        TimedOut(),
        not_reached(httpx.ReadError("reset")),
        NetworkError("Bad Gateway"),
        TelegramError("Invalid server response"),
    ],
)
async def test_digest_that_perhaps_arrived_is_not_sent_again_and_its_stories_come_tomorrow(
    delivery: Delivery, error: TelegramError
) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [error]
    await delivery.ticks(DUE, HOUR)
    delivery.restart()
    await delivery.ticks(DUE + HOUR, HOUR)
    assert delivery.chats.tries[READER] == 1
    await delivery.tick(DUE + DAY)
    assert delivery.chats.arrived[READER] == ["<b>1</b> 09 18:00 to 11 07:30"]


async def test_refused_digest_is_tried_a_few_times_and_then_dropped_for_the_day(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.chats.troubles[READER] = [BadRequest("Can't parse entities")] * 5
    await delivery.ticks(DUE, 6 * HOUR, timedelta(minutes=1))
    assert delivery.chats.tries[READER] == 5
    await delivery.tick(DUE + DAY)
    assert delivery.chats.arrived[READER] == ["<b>1</b> 10 07:35 to 11 07:30"]


async def test_failed_second_message_does_not_repeat_the_first(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.composer.messages = 3
    delivery.chats.troubles[READER] = [None, RetryAfter(30)]
    await delivery.ticks(DUE, HOUR)
    assert delivery.chats.arrived[READER] == ["<b>1</b> 09 18:00 to 10 07:30"]
    await delivery.tick(DUE + DAY)
    assert delivery.chats.arrived[READER][1:] == [f"<b>{n}</b> 09 18:00 to 11 07:30" for n in (1, 2, 3)]


async def test_refused_second_message_is_left_out_and_the_rest_arrives(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.composer.messages = 3
    delivery.chats.troubles[READER] = [None, BadRequest("Can't parse entities")]
    await delivery.ticks(DUE, HOUR)
    assert delivery.chats.arrived[READER] == [f"<b>{n}</b> 09 18:00 to 10 07:30" for n in (1, 3)]
    await delivery.tick(DUE + DAY)
    assert delivery.chats.arrived[READER][2] == "<b>1</b> 10 07:30 to 11 07:30"


async def test_slow_chat_delays_nobody_and_is_not_served_twice(delivery: Delivery) -> None:
    delivery.subscribe(READER, OTHER)
    delivery.subscribe(GROUP, at=time(7, 31))
    slow = delivery.chats.held[READER] = asyncio.Event()
    first = asyncio.create_task(delivery.tick(DUE))
    await delivery.chats.until(lambda: delivery.chats.arrived[OTHER])
    await delivery.tick(DUE + TICK)
    await delivery.tick(DUE + 4 * TICK)
    assert delivery.chats.arrived[GROUP]
    slow.set()
    await first
    assert delivery.chats.tries[READER] == 1
    assert len(delivery.chats.arrived[READER]) == 1


async def test_many_chats_are_served_several_but_not_all_at_a_time(delivery: Delivery) -> None:
    chats = range(1, 41)
    delivery.subscribe(*chats)
    slow = asyncio.Event()
    delivery.chats.held = dict.fromkeys(chats, slow)
    ticking = asyncio.create_task(delivery.tick(DUE))
    await delivery.chats.until(lambda: delivery.chats.at_once == 8)
    slow.set()
    await ticking
    assert delivery.chats.most_at_once == 8
    assert all(len(delivery.chats.arrived[chat]) == 1 for chat in chats)


async def test_chats_that_wait_their_turn_do_not_hold_up_the_next_tick(delivery: Delivery) -> None:
    chats = range(1, 41)
    delivery.subscribe(*chats)
    slow = asyncio.Event()
    delivery.chats.held = dict.fromkeys(chats, slow)
    ticking = asyncio.create_task(delivery.tick(DUE))
    await delivery.chats.until(lambda: delivery.chats.at_once == 8)
    await asyncio.wait_for(delivery.tick(DUE + TICK), 10)
    slow.set()
    await ticking
    assert sum(map(len, delivery.chats.arrived.values())) == 40


async def test_digest_that_cannot_be_made_is_logged_tried_again_and_stops_nobody(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    delivery.subscribe(READER)
    delivery.subscriptions.set(OTHER, time(7, 30), "UTC", CHOSEN + HOUR)
    delivery.composer.broken_for = {CHOSEN}
    await delivery.tick(DUE)
    assert delivery.chats.arrived[OTHER]
    assert "The digest for chat 41 failed" in caplog.text
    delivery.composer.broken_for = set()
    await delivery.tick(DUE + TICK)
    assert len(delivery.chats.arrived[READER]) == 1


async def test_only_what_arrived_is_noted_as_seen(delivery: Delivery) -> None:
    delivery.subscribe(READER, OTHER)
    delivery.chats.troubles[OTHER] = [BadRequest("Not enough rights to send text messages to the chat")]
    await delivery.tick(DUE)
    assert delivery.composer.noted == [READER]


async def test_digest_turned_off_while_it_is_made_is_not_sent(delivery: Delivery) -> None:
    def compose(chat_id: int, *_: datetime) -> Digest:
        delivery.subscriptions.remove(chat_id)
        return Digest((Message("too late"),))

    delivery.composer.compose = compose  # type: ignore[method-assign] # another composer
    delivery.subscribe(READER)
    await delivery.tick(DUE)
    assert delivery.chats.tries[READER] == 0


async def test_crash_while_sending_brings_no_second_digest(delivery: Delivery) -> None:
    delivery.subscribe(READER)
    delivery.chats.held[READER] = asyncio.Event()
    killed = asyncio.create_task(delivery.tick(DUE))
    await delivery.chats.until(lambda: delivery.chats.tries[READER])
    delivery.restart()
    delivery.chats.held.clear()
    await delivery.ticks(DUE + TICK, HOUR)
    assert delivery.chats.tries[READER] == 1
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


async def test_job_queue_runs_the_ticks(delivery: Delivery) -> None:
    application = ApplicationBuilder().token(TOKEN).build()
    assert application.job_queue
    delivery.subscribe(READER)
    DigestSender(delivery.chats, delivery.subscriptions, delivery.composer, lambda: DUE).schedule(application.job_queue)
    (job,) = application.job_queue.jobs()
    await job.run(application)
    assert len(delivery.chats.arrived[READER]) == 1


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
        (refusal(403, "Forbidden: bot was blocked by the user"), FailureKind.GONE),
        (refusal(403, "Forbidden: user is deactivated"), FailureKind.GONE),
        (refusal(400, "Bad Request: chat not found"), FailureKind.GONE),
        (refusal(400, "Bad Request: can't parse entities"), FailureKind.REFUSED),
        (refusal(400, "Bad Request: not enough rights to send text messages to the chat"), FailureKind.REFUSED),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=SUPERGROUP), FailureKind.LATER),
        (refusal(429, "Too Many Requests: retry after 7", retry_after=7), FailureKind.LATER),
        (refusal(401, "Unauthorized"), FailureKind.LATER),
        (refusal(500, "Internal Server Error: restart"), FailureKind.UNKNOWN),
        (b"HTTP/1.1 502 X\r\nContent-Length: 6\r\n\r\n<html>", FailureKind.UNKNOWN),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", FailureKind.UNKNOWN),
        (b"", FailureKind.UNKNOWN),
        (None, FailureKind.UNKNOWN),
    ],
)
async def test_answer_of_telegram_means(answer: bytes | None, means: FailureKind) -> None:
    async with server(answer) as url:
        assert failure_kind(await error_of(url)) is means


async def test_server_that_is_down_means_later() -> None:
    async with server(b"") as url:
        pass
    assert failure_kind(await error_of(url)) is FailureKind.LATER
