"""Telegram messages (and, in the terminal, local paths) → the items an editor pushes."""

import asyncio
import mimetypes
import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from telegram import Bot, Document, Message, MessageOriginChannel, MessageOriginChat
from telegram.error import BadRequest

from briefings.errors import IntakeError, SourcelineError
from briefings.intake.formats.accepted import ENDINGS, MAX_BYTES, MAX_LINKS
from briefings.intake.formats.paths import read_path
from briefings.intake.link_words import is_link, mistaken_link
from briefings.language.sentence_ends import ends_as_sentence, ends_in_colon
from briefings.model.items import File, Item, Link, Text
from briefings.model.printable import printable

_COMMAND = re.compile(r"/push(@\w+)?[^\S\n]*(?P<breaking>!(?=\s|$)[^\S\n]*)?", re.IGNORECASE)
_OUTLET = re.compile(  # behind `/push`, on its line; up to a link there
    r"outlet ?: *(?P<outlet>[^\n]{0,100}?)(?:\n+|$|(?=https?://))", re.IGNORECASE
)
_PATH = re.compile(r"(?:/|~/|\./|\.\./)\S")  # how a path begins that is no prose
_MAX_FILE_NAME_LENGTH = 100  # characters of an upload's name without its ending
_MAX_ENDING_LENGTH = 20
_MAX_NAME_LENGTH = 40  # characters of the first line that name a text in reports

ParsedPush = tuple[list[Item], list[SourcelineError]]


class SubmissionParser:
    """Parses the messages of one push; `local_paths`: `/push` may name files of this machine (in the terminal only)."""

    def __init__(self, local_paths: bool = False) -> None:
        self._local_paths = local_paths

    async def read(self, parts: Sequence[Message], bot: Bot) -> ParsedPush:
        """The items in the messages of one push, and what could not be fetched. Both empty: nothing to push."""
        first = parts[0]
        if any(part.document for part in parts):
            captions = (_split_command(part.caption or "") for part in parts)
            outlet = next((outlet for outlet, _ in captions if outlet), None)
            items, failures = await _download_documents([part.document for part in parts if part.document], bot)
            return _of_outlet(items, outlet), failures
        outlet, text = _split_command(_join_texts([part.text or part.caption or "" for part in parts]))
        replied_to = first.reply_to_message
        if not text and replied_to is not None:
            items, failures = await self.read([replied_to], bot)
            return _of_outlet(items, outlet), failures
        if not text:
            is_plain_message = not _COMMAND.match(first.text or first.caption or "")
            return [], [IntakeError("nothing-to-read")] if is_plain_message else []
        if self._local_paths and (tokens := _path_tokens(text)):
            items, failures = await asyncio.to_thread(_read_paths, tokens)
            return _of_outlet(items, outlet), failures
        items, failures = _parse_text(text, first)
        return _of_outlet(items, outlet), failures


def says_breaking(parts: Sequence[Message]) -> bool:
    """Whether these are a push of breaking news: `/push !`."""
    commands = (_COMMAND.match(part.text or part.caption or "") for part in parts)
    return any(command and command["breaking"] for command in commands)


def is_like_article(text: str) -> bool:
    """Whether a text without a command is rather an article to store than a question: several paragraphs, or links."""
    return is_links(text) or sum(map(bool, map(str.strip, text.splitlines()))) > 1


def is_links(text: str) -> bool:
    """Whether a text has links in it, and nothing else."""
    words = text.split()
    return bool(words) and all(map(is_link, words))


def _split_command(text: str) -> tuple[str | None, str]:
    """The outlet that is named behind `/push`, as in `/push outlet: BBC`, and the text after it."""
    command = _COMMAND.match(text)
    if not command:
        return None, text
    rest = text[command.end() :]
    named = _OUTLET.match(rest)
    return (named["outlet"].strip() or None, rest[named.end() :]) if named else (None, rest.lstrip())


def _of_outlet(items: Sequence[Item], outlet: str | None) -> list[Item]:
    """The items with the outlet of their articles, where an editor names it; a link's page names its own."""
    return [item if isinstance(item, Link) or not outlet else replace(item, outlet=outlet) for item in items]


