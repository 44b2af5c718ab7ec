"""Where the bot may write: into which chats, with which rights, and into which topics."""

from typing import Any

from .calls import Call
from .members import standing
from .refused import Refused
from .world import Chat, World

GENERAL = 1
NOT_THERE = "Bad Request: message thread not found"


def place(world: World, call: Call, kind: str) -> tuple[Chat, int | None]:
    """The chat that a call writes a `kind` (`text messages`, `photos`) into, and the topic in it, None outside of one.

    Raises:
        Refused: as Telegram words it: no right to write there, a closed topic, one that is not there.
    """
    chat = world.open_chat(call)
    status = standing(chat, world.bot["id"])
    if chat.raw["type"] == "channel":
        _check_channel(chat, status, world.bot["id"])
    elif status == "left":
        raise Refused(f"Forbidden: bot is not a member of the {chat.raw['type']} chat", 403)
    elif status == "restricted" or (chat.muted and status == "member"):
        raise Refused(f"Bad Request: not enough rights to send {kind} to the chat")
    return chat, _topic(world, chat, call)


def topic_fields(chat: Chat, thread_id: int | None) -> dict[str, Any]:
    """What a message says of the topic that it is in."""
    if thread_id is None or thread_id not in chat.topics:
        return {}
    return {"message_thread_id": thread_id, "is_topic_message": True}


def _check_channel(chat: Chat, status: str, bot: int) -> None:
    if status not in ("creator", "administrator"):
        raise Refused("Forbidden: bot is not a member of the channel chat", 403)
    if "can_post_messages" not in chat.rights.get(bot, ()):
        raise Refused("Bad Request: need administrator rights in the channel chat")


def _topic(world: World, chat: Chat, call: Call) -> int | None:
    number = call.integer("message_thread_id")
    if not number:
        return _answered_topic(chat, call)
    if number == GENERAL and call.method == "sendChatAction" and chat.raw.get("is_forum"):
        return None
    topic = chat.topics.get(number)
    if topic is None or topic.deleted:
        raise Refused(NOT_THERE)
    if topic.closed and "can_manage_topics" not in chat.rights.get(world.bot["id"], ()):
        raise Refused("Bad Request: TOPIC_CLOSED")
    return number


def _answered_topic(chat: Chat, call: Call) -> int | None:
    """An answer that names no topic goes into the one of the message that it answers."""
    answered = chat.records.get(call.structure("reply_parameters", dict).get("message_id", 0))
    if answered is None or not answered.raw.get("is_topic_message"):
        return None
    return int(answered.raw["message_thread_id"])
