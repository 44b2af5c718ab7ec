"""Judges an error of Telegram: whether the message was delivered, and whether to try again."""

from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

_CHAT_GONE_REASONS = ("chat not found", "peer_id_invalid", "group chat was deactivated", "group chat was deleted")
_NOT_SENT_CAUSES = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class FailureKind(Enum):
    """What an error says about the message that was to be sent."""

    GONE = auto()  # not delivered, and this chat never will be
    LATER = auto()  # not delivered, but may be soon
    REFUSED = auto()  # not delivered, and Telegram has something against it
    UNKNOWN = auto()  # perhaps delivered


def failure_kind(error: TelegramError) -> FailureKind:
    """What the error says about the message."""
    if isinstance(error, Forbidden):
        return FailureKind.GONE
    if isinstance(error, BadRequest):
        gone = any(reason in error.message.casefold() for reason in _CHAT_GONE_REASONS)
        return FailureKind.GONE if gone else FailureKind.REFUSED
    if isinstance(error, RetryAfter | ChatMigrated | InvalidToken | Conflict):
        return FailureKind.LATER
    return FailureKind.LATER if isinstance(error.__cause__, _NOT_SENT_CAUSES) else FailureKind.UNKNOWN


def flood_wait(error: RetryAfter) -> timedelta:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def describe(error: TelegramError) -> str:
    """The error for the log: its kind, and what Telegram says of a refusal; other messages may hold an address."""
    return f"{type(error).__name__}: {error.message}" if isinstance(error, BadRequest) else type(error).__name__
