"""Puts what people do into chats and the update queue: messages, files, forwards, edits, presses, blocks."""

import copy
from dataclasses import dataclass
from typing import Any

from .content import CAPTION_LIMIT, TEXT_LIMIT, document_object
from .detected import with_detected
from .entities import Formatted, parse_html, slice_units, trimmed, units
from .messages import Document, Message, Record
from .refused import Refused
from .world import Chat, Query, World


@dataclass(frozen=True)
class Parcel:
    """A file a person sends; `size` is what Telegram says of it, if not its true size."""

    name: str
    content: bytes
    size: int | None = None


def written(text: str, *, html: bool, limit: int) -> Formatted:
    """A person's text with the entities Telegram finds; `html` if the text is Telegram HTML.

    Raises:
        AssertionError: no app can send this.
    """
    try:
        formatted = with_detected(parse_html(text) if html else trimmed(Formatted(text)))
    except Refused as refused:
        raise AssertionError(f"The test's own text is no Telegram HTML: {refused.description}") from None
    if units(formatted.text) > limit:
        raise AssertionError(
            f"Nobody can send {units(formatted.text)} UTF-16 units at once, the limit is {limit}: see pastes()"
        )
    return formatted


def post(
    world: World,
    chat: Chat,
    user_id: int,
    text: str,
    *,
    html: bool = False,
    parcel: Parcel | None = None,
    photo: bool = False,
    extra: dict[str, Any] | None = None,
) -> Message:
    """A new message of a person, queued for the bot if the bot is told of it."""
    with_media = parcel is not None or photo or "location" in (extra or {})
    formatted = written(text, html=html, limit=CAPTION_LIMIT if with_media else TEXT_LIMIT)
    if not formatted.text and not with_media:
        raise AssertionError("Nobody can send an empty message")
    names = ("caption", "caption_entities") if with_media else ("text", "entities")
    raw: dict[str, Any] = {
        "message_id": next(chat.ids),
        "from": world.users[user_id],
        "chat": chat.raw,
        "date": world.now,
        **(extra or {}),
        **_media(world, parcel, photo=photo),
        **{n: v for n, v in zip(names, (formatted.text, formatted.entities), strict=True) if v},
    }
    document = Document(parcel.name, parcel.content) if parcel else None
    record = Record(raw, formatted.text, from_bot=False, document=document)
    chat.records[raw["message_id"]] = record
    chat.known = True
    if chat.closed:
        raise AssertionError(f"Nobody writes to the bot here: {chat.closed}")
    if is_for_bot(world, chat, raw):
        record.update_id = world.updates.add("message", copy.deepcopy(raw))
    return record.seen()


def change(world: World, chat: Chat, message: Message, text: str) -> Message:
    """A person edits their message."""
    record = chat.records[message.id]
    caption = "text" not in record.raw
    formatted = written(text, html=False, limit=CAPTION_LIMIT if caption else TEXT_LIMIT)
    names = ("caption", "caption_entities") if caption else ("text", "entities")
    kept = {name: value for name, value in record.raw.items() if name not in names}
    values = zip(names, (formatted.text, formatted.entities), strict=True)
    record.raw = kept | {"edit_date": world.now} | {name: value for name, value in values if value}
    record.html = formatted.text
    if is_for_bot(world, chat, record.raw):
        record.update_id = world.updates.add("edited_message", copy.deepcopy(record.raw))
    return record.seen()


def is_for_bot(world: World, chat: Chat, raw: dict[str, Any]) -> bool:
    """False for what privacy mode hides in groups: all but commands for this bot and replies to it."""
    if chat.raw["type"] == "private" or world.bot["can_read_all_group_messages"]:
        return True
    if raw.get("reply_to_message", {}).get("from", {}).get("id") == world.bot["id"]:
        return True
    text = raw.get("text", raw.get("caption", ""))
    entities = raw.get("entities", raw.get("caption_entities", []))
    commands = [slice_units(text, e["offset"], e["length"]) for e in entities if e["type"] == "bot_command"]
    named = [command.partition("@")[2].lower() for command in commands]
    return any(name in ("", world.bot["username"].lower()) for name in named)


def press(world: World, user_id: int, message: Message, data: str, *, expired: bool, forgotten: bool) -> Query:
    """A person presses a button; `forgotten`: the bot is told the message's id only, as for very old ones."""
    chat = world.chats[message.chat_id]
    query = Query(str(4_000_000_000 + next(world.numbers)), user_id, data, expired=expired)
    world.queries[query.id] = query
    record = chat.records.get(message.id)
    gone = {"chat": chat.raw, "message_id": message.id, "date": 0}
    content = {
        "id": query.id,
        "from": world.users[user_id],
        "chat_instance": str(-chat.id * 7919),
        "message": gone if forgotten or record is None else copy.deepcopy(record.raw),
        "data": data,
    }
    world.updates.add("callback_query", content)
    return query


def service(world: World, chat: Chat, user_id: int, content: dict[str, Any]) -> None:
    """A message that Telegram itself writes, such as that a group was upgraded."""
    raw = {
        "message_id": next(chat.ids),
        "from": world.users[user_id],
        "chat": chat.raw,
        "date": world.now,
        **content,
    }
    world.updates.add("message", raw)


def _media(world: World, parcel: Parcel | None, *, photo: bool) -> dict[str, Any]:
    if parcel is not None:
        file_id = world.store_file(parcel.name, parcel.content, parcel.size)
        return {"document": document_object(world, file_id, parcel.name)}
    if photo:
        file_id = world.store_file("photo.jpg", b"\xff\xd8\xff\xd9", kind="photos")
        size = {"file_id": file_id, "file_unique_id": f"u{file_id[-8:]}", "width": 640, "height": 480}
        return {"photo": [size | {"file_size": 4}]}
    return {}
