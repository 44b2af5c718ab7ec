"""Editors hear of a damaged file, once, each of them."""

from pathlib import Path

from stored_articles import damage, filled
from telegram.error import Forbidden

from bot.jobs.damage_alerts import DamageAlerts
from bot.locales import Translator
from briefings.storage.quarantine import Quarantine
from briefings.storage.tinydb.archive import Archive

EDDA, OTTO = 100, 101


class Chats:
    """Telegram, where Edda has blocked the bot."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []

    async def send_message(self, chat_id: int, text: str) -> None:
        if chat_id == EDDA:
            raise Forbidden("bot was blocked by the user")
        self.sent.append((chat_id, text))


async def test_every_editor_who_can_be_reached_is_told_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "articles", partition_size=3)
    filled(archive, 4)
    archive.close()
    damage(tmp_path / "articles" / "2026-11-23_0001-0003.json")
    quarantine, chats = Quarantine(tmp_path / "quarantine"), Chats()
    assert len(Archive(tmp_path / "articles", quarantine=quarantine)) == 1
    alarm = DamageAlerts(chats, quarantine, lambda: [EDDA, OTTO], Translator("en"))
    await alarm.tick()
    await alarm.tick()
    assert [chat_id for chat_id, _ in chats.sent] == [OTTO]
    assert str(tmp_path / "quarantine" / "2026-11-23_0001-0003.json") in chats.sent[0][1]
