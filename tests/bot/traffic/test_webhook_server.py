"""What strangers may take of the bot by way of its webhook: a few files for a while, and no memory."""

import asyncio
import json
import os
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from botapi import BotApi
from running_bot import Clock

pytest.importorskip("tornado")

from webhooks import Connection, Hook, open_hook, question

from bot.traffic.webhook_server import Limits


def update(size: int) -> bytes:
    """One of so many bytes."""
    return json.dumps(question()).encode().ljust(size)


@contextmanager
def no_file_left() -> Iterator[None]:
    """Nothing more can be opened meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    first_free = os.open(os.devnull, os.O_RDONLY)
    os.close(first_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (first_free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def half_an_update(hook: Hook, size: int = 1000) -> Connection:
    """With the secret; the bot waits for the rest."""
    connection = await hook.connects()
    connection.begins(size, hook.secret)
    await connection.may_go_on()
    connection.writer.write(update(size)[: size // 2])
    return connection


async def test_telegram_gets_in_where_strangers_hold_every_connection(
    server: BotApi, tmp_path: Path, clock: Clock
) -> None:
    async with open_hook(server, tmp_path, clock, Limits(connections=5)) as hook:
        await hook.starts()
        strangers = [await hook.connects() for _ in range(20)]
        assert await hook.is_sent(question()) == 200
        assert [await stranger.status() for stranger in strangers[:15]] == [0] * 15
        for stranger in strangers:
            stranger.ends()


async def test_an_update_under_way_is_not_cut_off_for_strangers(server: BotApi, tmp_path: Path, clock: Clock) -> None:
    async with open_hook(server, tmp_path, clock, Limits(connections=5)) as hook:
        await hook.starts()
        telegram = await half_an_update(hook)
        strangers = [await hook.connects() for _ in range(20)]
        assert await strangers[0].status() == 0
        telegram.writer.write(update(1000)[500:])
        assert await telegram.status() == 200
        for connection in (telegram, *strangers):
            connection.ends()


async def test_one_more_is_refused_where_updates_are_under_way_on_all(
    server: BotApi, tmp_path: Path, clock: Clock
) -> None:
    async with open_hook(server, tmp_path, clock, Limits(connections=2)) as hook:
        await hook.starts()
        both = [await half_an_update(hook), await half_an_update(hook)]
        one_more = await hook.connects()
        assert await one_more.status() == 0
        for telegram in both:
            telegram.writer.write(update(1000)[500:])
            assert await telegram.status() == 200
        for connection in (*both, one_more):
            connection.ends()


async def test_a_connection_on_which_nothing_comes_is_closed(server: BotApi, tmp_path: Path, clock: Clock) -> None:
    async with open_hook(server, tmp_path, clock, Limits(idle_seconds=0.02)) as hook:
        await hook.starts()
        silent, half = await hook.connects(), await hook.connects()
        half.writer.write(b"POST /news HT")
        assert [await silent.status(), await half.status()] == [0, 0]


async def test_an_update_that_stops_half_way_is_closed(server: BotApi, tmp_path: Path, clock: Clock) -> None:
    async with open_hook(server, tmp_path, clock, Limits(body_seconds=0.02)) as hook:
        await hook.starts()
        assert await (await half_an_update(hook)).status() == 0


@pytest.mark.parametrize(("path", "status"), [("/news", 403), ("/other", 404)])
async def test_without_the_secret_no_body_is_waited_for(
    server: BotApi, tmp_path: Path, clock: Clock, path: str, status: int
) -> None:
    async with open_hook(server, tmp_path, clock) as hook:
        await hook.starts()
        stranger = await hook.connects()
        stranger.begins(1_000_000, path=path)
        assert await stranger.status() == status
        await asyncio.wait_for(stranger.reader.read(), 5)  # up to its end


async def test_bodies_together_take_so_much_and_no_more(server: BotApi, tmp_path: Path, clock: Clock) -> None:
    async with open_hook(server, tmp_path, clock, Limits(bodies_bytes=1000)) as hook:
        await hook.starts()
        first, second = await half_an_update(hook, 900), await half_an_update(hook, 900)
        for connection in (first, second):
            connection.writer.write(update(900)[450:800])
        answers = {asyncio.create_task(connection.status()): connection for connection in (first, second)}
        done, rest = await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)
        assert [task.result() for task in done] == [503]
        for task in rest:
            answers[task].writer.write(update(900)[800:])
            assert await task == 200
        assert await hook.is_sent(update(900)) == 200  # what was held is held no more
        first.ends()
        second.ends()


async def test_without_a_file_left_it_waits_with_one_line_of_the_log(
    server: BotApi, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_hook(server, tmp_path, clock) as hook:
        await hook.starts()
        with socket.socket() as waits:
            waits.setblocking(False)
            loop = asyncio.get_running_loop()
            with no_file_left():
                await loop.sock_connect(waits, ("127.0.0.1", hook.port))
                for _ in range(100):
                    await asyncio.sleep(0)
            assert [record.name for record in caplog.records if record.levelname != "INFO"] == [
                "bot.traffic.webhook_server"
            ]
            await loop.sock_sendall(waits, b"GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b" 404 " in await asyncio.wait_for(loop.sock_recv(waits, 100), 5)
