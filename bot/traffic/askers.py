"""Who an update comes from, in which line it waits, and whether the bot would answer it."""

from collections.abc import Collection
from typing import Any

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.traffic.budgets import Asker

Json = dict[str, Any]


def line_of(update: Update) -> int | None:
    """The chat in whose order an update is handled, or else the person; None if it has neither."""
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else None


def person_of(update: Update) -> int | None:
    """Who sent an update; the chat they speak as, where Telegram shows no person."""
    return update.effective_sender.id if update.effective_sender else None


def asker_of(update: Update, commands: Collection[str], username: str) -> Asker | None:
    """Who asks for an answer; None for what the bot leaves unanswered, such as what people in a group tell each other.

    `commands`: the names it has; `username`: its own.
    """
    person, chat = person_of(update), update.effective_chat
    if person is None:
        return None
    group = chat.id if chat and chat.type != ChatType.PRIVATE else None
    if update.callback_query:
        return Asker(person, group)
    message = update.message
    if message is None or is_from_nobody(message):
        return None
    if not _is_answered(message, commands, username, in_group=group is not None):
        return None
    return Asker(person, group, is_hidden=message.sender_chat is not None)


def is_from_nobody(message: Message) -> bool:
    """Whether no person sent it: another bot did, or Telegram, which copies a channel's posts into its group."""
    if message.sender_chat:  # somebody writes as the group or as a channel, or else it is such a copy
        return bool(message.is_automatic_forward)
    return message.from_user is None or message.from_user.is_bot


def command_for(message: Message, username: str) -> str:
    """The name of the command that a text or caption begins with, in small letters; empty if it is for another bot."""
    name, _, bot = _command(message).lower().partition("@")
    return "" if bot and bot != username.lower() else name


def asker_in(update: Json, commands: Collection[str]) -> Asker | None:
    """As `asker_of`, for an update that is not parsed yet; None also for what is not surely one that it sees."""
    if query := update.get("callback_query"):
        person = query["from"]["id"]
        return _asker(person, query.get("message", {}).get("chat", {}))
    message = update.get("message", {})
    if not message or _is_perhaps_from_nobody(message) or not _is_surely_answered(message, commands):
        return None
    hidden = message.get("sender_chat")
    return _asker((hidden or message["from"])["id"], message["chat"], is_hidden=hidden is not None)


def _asker(person: int, chat: Json, *, is_hidden: bool = False) -> Asker:
    is_group = bool(chat) and chat["type"] != ChatType.PRIVATE
    return Asker(person, chat["id"] if is_group else None, is_hidden)


def _is_perhaps_from_nobody(message: Json) -> bool:
    """As `is_from_nobody`."""
    if "sender_chat" in message:
        return bool(message.get("is_automatic_forward"))
    return "from" not in message or bool(message["from"].get("is_bot"))


def _is_answered(message: Message, commands: Collection[str], username: str, *, in_group: bool) -> bool:
    command, _, bot = _command(message).partition("@")
    if not in_group:
        return bool(message.text or message.document or message.location or message.forward_origin or command)
    return bot.lower() == username.lower() if bot else command.lower() in commands


def _command(message: Message) -> str:
    """The command that a message begins with, without its stroke; empty if it begins with none."""
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities
    for entity in entities[:1]:
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            return text[1 : entity.length]
    return ""


def _is_surely_answered(message: Json, commands: Collection[str]) -> bool:
    """As `_is_answered`, but False for commands that name their bot or stand in a caption."""
    if message["chat"]["type"] == ChatType.PRIVATE:
        return any(message.get(name) for name in ("text", "document", "location", "forward_origin"))
    text, entities = message.get("text", ""), message.get("entities", ())
    is_command = bool(entities) and entities[0]["type"] == MessageEntity.BOT_COMMAND and entities[0]["offset"] == 0
    return is_command and text[1 : entities[0]["length"]].lower() in commands
