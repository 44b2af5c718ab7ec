"""A message as a reader sees it at one moment: what tests look at."""

import copy
from dataclasses import dataclass
from typing import Any

from .entities import slice_units
from .keyboards import Button, buttons


@dataclass(frozen=True)
class Entity:
    """A marked part of a text; offset and length in UTF-16 units; `url` only for a text link."""

    type: str
    text: str
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True)
class Document:
    """A file in a message."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """A message as it stood when it was heard; a later edit does not change it.

    Attributes:
        text: what is read: the text, or the caption of a file or photo.
        html: the text as the bot sent it, before parsing; for people's messages the same as `text`.
        buttons: rows of (text, data); data is the callback data or the address.
        raw: the Bot API object.
        update_id: of the update that brought it to the bot; None for the bot's own, and where the bot is not told.
    """

    id: int
    chat_id: int
    text: str
    html: str
    entities: list[Entity]
    buttons: list[list[Button]]
    from_bot: bool
    document: Document | None
    raw: dict[str, Any]
    update_id: int | None = None
    photo: Document | None = None
    is_silent: bool = False

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons, all rows after each other."""
        return [button.text for row in self.buttons for button in row]

    @property
    def links(self) -> list[tuple[str, str]]:
        """(text, address) of each text link, in order."""
        return [(entity.text, entity.url) for entity in self.entities if entity.type == "text_link"]

    @property
    def reply_to(self) -> int | None:
        """The id of the message this one answers."""
        answered = self.raw.get("reply_to_message")
        return answered["message_id"] if answered else None

    @property
    def has_preview(self) -> bool:
        """False if the bot switched the link preview off."""
        return not self.raw.get("link_preview_options", {}).get("is_disabled", False)

    def marked(self, kind: str) -> list[str]:
        """The parts with an entity of this type: `message.marked("bold")`."""
        return [entity.text for entity in self.entities if entity.type == kind]


@dataclass
class Record:
    """A message as the server keeps it."""

    raw: dict[str, Any]
    html: str
    from_bot: bool
    document: Document | None = None
    photo: Document | None = None
    is_silent: bool = False
    update_id: int | None = None

    def seen(self) -> Message:
        """The message as it stands now."""
        raw = copy.deepcopy(self.raw)
        text = raw.get("text", raw.get("caption", ""))
        return Message(
            id=raw["message_id"],
            chat_id=raw["chat"]["id"],
            text=text,
            html=self.html,
            entities=[
                Entity(
                    entity["type"],
                    slice_units(text, entity["offset"], entity["length"]),
                    entity["offset"],
                    entity["length"],
                    entity.get("url", ""),
                )
                for entity in raw.get("entities", raw.get("caption_entities", []))
            ],
            buttons=buttons(raw.get("reply_markup", {})),
            from_bot=self.from_bot,
            document=self.document,
            raw=raw,
            update_id=self.update_id,
            photo=self.photo,
            is_silent=self.is_silent,
        )
