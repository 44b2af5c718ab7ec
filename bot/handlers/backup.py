"""`/backup`: sends an editor a copy of everything, in a private chat only, for it holds the readers' chat ids."""

import asyncio
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Update
from telegram.constants import ChatType, FileSizeLimit
from telegram.ext import CommandHandler, filters

from bot.chats.editor_registry import EditorRegistry
from bot.database.protocols import Database
from bot.database.transfer import copy_to_file
from bot.handlers.editor_check import check_command
from bot.handlers.replies import run_aside
from bot.handlers.typing_indicator import show_typing
from bot.ptb_types import Context, Handler
from bot.rendering.messages import Messages
from briefings.errors import ArchiveError, UsageError
from briefings.maintenance.backup import back_up
from briefings.model.clock import Clock
from briefings.storage.data_folder import BACKUP_PREFIX, CHATS

_UPLOAD_TIMEOUT_SECONDS = 300


class BackupHandlers:
    """The command for a backup."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        messages: Messages,
        editors: EditorRegistry,
        clock: Clock,
        max_bytes: int = FileSizeLimit.FILESIZE_UPLOAD,
    ) -> None:
        """`folder`: the data folder; `max_bytes`: the largest file that Telegram takes from a bot."""
        self._folder = folder
        self._database = database
        self._messages = messages
        self._editors = editors
        self._clock = clock
        self._max_bytes = max_bytes

    def handlers(self) -> list[Handler]:
        """The handler of the command."""
        return [CommandHandler("backup", self.backup, filters.UpdateType.MESSAGE)]

    async def backup(self, update: Update, context: Context) -> None:
        """`/backup`."""
        message = update.effective_message
        assert message
        check_command(self._editors, message)
        if message.chat.type != ChatType.PRIVATE:
            raise UsageError("backup-not-private")
        await run_aside(self._send(update), update, context)

    async def _send(self, update: Update) -> None:
        message, now = update.effective_message, self._clock()
        assert message
        async with show_typing(message):
            content, files = await asyncio.to_thread(self._make_backup, now)
            await message.reply_document(
                content,
                filename=_file_name(now),
                caption=self._messages.translate("backup-sent", count=files),
                write_timeout=_UPLOAD_TIMEOUT_SECONDS,
            )

    def _make_backup(self, now: datetime) -> tuple[bytes, int]:
        """The backup as a tar file, and the number of files in it."""
        with TemporaryDirectory(prefix=BACKUP_PREFIX, dir=self._folder) as temporary_folder:
            file = Path(temporary_folder) / _file_name(now)
            files = back_up(self._folder, file, {CHATS: partial(copy_to_file, self._database)})
            size = file.stat().st_size
            if size > self._max_bytes:
                raise ArchiveError("backup-too-large", size=size // 1_000_000, limit=self._max_bytes // 1_000_000)
            return file.read_bytes(), files


def _file_name(now: datetime) -> str:
    return f"sourceline-{now:%Y-%m-%d}.tar.gz"
