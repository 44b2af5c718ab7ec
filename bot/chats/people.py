"""Which person is behind an update, if Telegram says so: editors and administrators are recognised by this alone."""

from telegram import Message, Update, User

from bot.telegram_ids import is_person_id


def person_of(update: Update) -> int | None:
    """The id of the person who sent a new message or pressed a button; None if it was no person whom Telegram names.

    Not named are anonymous administrators, those who write as a channel, posts that Telegram copies from a channel,
    other bots, and what reaches the bot through a business account. An edited message has nobody behind it either.
    """
    if query := update.callback_query:
        if _is_of_business(query.message):
            return None
        return _id_of_person(query.from_user)
    return author_of(update.message) if update.message else None


def author_of(message: Message) -> int | None:
    """As `person_of`, for a message."""
    if message.sender_chat or message.is_automatic_forward or _is_of_business(message):
        return None
    return _id_of_person(message.from_user)


def is_own_words(message: Message) -> bool:
    """Whether the author wrote the message, rather than forwarding it or letting another bot word it."""
    return message.forward_origin is None and message.via_bot is None


def is_anonymous_administrator(message: Message) -> bool:
    """Whether an administrator of this group sent the message in the group's own name."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def is_masked(message: Message) -> bool:
    """Whether a person is behind the message whom Telegram hides: one who writes as the group or as a channel."""
    return message.sender_chat is not None and not message.is_automatic_forward


def _is_of_business(message: object) -> bool:
    return isinstance(message, Message) and bool(message.business_connection_id or message.sender_business_bot)


def _id_of_person(user: User | None) -> int | None:
    return user.id if user and not user.is_bot and is_person_id(user.id) else None
