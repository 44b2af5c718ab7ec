"""Where a digest goes."""

from dataclasses import dataclass

from telegram import Message

NO_TOPIC = 0


@dataclass(frozen=True, slots=True, order=True)
class Destination:
    """A chat, and the topic of it, by Telegram's ids; a topic is `NO_TOPIC` in a chat without topics."""

    chat_id: int
    topic_id: int = NO_TOPIC


def destination_of(message: Message) -> Destination:
    """Where a message was sent."""
    return Destination(
        message.chat.id, (message.message_thread_id or NO_TOPIC) if message.is_topic_message else NO_TOPIC
    )
