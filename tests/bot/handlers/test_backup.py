"""`/backup` sends an editor everything, and nobody else anything."""

import io
import tarfile

import pytest
from botapi import BotApi, Person
from running_bot import HARBOUR, Running

from bot.handlers.backup import BackupHandlers
from briefings.errors import ArchiveError


async def test_an_editor_gets_a_copy_of_everything(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await editor.sends("/backup")
    answer = await editor.hears()
    assert answer.document is not None
    assert answer.document.name == "sourceline-2026-11-23.tar.gz"
    with tarfile.open(fileobj=io.BytesIO(answer.document.content)) as tar:
        names = tar.getnames()
    assert {"articles/2026-11-23_0001-0025.json", "chats.sqlite"} <= set(names)
    assert not [name for name in names if name.startswith((".", "index", "lock"))]
    assert not list(bot.services.settings.data_dir.glob(".backup-*"))


async def test_a_reader_gets_none(bot: Running, reader: Person) -> None:
    await reader.sends("/backup")
    assert "Only editors" in (await reader.hears()).text


async def test_a_group_gets_none(bot: Running, server: BotApi, editor: Person) -> None:
    group = server.group("Newsroom", members=[editor])
    await editor.sends("/backup", into=group)
    assert "only you and I" in (await group.hears()).text


async def test_a_copy_too_large_for_telegram_is_refused_in_a_sentence(bot: Running) -> None:
    services = bot.services
    backups = BackupHandlers(
        services.settings.data_dir, services.database, services.messages, services.editors, services.clock, max_bytes=10
    )
    with pytest.raises(ArchiveError) as refused:
        backups._make_backup(services.clock())
    assert "sourceline backup" in services.messages.translate.error(refused.value)
