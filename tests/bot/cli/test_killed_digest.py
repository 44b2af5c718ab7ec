"""A bot that is killed and stopped in mid-digest: each chat has the whole of it, in order, almost always once.

The bot is a process of its own, the Bot API server is in this one and outlives it.
"""

import asyncio
import json
import os
import signal
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from subprocess import DEVNULL, PIPE

import pytest
from botapi import BotApi
from running_bot import EDITOR
from stored_articles import TORTURE

from bot.chats.destination import Destination
from bot.chats.subscription import Subscription
from bot.chats.subscriptions import save
from bot.database.protocols import Transaction
from bot.database.sqlite import SQLiteDatabase
from bot.preferences.digest_preferences import DigestPreferences
from bot.settings import Settings
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.items import File
from briefings.newsroom.newsroom import open_newsroom
from briefings.storage.data_folder import DataFolder

pytestmark = pytest.mark.slow

CHATS = range(1001, 1601 if TORTURE else 1061)
KILLS = 6 if TORTURE else 2
PARTS = 2
IN_FLIGHT = 18  # messages that the bot has under way at once
PATIENCE = 60.0
STORIES = 10  # of a digest
CONSONANTS = "bdfgklmnprstvz"


def story(number: int) -> dict[str, str]:
    """One of its own: no other has its words."""
    random = Random(number)
    town, *words = ("".join(random.choice(CONSONANTS) + random.choice("aeiou") for _ in range(7)) for _ in range(41))
    sentences = [" ".join(words[begin : begin + 10]) for begin in range(0, 40, 10)]
    text = "\n\n".join(
        f"The {part} of {town.title()} was told that the {part} is over for {town}." for part in sentences
    )
    return {"title": f"{town.title()} {words[0]} {words[9]}", "text": text}


async def push_stories(folder: Path) -> None:
    """So many that a digest of them has two parts."""
    records = [story(number) for number in range(STORIES)]
    file = File(name="articles.jsonl", content="\n".join(map(json.dumps, records)).encode())
    async with WebFetcher() as web:
        with open_newsroom(folder, "news", lambda: datetime.now(UTC), web) as newsroom:
            await newsroom.ingestion.push([file])


def subscribe_all(folder: Path) -> None:
    """To a digest that was due two minutes ago."""
    now = datetime.now(UTC)
    at = (now - timedelta(minutes=2)).time().replace(second=0, microsecond=0)
    preferences, chosen = DigestPreferences(times=(at,), zone="UTC"), now - timedelta(hours=1)

    def save_all(transaction: Transaction) -> None:
        for chat in CHATS:
            to = Destination(chat)
            save(
                transaction,
                Subscription(destination=to, preferences=preferences, chosen=chosen, since_time=chosen),
                now,
            )

    database = SQLiteDatabase(DataFolder(folder).chats)
    database.write(save_all)
    database.close()


class KillableBot:
    """`sourceline run`, again and again on the same data."""

    def __init__(self, server: BotApi, folder: Path, log: Path) -> None:
        own = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url, "ADMIN_IDS": str(EDITOR)}
        self._settings = os.environ | own | {"DATA_DIR": str(folder), "BROADCAST_RATE": "200"}
        self._server = server
        self._log = log

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", stdin=DEVNULL, stdout=PIPE, stderr=log, env=self._settings
            )

    async def end(self, number: signal.Signals) -> None:
        self._process.send_signal(number)
        code = await asyncio.wait_for(self._process.wait(), 10)
        assert code == (0 if number == signal.SIGTERM else -number), self._log.read_text()

    async def end_after(self, messages: int, number: signal.Signals) -> None:
        await self._server.waits_for(lambda: arrived_in_all(self._server) >= messages, "a digest to go out", PATIENCE)
        await self.end(number)


def arrived(server: BotApi) -> dict[int, list[str]]:
    """What each chat was sent, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    for call in server.called("sendMessage"):
        if call.status == 200:
            found[call.integer("chat_id")].append(call.text("text"))
    return found


def arrived_in_all(server: BotApi) -> int:
    return sum(map(len, arrived(server).values()))


def whole_digests(server: BotApi) -> int:
    return sum(len(set(messages)) == PARTS for messages in arrived(server).values())


@pytest.mark.timeout(180)  # it starts four processes, beside however many others
@pytest.mark.parametrize("seed", range(TORTURE // 20 or 1))
async def test_killed_twice_and_stopped_once_it_leaves_each_chat_with_its_whole_digest(
    server: BotApi, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    folder, random = tmp_path / "data", Random(seed)
    for chat in CHATS:
        server.user("Rita", id=chat)
    await push_stories(folder)
    subscribe_all(folder)
    bot = KillableBot(server, folder, tmp_path / "log")
    signals = [signal.SIGKILL] * KILLS + [signal.SIGTERM]
    random.shuffle(signals)
    moments = sorted(random.sample(range(1, (PARTS * len(CHATS)) * 9 // 10), len(signals)))
    for number, moment in zip(signals, moments, strict=True):
        await bot.start()
        await bot.end_after(moment, number)
    await bot.start()
    try:
        await server.waits_for(lambda: whole_digests(server) == len(CHATS), "all digests", PATIENCE)
    finally:
        await bot.end(signal.SIGTERM)

    digests = arrived(server)
    digest = max((tuple(dict.fromkeys(messages)) for messages in digests.values()), key=len)
    assert len(digest) == PARTS
    assert {chat: tuple(dict.fromkeys(messages)) for chat, messages in digests.items()} == dict.fromkeys(CHATS, digest)
    assert arrived_in_all(server) <= PARTS * len(CHATS) + KILLS * IN_FLIGHT
