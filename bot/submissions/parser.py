"""Telegram messages (and, in the terminal, local paths) → the items an editor pushes."""

import asyncio
import mimetypes
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from telegram import Bot, Document, Message, MessageOriginChannel, MessageOriginChat
from telegram.error import BadRequest

from briefings.errors import IntakeError, SourcelineError
from briefings.intake.formats.files import MAX_BYTES
from briefings.intake.formats.paths import read_path
from briefings.model.items import File, Item, Link, Text

_COMMAND = re.compile(r"/push(@\w+)?\s*", re.IGNORECASE)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:。！？؟][\"'”’»)]*$")

Incoming = tuple[list[Item], list[SourcelineError]]


class SubmissionParser:
    """Reads what belongs to one push; `local_paths` lets `/push` name files of this machine (the terminal only)."""

    def __init__(self, local_paths: bool = False) -> None:
        self._local_paths = local_paths

    async def read(self, parts: Sequence[Message], bot: Bot) -> Incoming:
        """The items in the messages of one push, and what could not be fetched. Both empty: nothing was named."""
        if any(part.document for part in parts):
            return await _documents([part.document for part in parts if part.document], bot)
        first = parts[0]
        text = _COMMAND.sub("", _joined([part.text or part.caption or "" for part in parts]), count=1)
        answered = first.reply_to_message
        if not text and answered is not None:
            return await self.read([answered], bot)
        if not text:
            named = not _COMMAND.match(first.text or first.caption or "")
            return [], [IntakeError("nothing-to-read")] if named else []
        if self._local_paths and (tokens := _path_tokens(text)):
            return await asyncio.to_thread(_from_paths, tokens)
        return [*_from_text(text, first)], []


async def _documents(documents: Sequence[Document], bot: Bot) -> Incoming:
    items: list[Item] = []
    failures: list[SourcelineError] = []
    for document in documents:
        name = document.file_name or f"file{mimetypes.guess_extension(document.mime_type or '') or ''}"
        try:
            items.append(File(name=name, content=await _download(document, name, bot)))
        except IntakeError as error:
            failures.append(error)
    return items, failures


async def _download(document: Document, name: str, bot: Bot) -> bytes:
    too_large = IntakeError("too-large", item=name, limit=MAX_BYTES // 1_000_000)
    if (document.file_size or 0) > MAX_BYTES:
        raise too_large
    try:
        file = await bot.get_file(document)
        return bytes(await file.download_as_bytearray())
    except BadRequest as error:
        raise too_large from error


def _joined(texts: Sequence[str]) -> str:
    whole = texts[0]
    for text in texts[1:]:
        whole += ("\n" if _SENTENCE_END.search(whole) else " ") + text
    return whole


def _from_text(text: str, message: Message) -> list[Item]:
    words = text.split()
    if all(_URL.fullmatch(word) for word in words):
        return [Link(url=word) for word in words]
    name = text.lstrip().splitlines()[0][:40]
    origin = message.forward_origin
    match origin:
        case MessageOriginChannel():
            link = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else None
            return [Text(text=text, name=name, outlet=origin.chat.title, link=link, published=origin.date)]
        case MessageOriginChat():
            return [Text(text=text, name=name, outlet=origin.sender_chat.title, published=origin.date)]
        case _:
            return [Text(text=text, name=name)]


def _path_tokens(text: str) -> list[str]:
    """The words of a one-line text if it names files: one of them exists, or it is a single word."""
    if "\n" in text.strip():
        return []
    try:
        tokens = shlex.split(text)
    except ValueError:  # an apostrophe: prose
        return []
    if len(tokens) == 1 or any(_exists(token) for token in tokens):
        return tokens
    return []


def _exists(token: str) -> bool:
    try:
        return Path(token).expanduser().exists()
    except (OSError, ValueError):  # too long for a name: prose
        return False


def _from_paths(tokens: Sequence[str]) -> Incoming:
    items: list[Item] = []
    failures: list[SourcelineError] = []
    for token in tokens:
        if _URL.fullmatch(token):
            items.append(Link(url=token))
            continue
        files, failed = read_path(Path(token).expanduser())
        items += files
        failures += failed
    return items, failures
