"""What tests drive: readers and editors who type, send files, forward, press buttons and read what the bot says."""

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .conversation import PATIENCE, Conversation
from .members import bot_becomes, member_object, tell_standing
from .messages import Message
from .posting import Parcel, change, post, press, service
from .profile import scope_key
from .world import Chat, Query, Topic

if TYPE_CHECKING:
    from .server import BotApi


@dataclass(frozen=True)
class Channel:
    """A channel that the bot never sees, where forwarded posts come from."""

    title: str
    id: int
    username: str = ""

    @property
    def raw(self) -> dict[str, Any]:
        """The Bot API's Chat."""
        chat = {"id": self.id, "type": "channel", "title": self.title}
        return chat | ({"username": self.username} if self.username else {})


@dataclass
class Press:
    """One press of a button."""

    server: "BotApi"
    query: Query

    @property
    def is_answered(self) -> bool:
        """False while the button still shows a clock."""
        return self.query.answer is not None

    @property
    def is_alert(self) -> bool:
        """True if the answer is a window to close."""
        return self.query.is_alert

    async def answer(self, within: float = PATIENCE) -> str:
        """The text that appears, empty for a silent answer; waits for it."""
        await self.server.waits_for(lambda: self.is_answered, f"an answer to the press {self.query.data!r}", within)
        return self.query.answer or ""


@dataclass(eq=False)
class Person(Conversation):
    """Someone with Telegram; what they say goes to their private chat with the bot, or `into` a group."""

    queries: list[Query] = field(default_factory=list)

    async def sends(self, text: str, *, into: "Group | None" = None, html: bool = False) -> Message:
        """Types a message; `html` if the text is Telegram HTML, for links behind words and the like."""
        return self._post(text, into, html=html)

    async def pastes(self, text: str, *, into: "Group | None" = None) -> list[Message]:
        """Sends a text of any length, in pieces of up to 4096 units, as Telegram's apps split it."""
        return [self._post(piece, into) for piece in pieces(text)]

    async def sends_file(
        self,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        media_group: str | None = None,
        size: int | None = None,
        into: "Group | None" = None,
    ) -> Message:
        """Sends a document; files with the same `media_group` arrive as one album. `size` pretends another size."""
        extra = {"media_group_id": media_group} if media_group else {}
        return self._post(caption, into, parcel=Parcel(name, content, size), extra=extra)

    async def sends_photo(self, caption: str = "", *, into: "Group | None" = None, html: bool = False) -> Message:
        """Sends a picture; `html`: its caption is Telegram HTML."""
        return self._post(caption, into, html=html, photo=True)

    async def sends_location(self, latitude: float, longitude: float) -> Message:
        """Shares where they are."""
        return self._post("", None, extra={"location": {"latitude": latitude, "longitude": longitude}})

    async def forwards(
        self,
        text: str,
        *,
        origin: "Channel | BotChannel | Person | str",
        html: bool = False,
        photo: bool = False,
        file: tuple[str, bytes] | None = None,
        into: "Group | None" = None,
    ) -> Message:
        """Forwards a message of a channel, of a person, or of one who hides their account (then `origin` is a name).

        With `photo` or `file`, `text` is the caption.
        """
        extra = {"forward_origin": self._origin(origin)}
        parcel = Parcel(*file) if file else None
        return self._post(text, into, html=html, photo=photo, parcel=parcel, extra=extra)

    async def replies(self, to: Message, text: str) -> Message:
        """Answers a message, in the chat where that stands."""
        chat = self.server.world.chats[to.chat_id]
        answered = {name: value for name, value in to.raw.items() if name != "reply_to_message"}
        extra = {"reply_to_message": answered}
        return post(self.server.world, chat, self.user_id, text, extra=extra)

    async def edits(self, message: Message, text: str) -> Message:
        """Changes an own message."""
        if message.raw["from"]["id"] != self.user_id:
            raise AssertionError(f"{self.name} can't edit a message of someone else")
        return change(self.server.world, self.server.world.chats[message.chat_id], message, text)

    async def presses(self, message: Message, label: str, *, expired: bool = False, forgotten: bool = False) -> Press:
        """Presses the button with that label, as the message stood when it was heard.

        `expired`: the bot's answer will be too late. `forgotten`: a message so old that the bot gets its id only.
        """
        found = [button.data for row in message.buttons for button in row if button.text == label]
        if not found:
            raise AssertionError(f"There is no button {label!r}, only {message.labels}")
        return self._press(message, found[0], expired=expired, forgotten=forgotten)

    async def forges(self, message: Message, data: str) -> Press:
        """Sends callback data that no button offers, as a tampered app can."""
        return self._press(message, data)

    async def blocks(self) -> None:
        """Stops the bot: sending to this person is answered 403 from now on."""
        self.chat.closed = "bot was blocked by the user"
        self._tells_bot("member", "kicked")

    async def unblocks(self) -> None:
        """Lets the bot write again."""
        self.chat.closed = ""
        self._tells_bot("kicked", "member")

    async def leaves_telegram(self) -> None:
        """Deletes the account: 403, and the bot is not told."""
        self.chat.closed = "user is deactivated"

    @property
    def user_id(self) -> int:
        """Also the id of the private chat."""
        return self.chat.id

    @property
    def alerts(self) -> list[str]:
        """What appeared after this person's presses, silent answers left out."""
        return [query.answer for query in self.queries if query.answer]

    def commands(self, language: str = "en") -> list[tuple[str, str]]:
        """(command, description) as the menu in the private chat shows them: the narrowest scope that is set."""
        scopes: list[dict[str, Any]] = [
            {"type": "chat", "chat_id": self.user_id},
            {"type": "all_private_chats"},
            {"type": "default"},
        ]
        for scope, spoken in itertools.product(scopes, (language, "")):
            if found := self.server.world.commands.get((scope_key(scope), spoken)):
                return found
        return []

    def _tells_bot(self, old: str, new: str) -> None:
        world, bot = self.server.world, self.server.world.bot["id"]
        before, after = (member_object(world, self.chat, bot, status) for status in (old, new))
        tell_standing(world, self.chat, self.user_id, before, after)

    def _post(self, text: str, into: "Group | None", **content: Any) -> Message:
        chat = into.chat if into else self.chat
        return post(self.server.world, chat, self.user_id, text, **content)

    def _press(self, message: Message, data: str, *, expired: bool = False, forgotten: bool = False) -> Press:
        chat = self.server.world.chats[message.chat_id]
        if chat.id != self.user_id and self.user_id not in chat.members:
            raise AssertionError(f"{self.name} can't see that message")
        query = press(self.server.world, self.user_id, message, data, expired=expired, forgotten=forgotten)
        self.queries.append(query)
        return Press(self.server, query)

    def _origin(self, origin: "Channel | BotChannel | Person | str") -> dict[str, Any]:
        date = self.server.world.now - 60
        if isinstance(origin, str):
            return {"type": "hidden_user", "date": date, "sender_user_name": origin}
        if isinstance(origin, Person):
            user = self.server.world.users[origin.user_id]
            return {"type": "user", "date": date, "sender_user": user}
        return {"type": "channel", "date": date, "chat": origin.raw, "message_id": 7}


