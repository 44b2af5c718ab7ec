"""Requests to Telegram beside each other: each by a connection of its own, used again by those that come later."""

import asyncio
import sys

import pytest
from botapi import BotApi
from telegram import Bot

from bot.traffic.parallel_request import ParallelRequest


@pytest.fixture
def bot(server: BotApi) -> Bot:
    return Bot(server.token, base_url=f"{server.url}/bot", request=ParallelRequest())


async def test_more_requests_than_there_are_pools_are_all_answered(server: BotApi, bot: Bot) -> None:
    async with bot:
        server.calls.clear()
        await asyncio.gather(*(bot.get_me() for _ in range(150)))
        await bot.get_me()
    assert len(server.called("getMe")) == 151


async def test_it_can_be_used_again_after_its_end(bot: Bot) -> None:
    for _ in range(2):
        async with bot:
            await asyncio.gather(*(bot.get_me() for _ in range(3)))


async def test_a_request_looks_for_no_module_that_is_not_there(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []

    class Finder:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            looked_for.append(name)

    async with bot:
        await bot.get_me()
        monkeypatch.setattr("sys.meta_path", [Finder, *sys.meta_path])
        await bot.get_me()
    assert looked_for == []


async def test_requests_that_were_broken_off_take_no_connection_from_others(server: BotApi, bot: Bot) -> None:
    async with bot:
        for _ in range(20):
            broken_off = asyncio.create_task(bot.get_me())
            await asyncio.sleep(0.001)
            broken_off.cancel()
            await asyncio.gather(broken_off, return_exceptions=True)
        server.calls.clear()
        await asyncio.gather(*(bot.get_me() for _ in range(20)))
    assert len(server.called("getMe")) == 20
