"""The methods with which a bot writes: sendMessage, sendDocument, editMessage…, deleteMessage, sendChatAction."""

import copy
import mimetypes
from collections.abc import Callable
from typing import Any

from .calls import Call, Upload
from .detected import with_detected
from .entities import Formatted, in_order, parse_html, trimmed, units
from .keyboards import check_markup
from .messages import Document, Record
from .refused import Refused
from .world import Chat, World

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
DOCUMENT_LIMIT = 50 * 1024 * 1024
TWO_DAYS = 48 * 3600
ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}


def send_message(world: World, call: Call) -> dict[str, Any]:
    """A new text message."""
    chat = world.open_chat(call)
    formatted = _formatted(call, "text", "entities")
    _check_length(formatted, TEXT_LIMIT, "message is too long")
    if not formatted.text:
        raise Refused("Bad Request: message text is empty", violation=True)
    content: dict[str, Any] = {"text": formatted.text, "entities": formatted.entities}
    if options := call.structure("link_preview_options", dict):
        content["link_preview_options"] = options
    return _say(world, chat, call, content, call.text("text"))


def send_document(world: World, call: Call) -> dict[str, Any]:
    """A new message with a file: an upload, or the id of a file that is already there."""
    chat = world.open_chat(call)
    call.needs("document")
    formatted = _formatted(call, "caption", "caption_entities")
    _check_length(formatted, CAPTION_LIMIT, "message caption is too long")
    reference = call.text("document").removeprefix("attach://")
    upload = call.files.get("document") or call.files.get(reference)
    if upload is not None:
        if not 0 < len(upload.content) <= DOCUMENT_LIMIT:
            raise Refused("Bad Request: file must be non-empty and at most 50 MB", violation=True)
        reference = world.store_file(upload.name, upload.content)
    elif reference not in world.files:
        raise Refused("Bad Request: wrong file identifier/HTTP URL specified", violation=True)
    else:
        upload = Upload(world.files[reference].path.rpartition("/")[2], world.files[reference].content)
    content: dict[str, Any] = {"document": document_object(world, reference, upload.name)}
    if formatted.text:
        content |= {"caption": formatted.text, "caption_entities": formatted.entities}
    return _say(world, chat, call, content, call.text("caption"), Document(upload.name, upload.content))


def document_object(world: World, file_id: str, name: str) -> dict[str, Any]:
    """The Bot API's Document."""
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id[-8:]}",
        "file_name": name,
        "mime_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "file_size": world.files[file_id].size,
    }


def edit_message_text(world: World, call: Call) -> dict[str, Any]:
    """Another text; buttons not given again disappear."""
    record = _own_message(world, call)
    if "text" not in record.raw:
        raise Refused("Bad Request: there is no text in the message to edit", violation=True)
    formatted = _formatted(call, "text", "entities")
    _check_length(formatted, TEXT_LIMIT, "message is too long")
    if not formatted.text:
        raise Refused("Bad Request: message text is empty", violation=True)
    return _change(world, call, record, {"text": formatted.text, "entities": formatted.entities}, "text")


def edit_message_caption(world: World, call: Call) -> dict[str, Any]:
    """Another caption under a file."""
    record = _own_message(world, call)
    if "text" in record.raw:
        raise Refused("Bad Request: there is no caption in the message to edit", violation=True)
    formatted = _formatted(call, "caption", "caption_entities")
    _check_length(formatted, CAPTION_LIMIT, "message caption is too long")
    content = {"caption": formatted.text, "caption_entities": formatted.entities}
    return _change(world, call, record, content, "caption")


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


def send_chat_action(world: World, call: Call) -> bool:
    """Such as `typing`."""
    chat = world.open_chat(call)
    if call.text("action") not in ACTIONS:
        raise call.wrong("action", "is no chat action")
    chat.actions.append(call.text("action"))
    return True


def _formatted(call: Call, name: str, entities_name: str) -> Formatted:
    text = call.text(name)
    mode = call.text("parse_mode").lower()
    if mode == "html":
        return with_detected(parse_html(text))
    if mode:
        raise Refused("Bad Request: unsupported parse_mode (the stand-in reads HTML only)", violation=True)
    given = call.structure(entities_name, list)
    if any(not 0 <= e["offset"] < e["offset"] + e["length"] <= units(text) for e in given):
        raise Refused("Bad Request: ENTITY_BOUNDS_INVALID", violation=True)
    return with_detected(trimmed(Formatted(text, in_order(given))))


def _check_length(formatted: Formatted, limit: int, description: str) -> None:
    if units(formatted.text) > limit:
        raise Refused(f"Bad Request: {description}", violation=True)


def _markup(call: Call, *, inline_only: bool = False) -> dict[str, Any]:
    markup: dict[str, Any] = call.structure("reply_markup", dict)
    if markup:
        check_markup(markup, inline_only=inline_only)
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


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
    world: World, chat: Chat, call: Call, content: dict[str, Any], html: str, document: Document | None = None
) -> dict[str, Any]:
    added = _answered(chat, call) | _markup(call)
    raw = {
        "message_id": next(chat.ids),
        "from": {name: world.bot[name] for name in ("id", "is_bot", "first_name", "username")},
        "chat": chat.raw,
        "date": world.now,
        **{name: value for name, value in content.items() if value},
        **added,
    }
    record = Record(raw, html, from_bot=True, document=document)
    chat.records[raw["message_id"]] = record
    chat.said.append(record.seen())
    return raw


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
    changed |= _markup(call, inline_only=True)
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
    "sendMessage": send_message,
    "sendDocument": send_document,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "sendChatAction": send_chat_action,
}
