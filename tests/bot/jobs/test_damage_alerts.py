"""Editors hear of a damaged file, once, each of them."""

from collections import defaultdict
from pathlib import Path

import pytest
from running_bot import Clock
from stored_articles import damage, filled
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.jobs.damage_alerts import DamageAlerts
from bot.locales import Translator
from briefings.storage.quarantine import Quarantine
from briefings.storage.tinydb.archive import Archive

EDDA, OTTO = 100, 101


class Chats:
    """Telegram, where sending to a chat meets the errors that were ordered for it, one after the other."""

    def __init__(self) -> None:
        self.errors: defaultdict[int, list[TelegramError]] = defaultdict(list)
        self.tried: list[int] = []
        self.sent: list[tuple[int, str]] = []

    async def send_message(self, chat_id: int, text: str) -> None:
        self.tried.append(chat_id)
        if self.errors[chat_id]:
            raise self.errors[chat_id].pop(0)
        self.sent.append((chat_id, Path(text.partition(";")[0].rpartition(" ")[2]).name))


@pytest.fixture
def chats() -> Chats:
    return Chats()


@pytest.fixture
def quarantine(tmp_path: Path) -> Quarantine:
    return Quarantine(tmp_path / "quarantine")


@pytest.fixture
def alerts(chats: Chats, quarantine: Quarantine, clock: Clock) -> DamageAlerts:
    return DamageAlerts(chats, quarantine, lambda: [EDDA, OTTO], Translator("en"), clock)


def set_aside(quarantine: Quarantine, folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("damaged")
        quarantine.take(folder / name)


async def test_every_editor_hears_once_of_a_partition_that_the_archive_sets_aside(
    tmp_path: Path, chats: Chats, quarantine: Quarantine, alerts: DamageAlerts
) -> None:
    archive = Archive(tmp_path / "articles", partition_size=3)
    filled(archive, 4)
    archive.close()
    damage(tmp_path / "articles" / "2026-11-23_0001-0003.json")
    assert len(Archive(tmp_path / "articles", quarantine=quarantine)) == 1
    await alerts.tick()
    await alerts.tick()
    assert chats.sent == [(EDDA, "2026-11-23_0001-0003.json"), (OTTO, "2026-11-23_0001-0003.json")]


@pytest.mark.parametrize("error", [NetworkError("connection lost"), TimedOut()])
async def test_an_editor_who_was_not_reached_is_tried_again_and_the_others_are_not(
    error: TelegramError, tmp_path: Path, chats: Chats, quarantine: Quarantine, alerts: DamageAlerts
) -> None:
    set_aside(quarantine, tmp_path, "a.json")
    chats.errors[EDDA] = [error, error]
    for _ in range(4):
        await alerts.tick()
    assert chats.sent == [(OTTO, "a.json"), (EDDA, "a.json")]
    assert chats.tried == [EDDA, OTTO, EDDA, EDDA]


@pytest.mark.parametrize("error", [Forbidden("bot was blocked by the user"), BadRequest("Chat not found")])
async def test_an_editor_who_cannot_be_written_to_is_tried_once_a_file(
    error: TelegramError, tmp_path: Path, chats: Chats, quarantine: Quarantine, alerts: DamageAlerts
) -> None:
    chats.errors[EDDA] = [error]
    set_aside(quarantine, tmp_path, "a.json")
    await alerts.tick()
    await alerts.tick()
    assert (chats.sent, chats.tried) == ([(OTTO, "a.json")], [EDDA, OTTO])
    set_aside(quarantine, tmp_path, "b.json")
    await alerts.tick()
    assert chats.sent[1:] == [(EDDA, "b.json"), (OTTO, "b.json")]


async def test_an_editor_whom_telegram_asks_to_wait_with_is_left_alone_so_long_and_the_others_are_told(
    tmp_path: Path, chats: Chats, quarantine: Quarantine, alerts: DamageAlerts, clock: Clock
) -> None:
    set_aside(quarantine, tmp_path, "a.json", "b.json")
    chats.errors[EDDA] = [RetryAfter(7)]
    await alerts.tick()
    clock.goes_on(seconds=6)
    await alerts.tick()
    assert chats.tried == [EDDA, OTTO, OTTO]
    clock.goes_on(seconds=1)
    await alerts.tick()
    assert chats.sent == [(OTTO, "a.json"), (OTTO, "b.json"), (EDDA, "a.json"), (EDDA, "b.json")]
    assert quarantine.not_reported() == []


async def test_a_file_waits_until_there_is_an_editor(
    tmp_path: Path, chats: Chats, quarantine: Quarantine, clock: Clock
) -> None:
    editors: list[int] = []
    alerts = DamageAlerts(chats, quarantine, lambda: editors, Translator("en"), clock)
    set_aside(quarantine, tmp_path, "a.json")
    await alerts.tick()
    editors.append(EDDA)
    await alerts.tick()
    await alerts.tick()
    assert chats.sent == [(EDDA, "a.json")]
