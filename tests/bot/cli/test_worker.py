"""`sourceline worker` as a process of its own: what it needs, what it sends without an archive, and how it ends."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from botapi import BotApi, silent
from databases import new_postgresql_url
from free_port import free_port
from own_process import LONGEST_STOP, own_process, stop

from bot.chats.destination import Destination
from bot.database.postgresql import PostgreSQLDatabase
from bot.database.protocols import Transaction
from bot.digests import outbox
from bot.rendering.message import Message

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("folder")]


async def begun(process: asyncio.subprocess.Process) -> None:
    assert process.stdout
    assert b"This worker sends" in await process.stdout.readline()


def put_into_outbox(url: str, *chats: int) -> None:
    def put(transaction: Transaction) -> None:
        number = outbox.store_text(transaction, outbox.RenderedText((Message("<b>Ferry</b> runs again."),), {}))
        for chat in chats:
            outbox.put(transaction, Destination(chat), number, int(datetime.now(UTC).timestamp()))

    with closing(PostgreSQLDatabase(url)) as database:
        database.write(put)


def rows(url: str, statement: str) -> list[object]:
    with closing(PostgreSQLDatabase(url)) as database:
        return [row[0] for row in database.read(lambda t: t.rows(statement))]


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not happened():  # noqa: ASYNC110 - in another process
            await asyncio.sleep(0.02)


async def test_workers_send_what_is_due_and_need_no_data_folder(server: BotApi, tmp_path: Path) -> None:
    url, port = new_postgresql_url(), free_port()
    people = [server.user(f"Reader {number}") for number in range(20)]
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url, "DATABASE_URL": url}
    async with (
        own_process("worker", **settings, METRICS_PORT=str(port)) as one,
        own_process("worker", **settings) as other,
    ):
        await asyncio.gather(begun(one), begun(other))
        put_into_outbox(url, *(person.id for person in people))
        await until(lambda: not rows(url, "SELECT 1 FROM outbox"))
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://127.0.0.1:{port}/healthz")).json()["up"]
        for process in (one, other):
            process.send_signal(signal.SIGTERM)
        for process in (one, other):
            _, log = await asyncio.wait_for(process.communicate(), LONGEST_STOP)
            assert process.returncode == 0, log.decode()
            assert not log
    assert rows(url, "SELECT count FROM sent_counts WHERE outcome = 'sent'") == [20]
    assert not rows(url, "SELECT name FROM workers")
    assert not list(tmp_path.iterdir())  # noqa: ASYNC240 - an empty folder


async def test_worker_that_is_told_to_stop_while_telegram_is_silent_ends_in_time(server: BotApi) -> None:
    url = new_postgresql_url()
    person = server.user("Rita")
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url, "DATABASE_URL": url}
    async with own_process("worker", **settings) as process:
        await begun(process)
        server.fails("sendMessage", silent())
        put_into_outbox(url, person.id)
        await until(lambda: server.called("sendMessage"))
        await stop(process, signal.SIGTERM)
    assert rows(url, "SELECT count(*) FROM outbox WHERE worker IS NULL") == [1]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"TELEGRAM_BOT_TOKEN": f"123456:{'a' * 35}"}, "there is no DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/none"}, "No bot token is set"),
        ({"TELEGRAM_BOT_TOKEN": f"123456:{'a' * 35}", "DATABASE_URL": "sqlite:///x"}, "not the address"),
        ({"TELEGRAM_BOT_TOKEN": f"123456:{'a' * 35}", "DATABASE_URL": "postgresql://127.0.0.1:1/none"}, "refuses"),
    ],
)
async def test_worker_that_cannot_begin_says_why(settings: dict[str, str], sentence: str) -> None:
    async with own_process("worker", **settings) as process:
        _, log = await process.communicate()
    assert process.returncode in (1, 2)
    assert sentence in log.decode()
    assert "Traceback" not in log.decode()