async def _download_documents(documents: Sequence[Document], bot: Bot) -> ParsedPush:
    items: list[Item] = []
    failures: list[SourcelineError] = []
    for document in documents:
        name = _file_name(document)
        try:
            items.append(File(name=name, content=await _download(document, name, bot)))
        except IntakeError as error:
            failures.append(error)
    return items, failures


def _file_name(document: Document) -> str:
    """The name of an upload as reports show it and originals keep it: without folders, printable, and not too long."""
    name = PurePath(printable(re.split(r"[/\\]", document.file_name or "")[-1]))
    stem, ending = name.stem, name.suffix
    if len(ending) > _MAX_ENDING_LENGTH:
        stem, ending = name.name, ""
    if not stem.strip("."):
        return f"file{mimetypes.guess_extension(document.mime_type or '') or ''}"
    return (stem if len(stem) <= _MAX_FILE_NAME_LENGTH else f"{stem[: _MAX_FILE_NAME_LENGTH - 1]}…") + ending


async def _download(document: Document, name: str, bot: Bot) -> bytes:
    too_large = IntakeError("too-large", item=name, limit=MAX_BYTES // 1_000_000)
    if (document.file_size or 0) > MAX_BYTES:
        raise too_large
    try:
        file = await bot.get_file(document)
        return bytes(await file.download_as_bytearray())
    except BadRequest as error:
        raise too_large from error


def _join_texts(texts: Sequence[str]) -> str:
    joined = texts[0]
    for text in texts[1:]:
        joined += ("\n" if ends_as_sentence(joined) or ends_in_colon(joined) else " ") + text
    return joined


def _parse_text(text: str, message: Message) -> ParsedPush:
    name = text.lstrip().splitlines()[0][:_MAX_NAME_LENGTH]
    words = text.split()
    if all(is_link(word) or mistaken_link(word) for word in words):
        if len(words) > MAX_LINKS:
            return [], [IntakeError("too-many-links", item=name, limit=MAX_LINKS)]
        links: list[Item] = [Link(url=word) for word in words if is_link(word)]
        return links, list(filter(None, map(mistaken_link, words)))
    return [_text(text, name, message)], []


def _text(text: str, name: str, message: Message) -> Text:
    """A text with what is known of it from the message that it was forwarded from."""
    origin = message.forward_origin
    match origin:
        case MessageOriginChannel():
            link = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else None
            return Text(text=text, name=name, outlet=origin.chat.title, link=link, published=origin.date)
        case MessageOriginChat():
            return Text(text=text, name=name, outlet=origin.sender_chat.title, published=origin.date)
        case _:
            return Text(text=text, name=name)


def _path_tokens(text: str) -> list[str]:
    """The words of a one-line text if they are paths: one of them exists, or there is only one.

    A path with blanks or apostrophes that is not quoted is one, if it exists or could be nothing else.
    """
    line = text.strip()
    if "\n" in line:
        return []
    try:
        tokens = shlex.split(line)
    except ValueError:  # an apostrophe: of prose, or of a name that is not quoted
        tokens = []
    if len(tokens) != 1 and _path_exists(line):
        return [line]
    if len(tokens) == 1 or any(_path_exists(token) for token in tokens):
        return tokens
    return [line] if _PATH.match(line) and line.lower().endswith(ENDINGS) else []


def _path_exists(token: str) -> bool:
    try:
        return Path(token).expanduser().exists()
    except (OSError, ValueError):  # too long for a name: prose
        return False


def _read_paths(tokens: Sequence[str]) -> ParsedPush:
    items: list[Item] = []
    failures: list[SourcelineError] = []
    for token in tokens:
        if is_link(token):
            items.append(Link(url=token))
            continue
        if (error := mistaken_link(token)) and not _path_exists(token):
            failures.append(error)
            continue
        files, failed = read_path(Path(token).expanduser())
        items += files
        failures += failed
    return items, failures