@dataclass(eq=False)
class BotChannel(Conversation):
    """A channel that the bot can be let into: one that may post there is one of its administrators."""

    @property
    def raw(self) -> dict[str, Any]:
        """The Bot API's Chat."""
        return self.chat.raw

    async def promotes_bot(self, by: Person, *rights: str) -> None:
        """The bot becomes an administrator; without `can_post_messages` it may not post."""
        bot_becomes(self.server.world, self.chat, by.user_id, "administrator", rights)

    async def removes_bot(self, by: Person) -> None:
        """The bot is thrown out: 403 from now on."""
        bot_becomes(self.server.world, self.chat, by.user_id, "kicked")


@dataclass(eq=False)
class Group(Conversation):
    """A group the bot is in."""

    async def says(self, person: Person, text: str, **how: Any) -> Message:
        """A member types into the group; the same as `person.sends(text, into=group)`."""
        return await person.sends(text, into=self, **how)

    async def migrates(self) -> "Group":
        """Becomes a supergroup with another id; writing to the old one is answered with `migrate_to_chat_id`."""
        old = self.chat
        new = self.server.group(self.name, members=[], supergroup=True)
        new.chat.members, new.chat.rights, new.chat.muted = dict(old.members), dict(old.rights), old.muted
        old.migrated_to = new.chat.id
        someone = next(user for user in old.members if user != self.server.world.bot["id"])
        service(self.server.world, old, someone, {"migrate_to_chat_id": new.chat.id})
        service(self.server.world, new.chat, someone, {"migrate_from_chat_id": old.id})
        return new

    async def removes_bot(self, by: Person) -> None:
        """The bot is thrown out: 403 from now on."""
        self.chat.closed = f"bot was kicked from the {self.chat.raw['type']} chat"
        bot_becomes(self.server.world, self.chat, by.user_id, "kicked")

    async def silences_bot(self, by: Person) -> None:
        """The bot stays and may write no more: 400, not enough rights."""
        bot_becomes(self.server.world, self.chat, by.user_id, "restricted")

    async def promotes_bot(self, by: Person, *rights: str) -> None:
        """The bot becomes an administrator with these rights, such as `can_manage_topics`."""
        bot_becomes(self.server.world, self.chat, by.user_id, "administrator", rights)

    def opens_topic(self, name: str) -> int:
        """A new topic; returns the id of its thread. The first one makes a forum of the group."""
        return open_topic(self.chat, name)

    def closes_topic(self, thread_id: int) -> None:
        """Only those who manage topics write there from now on."""
        self.chat.topics[thread_id].closed = True

    def deletes_topic(self, thread_id: int) -> None:
        """Writing there is answered: message thread not found."""
        self.chat.topics[thread_id].deleted = True


def open_topic(chat: Chat, name: str) -> int:
    """A new topic of a supergroup or a private chat."""
    thread_id = next(chat.ids)
    chat.raw["is_forum"] = True
    chat.topics[thread_id] = Topic(name)
    return thread_id


def new_chat(server: "BotApi", raw: dict[str, Any], *, known: bool = True) -> Chat:
    """A conversation in the stand-in; supergroups count their own messages, all other chats together."""
    own = raw["type"] == "supergroup"
    chat = Chat(raw, itertools.count(1) if own else server.world.shared_ids, known=known)
    server.world.chats[chat.id] = chat
    return chat


def pieces(text: str, limit: int = 4096) -> list[str]:
    """The text split at line ends, else at spaces, into parts of at most `limit` UTF-16 units."""
    parts = []
    while len(text.encode("utf-16-le")) // 2 > limit:
        start = text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
        end = max(start.rfind("\n"), 0) or max(start.rfind(" "), 0) or len(start)
        parts.append(text[:end])
        text = text[end:].lstrip()
    return [*parts, text]
