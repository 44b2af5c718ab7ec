"""The methods with which a bot says something new: sendMessage, sendDocument, sendPhoto, sendChatAction."""

import copy
from collections.abc import Callable
from typing import Any

from .calls import Call
from .content import (
    DOCUMENT_LIMIT,
    PHOTO_LIMIT,
    caption_of,
    document_object,
    file_of,
    markup_of,
    photo_object,
    text_of,
)
from .messages import Document, Record
from .permission import place, topic_fields
from .refused import Refused
from .world import Chat, World

MESSAGES = ("sendMessage", "sendDocument", "sendPhoto")
ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}


def send_message(world: World, call: Call) -> dict[str, Any]:
    """A new text message."""
    chat, topic = place(world, call, "text messages")
    content = text_of(call)
    if options := call.structure("link_preview_options", dict):
        content["link_preview_options"] = options
    return _say(world, chat, topic, call, content, call.text("text"))


def send_document(world: World, call: Call) -> dict[str, Any]:
    """A new message with a file: an upload, or the id of a file that is already there."""
    chat, topic = place(world, call, "documents")
    caption = caption_of(call)
    file_id, upload = file_of(world, call, "document", DOCUMENT_LIMIT, "file")
    content = {"document": document_object(world, file_id, upload.name), **caption}
    document = Document(upload.name, upload.content)
    return _say(world, chat, topic, call, content, call.text("caption"), document=document)


def send_photo(world: World, call: Call) -> dict[str, Any]:
    """A new message with a picture: an upload, or the id of a file that is already there."""
    chat, topic = place(world, call, "photos")
    caption = caption_of(call)
    file_id, upload = file_of(world, call, "photo", PHOTO_LIMIT, "photo")
    content = {"photo": photo_object(world, file_id), **caption}
    photo = Document(upload.name, upload.content)
    return _say(world, chat, topic, call, content, call.text("caption"), photo=photo)


def send_chat_action(world: World, call: Call) -> bool:
    """Such as `typing`."""
    chat, _ = place(world, call, "text messages")
    if call.text("action") not in ACTIONS:
        raise call.wrong("action", "is no chat action")
    chat.actions.append(call.text("action"))
    return True


def _answered(chat: Chat, call: Call) -> dict[str, Any]:
    reply = call.structure("reply_parameters", dict)
    if not reply:
        return {}
    record = chat.records.get(reply.get("message_id", 0))
    if record is not None:
        inner = {name: value for name, value in record.raw.items() if name != "reply_to_message"}
        return {"reply_to_message": copy.deepcopy(inner)}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise Refused("Bad Request: message to be replied not found")


def _say(
    world: World,
    chat: Chat,
    topic: int | None,
    call: Call,
    content: dict[str, Any],
    html: str,
    *,
    document: Document | None = None,
    photo: Document | None = None,
) -> dict[str, Any]:
    added = _answered(chat, call) | markup_of(call) | topic_fields(chat, topic)
    by_bot = {"from": {name: world.bot[name] for name in ("id", "is_bot", "first_name", "username")}}
    raw = {
        "message_id": next(chat.ids),
        **({"sender_chat": chat.raw} if chat.raw["type"] == "channel" else by_bot),
        "chat": chat.raw,
        "date": world.now,
        **{name: value for name, value in content.items() if value},
        **added,
    }
    silent = call.flag("disable_notification")
    record = Record(raw, html, from_bot=True, document=document, photo=photo, is_silent=silent)
    chat.records[raw["message_id"]] = record
    chat.said.append(record.seen())
    return raw


METHODS: dict[str, Callable[[World, Call], Any]] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
}
