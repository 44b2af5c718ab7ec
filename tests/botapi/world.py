"""What the stand-in knows: the bot, the chats, their messages, files and pressed buttons. Knows nothing of HTTP."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .calls import Call
from .changes import Changes
from .messages import Message, Record
from .refused import Refused
from .updates import Updates


@dataclass
class Topic:
    """A topic of a forum, or of a private chat; a closed one takes messages from those who manage topics only."""

    name: str
    closed: bool = False
    deleted: bool = False


@dataclass
class Chat:
    """One conversation.

    Attributes:
        raw: the Bot API object.
        known: False for a person who never wrote to the bot; it cannot write to them.
        closed: why the bot can no longer write here, as the 403 answer words it; empty if it can.
        members: in a group or channel, the status by user id.
        rights: what an administrator may do there, by user id.
        muted: whether members who are no administrators may write nothing.
        topics: by the id of their threads.
        said, edited: what the bot wrote and changed here, in order.
        deleted: ids of messages the bot removed.
        actions: the chat actions, such as `typing`.
    """

    raw: dict[str, Any]
    ids: Iterator[int]
    known: bool = True
    closed: str = ""
    migrated_to: int | None = None
    members: dict[int, str] = field(default_factory=dict)
    rights: dict[int, frozenset[str]] = field(default_factory=dict)
    muted: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    records: dict[int, Record] = field(default_factory=dict)
    said: list[Message] = field(default_factory=list)
    edited: list[Message] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        """Positive for a private chat, negative for a group."""
        return int(self.raw["id"])


@dataclass
class Query:
    """One press of a button: who pressed, what it sent, and what the bot answered.

    Attributes:
        answer: the text shown to the person, empty for a silent answer; None while there was none.
        is_alert: True if the answer is a window to close rather than a passing line.
        expired: the bot's answer comes too late.
    """

    id: str
    user_id: int
    data: str
    answer: str | None = None
    is_alert: bool = False
    expired: bool = False


@dataclass
class StoredFile:
    """A file to download; `size` is what Telegram says of it, whatever is stored."""

    path: str
    content: bytes
    size: int


class World:
    """All state of one stand-in."""

    def __init__(self, bot: dict[str, Any], clock: Callable[[], float], changes: Changes) -> None:
        self.bot = bot
        self.clock = clock
        self.changes = changes
        self.updates = Updates(changes)
        self.users: dict[int, dict[str, Any]] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.shared_ids = itertools.count(1)
        self.numbers = itertools.count(1)

    @property
    def now(self) -> int:
        """Unix time in whole seconds."""
        return int(self.clock())

    def find_chat(self, chat_id: str | int) -> Chat:
        """The chat of that id or @name.

        Raises:
            Refused: 400 `chat not found`.
        """
        for chat in self.chats.values():
            if str(chat_id) in (str(chat.id), f"@{chat.raw.get('username')}") and chat.known:
                return chat
        raise Refused("Bad Request: chat not found")

    def open_chat(self, call: Call) -> Chat:
        """The chat a call writes to.

        Raises:
            Refused: 400 for an unknown or migrated chat, 403 where the bot is no longer let in.
        """
        call.needs("chat_id")
        chat = self.find_chat(call.parameters["chat_id"])
        if chat.migrated_to is not None:
            raise Refused(
                "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
            )
        if chat.closed:
            raise Refused(f"Forbidden: {chat.closed}", 403)
        return chat

    def store_file(self, name: str, content: bytes, size: int | None = None, kind: str = "documents") -> str:
        """Keeps a file and returns its file id."""
        number = next(self.numbers)
        file_id = f"BQACAgIAAxkBAAM{number:04d}"
        ending = f".{name.rpartition('.')[2]}" if "." in name else ""
        path = f"{kind}/file_{number}{ending}"
        self.files[file_id] = StoredFile(path, content, len(content) if size is None else size)
        return file_id
