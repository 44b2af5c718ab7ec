"""Fixtures of the bot's tests: Telegram, the bot, and people who talk to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from botapi import BotApi, Person
from running_bot import EDITOR, Clock, Running, running_bot


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    """Telegram, for this test: at its end no rule of the Bot API may have been broken."""
    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(server: BotApi, tmp_path: Path, clock: Clock) -> AsyncIterator[Running]:
    async with running_bot(server, tmp_path / "data", clock) as running:
        yield running


@pytest.fixture
def editor(server: BotApi) -> Person:
    return server.user("Edda", id=EDITOR)


@pytest.fixture
def reader(server: BotApi) -> Person:
    return server.user("Rita", id=200)
