"""What is in a message that the bot sends or changes: text with its entities, a caption, a file, a picture, buttons."""

import mimetypes
from typing import Any

from .calls import Call, Upload
from .detected import with_detected
from .entities import Formatted, in_order, parse_html, trimmed, units
from .keyboards import check_markup
from .refused import Refused
from .world import World

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
DOCUMENT_LIMIT, PHOTO_LIMIT = 50 * 1024 * 1024, 10 * 1024 * 1024
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # how a PNG and a JPEG begin


def text_of(call: Call) -> dict[str, Any]:
    """The text of a message, not empty. Raises Refused, a violation, for one that Telegram would not take."""
    formatted = _formatted(call, "text", "entities")
    _check_length(formatted, TEXT_LIMIT, "message is too long")
    if not formatted.text:
        raise Refused("Bad Request: message text is empty", violation=True)
    return {"text": formatted.text, "entities": formatted.entities}


def caption_of(call: Call) -> dict[str, Any]:
    """The words under a file or picture, perhaps none. Raises Refused, as above."""
    formatted = _formatted(call, "caption", "caption_entities")
    _check_length(formatted, CAPTION_LIMIT, "message caption is too long")
    return {"caption": formatted.text, "caption_entities": formatted.entities}


def file_of(world: World, call: Call, name: str, most: int, what: str) -> tuple[str, Upload]:
    """The file id and the content of a file that is uploaded, or that is there already. Raises Refused, as above."""
    call.needs(name)
    reference = call.text(name).removeprefix("attach://")
    upload = call.files.get(name) or call.files.get(reference)
    if upload is not None:
        if not 0 < len(upload.content) <= most:
            raise Refused(f"Bad Request: {what} must be non-empty and at most {most >> 20} MB", violation=True)
        if name == "photo" and not upload.content.startswith(PICTURES):
            raise Refused("Bad Request: IMAGE_PROCESS_FAILED", violation=True)
        return world.store_file(upload.name, upload.content, kind=f"{name}s"), upload
    if reference not in world.files:
        raise Refused("Bad Request: wrong file identifier/HTTP URL specified", violation=True)
    stored = world.files[reference]
    return reference, Upload(stored.path.rpartition("/")[2], stored.content)


def document_object(world: World, file_id: str, name: str) -> dict[str, Any]:
    """The Bot API's Document."""
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id[-8:]}",
        "file_name": name,
        "mime_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "file_size": world.files[file_id].size,
    }


def photo_object(world: World, file_id: str) -> list[dict[str, Any]]:
    """The Bot API's list of PhotoSize; one size, made up."""
    size = {"file_id": file_id, "file_unique_id": f"u{file_id[-8:]}", "width": 640, "height": 480}
    return [size | {"file_size": world.files[file_id].size}]


def markup_of(call: Call, *, inline_only: bool = False) -> dict[str, Any]:
    """The buttons as the message keeps them. Raises Refused, as above."""
    markup: dict[str, Any] = call.structure("reply_markup", dict)
    if markup:
        check_markup(markup, inline_only=inline_only)
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


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
