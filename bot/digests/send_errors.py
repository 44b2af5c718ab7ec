"""Judges an error of Telegram: whether the message was delivered, and whether to try again."""

from enum import Enum, auto

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

_GONE = ("chat not found", "peer_id_invalid", "group chat was deactivated", "group chat was deleted")
_NO_RIGHT = (
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "need administrator rights",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)
_KICKED = ("kicked", "not a member")
_NOT_SENT_CAUSES = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.WriteError)


class FailureKind(Enum):
    """What an error says about the message that was to be sent."""

    BLOCKED = auto()  # not delivered: the reader has blocked the bot, or is gone
    KICKED = auto()  # not delivered: the bot is no longer in that group or channel
    NO_RIGHT = auto()  # not delivered: the bot may not write there any more
    MOVED = auto()  # not delivered: the group has another id now
    WAIT = auto()  # not delivered: Telegram asks to wait
    NOT_REACHED = auto()  # not delivered: Telegram was not reached
    REFUSED = auto()  # not delivered: Telegram has something against this message, and always will
    SERVER_ERROR = auto()  # hardly delivered: something broke at Telegram
    ANSWER_LOST = auto()  # perhaps delivered


def failure_kind(error: TelegramError) -> FailureKind:
    """What the error says about the message."""
    words = error.message.casefold()
    if isinstance(error, BadRequest | Forbidden):
        return _kind_of_refusal(error, words)
    if isinstance(error, RetryAfter):
        return FailureKind.WAIT
    if isinstance(error, ChatMigrated):
        return FailureKind.MOVED
    if isinstance(error, InvalidToken | Conflict) or isinstance(error.__cause__, _NOT_SENT_CAUSES):
        return FailureKind.NOT_REACHED
    is_lost = isinstance(error, TimedOut) or isinstance(error.__cause__, httpx.HTTPError)
    is_answer = isinstance(error, NetworkError) and not is_lost
    return FailureKind.SERVER_ERROR if is_answer else FailureKind.ANSWER_LOST


def _kind_of_refusal(error: TelegramError, words: str) -> FailureKind:
    if any(reason in words for reason in _NO_RIGHT):
        return FailureKind.NO_RIGHT
    if any(reason in words for reason in _KICKED):
        return FailureKind.KICKED
    if isinstance(error, Forbidden) or any(reason in words for reason in _GONE):
        return FailureKind.BLOCKED
    return FailureKind.REFUSED


def describe(error: TelegramError) -> str:
    """The error for the log: its kind, and what Telegram says of a refusal; other messages may hold an address."""
    return f"{type(error).__name__}: {error.message}" if isinstance(error, BadRequest) else type(error).__name__
