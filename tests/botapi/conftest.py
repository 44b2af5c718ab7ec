"""Telegram, and a python-telegram-bot that talks to it."""

from collections.abc import AsyncIterator

import pytest
from ptb_client import bot_of
from telegram import Bot

from botapi import BotApi


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(server: BotApi) -> AsyncIterator[Bot]:
    async with bot_of(server) as bot:
        yield bot
