"""Several processes that send for one bot keep to its rate together; time is simulated, the database is a real one."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from databases import new_postgresql_url
from manual_timer import ManualTimer
from telegram.error import RetryAfter

from bot.database.postgresql import PostgreSQLDatabase
from bot.database.protocols import Database
from bot.traffic.pace_record import PaceRecord
from bot.traffic.send_gate import UNASKED, Asked, SendGate
from bot.traffic.shared_pace import SharedPace

pytestmark = pytest.mark.slow

RATE = 30
INTERVAL = 1.027 / RATE


class AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed to whoever asked
            done.set_exception(error)
        return done


class Telegram:
    """What arrives from any of its processes, and when; it can ask to wait."""

    def __init__(self, database: Database) -> None:
        self.timer, self.database = ManualTimer(), database
        self.arrived: list[tuple[float, str]] = []
        self.waits_until = 0.0

    def process(self, rate: int = RATE) -> SendGate:
        pace = SharedPace(self.database, rate, AtOnce(), PaceRecord(1.027 / rate, lambda: f"{self.timer.now}::float8"))
        return SendGate(lambda: self.timer, rate, pace)

    async def send(self, gate: SendGate, chat: int, name: str = "", asked: Asked | None = UNASKED) -> None:
        await gate.process_request(self._take, (name,), {}, "sendMessage", {"chat_id": chat}, asked)

    async def _take(self, name: str) -> None:
        self.arrived.append((self.timer.now, name))
        if self.timer.now < self.waits_until:
            raise RetryAfter(round(self.waits_until - self.timer.now))

    async def goes_on(self, seconds: float, step: float = 0.002) -> None:
        for _ in range(round(seconds / step)):
            self.timer.goes_on(step)
            await done()

    def most_in_a_second(self) -> int:
        times = [at for at, _ in self.arrived]
        return max(sum(begin <= at < begin + 1 for at in times) for begin in times)


async def done() -> None:
    """Until every task waits for something else than its turn."""
    for _ in range(25):
        await asyncio.sleep(0)


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    database = PostgreSQLDatabase(new_postgresql_url())
    yield Telegram(database)
    database.close()


@pytest.fixture
def chats() -> Iterator[int]:
    return count(1)


async def ended(sending: list[asyncio.Task[None]]) -> None:
    for task in sending:
        task.cancel()
    await asyncio.gather(*sending, return_exceptions=True)


@pytest.mark.parametrize("processes", [1, 2, 4])
async def test_processes_keep_to_the_rate_together_and_use_it(
    telegram: Telegram, chats: Iterator[int], processes: int
) -> None:
    gates = [telegram.process() for _ in range(processes)]
    sending = [asyncio.create_task(telegram.send(gate, next(chats), str(n))) for n, gate in enumerate(gates * 150)]
    await telegram.goes_on(4)
    assert telegram.most_in_a_second() <= RATE
    assert len(telegram.arrived) >= 0.97 * 4 * RATE - 1
    await ended(sending)


async def test_each_of_the_processes_gets_a_part(telegram: Telegram, chats: Iterator[int]) -> None:
    gates = [telegram.process() for _ in range(3)]
    sending = [
        asyncio.create_task(telegram.send(gate, next(chats), str(n))) for n, gate in enumerate(gates) for _ in range(99)
    ]
    await telegram.goes_on(4)
    parts = Counter(name for _, name in telegram.arrived)
    assert min(parts.values()) >= 10
    await ended(sending)


async def test_process_that_is_alone_with_something_to_send_has_the_whole_rate(
    telegram: Telegram, chats: Iterator[int]
) -> None:
    idle, gate = telegram.process(), telegram.process()
    first = asyncio.create_task(telegram.send(idle, next(chats)))
    sending = [asyncio.create_task(telegram.send(gate, next(chats))) for _ in range(100)]
    await telegram.goes_on(2)
    assert first.done()
    assert len(telegram.arrived) >= 0.97 * 2 * RATE - 1
    await ended(sending)


async def test_answer_waits_for_no_more_than_what_is_given_away_beforehand(
    telegram: Telegram, chats: Iterator[int]
) -> None:
    bot, *workers = [telegram.process() for _ in range(5)]
    sending = [asyncio.create_task(telegram.send(gate, next(chats))) for gate in workers for _ in range(50)]
    await telegram.goes_on(1)
    answers = [asyncio.create_task(telegram.send(bot, next(chats), "an answer", None)) for _ in range(5)]
    asked_at = telegram.timer.now
    await telegram.goes_on(1)
    waits = [at - asked_at for at, name in telegram.arrived if name == "an answer"]
    assert len(waits) == 5
    assert waits[0] <= 0.2
    assert waits[-1] <= 0.2 + 5 * 2 * INTERVAL
    assert telegram.most_in_a_second() <= RATE
    await ended([*sending, *answers])


async def test_answer_goes_at_once_while_nothing_else_is_sent(telegram: Telegram) -> None:
    gate = telegram.process()
    for _ in range(2):  # the first of all processes, and one later
        answer = asyncio.create_task(telegram.send(gate, 5, "an answer", None))
        asked_at = telegram.timer.now
        await telegram.goes_on(2)
        assert answer.done()
        assert telegram.arrived.pop()[0] - asked_at < 0.01


async def test_wait_that_telegram_asks_one_process_for_is_kept_by_all(telegram: Telegram, chats: Iterator[int]) -> None:
    gates = [telegram.process() for _ in range(3)]
    sending = [asyncio.create_task(telegram.send(gate, next(chats))) for gate in gates for _ in range(20)]
    await telegram.goes_on(0.5)
    telegram.waits_until = telegram.timer.now + 7
    await telegram.goes_on(0.5)
    assert all(task.done() for task in sending)  # none of them waits: each can be sent later, by any process
    into_the_wait = sum(at > 1_000.5 for at, _ in telegram.arrived)
    assert into_the_wait <= 1 + 2 * 2  # and what the two others had been given by then
    for gate in gates:
        with pytest.raises(RetryAfter):
            await telegram.send(gate, next(chats))
    answer = asyncio.create_task(telegram.send(telegram.process(), next(chats), "an answer", None))
    before = len(telegram.arrived)
    await telegram.goes_on(6)
    assert len(telegram.arrived) == before
    await telegram.goes_on(1)
    assert answer.done()
    with suppress(RetryAfter):
        await asyncio.gather(*sending)


async def test_answers_go_on_at_the_rate_while_the_database_is_away(
    telegram: Telegram, chats: Iterator[int], caplog: pytest.LogCaptureFixture
) -> None:
    telegram.database.write(lambda t: t.run("ALTER TABLE pace RENAME TO elsewhere"))
    gate = telegram.process()
    sending = [asyncio.create_task(telegram.send(gate, next(chats), "", None)) for _ in range(100)]
    await telegram.goes_on(3)
    assert 0.97 * 3 * RATE - 1 <= len(telegram.arrived) <= 3 * RATE
    assert telegram.most_in_a_second() <= RATE
    assert caplog.text.count("does not say how fast") == 1
    await ended(sending)
