"""The methods with which a bot changes what it said: editMessage…, deleteMessage."""

from collections.abc import Callable
from typing import Any

from .calls import Call
from .content import caption_of, markup_of, text_of
from .messages import Record
from .refused import Refused
from .world import World

TWO_DAYS = 48 * 3600


def edit_message_text(world: World, call: Call) -> dict[str, Any]:
    """Another text; buttons not given again disappear."""
    record = _own_message(world, call)
    if "text" not in record.raw:
        raise Refused("Bad Request: there is no text in the message to edit", violation=True)
    return _change(world, call, record, text_of(call), "text")


def edit_message_caption(world: World, call: Call) -> dict[str, Any]:
    """Another caption under a file or picture."""
    record = _own_message(world, call)
    if "text" in record.raw:
        raise Refused("Bad Request: there is no caption in the message to edit", violation=True)
    return _change(world, call, record, caption_of(call), "caption")


def edit_message_reply_markup(world: World, call: Call) -> dict[str, Any]:
    """Other buttons, or none."""
    return _change(world, call, _own_message(world, call), {}, "")


def delete_message(world: World, call: Call) -> bool:
    """Removes the bot's own message, or anyone's in a private chat, within two days."""
    chat = world.open_chat(call)
    record = chat.records.get(call.integer("message_id"))
    if record is None:
        raise Refused("Bad Request: message to delete not found")
    if not record.from_bot and chat.raw["type"] != "private":
        raise Refused("Bad Request: message can't be deleted", violation=True)
    if world.now - record.raw["date"] > TWO_DAYS:
        raise Refused("Bad Request: message can't be deleted for everyone")
    del chat.records[record.raw["message_id"]]
    chat.deleted.append(record.raw["message_id"])
    return True


def _own_message(world: World, call: Call) -> Record:
    call.needs("chat_id", "message_id")
    chat = world.open_chat(call)
    record = chat.records.get(call.integer("message_id"))
    if record is None:
        raise Refused("Bad Request: message to edit not found")
    if not record.from_bot:
        raise Refused("Bad Request: message can't be edited", violation=True)
    return record


def _change(world: World, call: Call, record: Record, content: dict[str, Any], source: str) -> dict[str, Any]:
    kept = {n: v for n, v in record.raw.items() if n not in (*content, "reply_markup", "edit_date")}
    changed = kept | {name: value for name, value in content.items() if value}
    changed |= markup_of(call, inline_only=True)
    if changed == {name: value for name, value in record.raw.items() if name != "edit_date"}:
        raise Refused(
            "Bad Request: message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message"
        )
    record.raw = changed | {"edit_date": world.now}
    record.html = call.text(source) if source else record.html
    world.chats[record.raw["chat"]["id"]].edited.append(record.seen())
    return record.raw


METHODS: dict[str, Callable[[World, Call], Any]] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
}
