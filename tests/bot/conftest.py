"""Fixtures of the bot's tests: Telegram, the bot, and people who talk to it; loaded for the tests that use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from databases import database, open_database  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from botapi import BotApi, Person
    from running_bot import Clock, Running


@pytest.fixture
def clock() -> Clock:
    from running_bot import Clock

    return Clock()


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    """Telegram, for this test: at its end no rule of the Bot API may have been broken."""
    from botapi import BotApi

    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(server: BotApi, tmp_path: Path, clock: Clock) -> AsyncIterator[Running]:
    from running_bot import running_bot

    async with running_bot(server, tmp_path / "data", clock) as running:
        yield running


@pytest.fixture
def editor(server: BotApi) -> Person:
    from running_bot import EDITOR

    return server.user("Edda", id=EDITOR)


@pytest.fixture
def reader(server: BotApi) -> Person:
    return server.user("Rita", id=200)
