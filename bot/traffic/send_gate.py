"""The one gate that all requests to Telegram pass, save those for updates: within its limits, none into a wait.

The limits are for messages and changes of them; anything else goes at once unless Telegram asks to wait.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from math import ceil, inf
from typing import Any, Literal, Protocol, TypeVar

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.traffic.pace import FREE_RATE
from bot.traffic.send_queue import ChatId, SendQueue, Ticket
from bot.traffic.shared_pace import SharedPace

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 60.0  # an answer that comes later than that answers nobody
_MARGIN_SECONDS = 0.1  # after the wait that Telegram asks for, which it tells in whole seconds
_MAX_RETRIES = 3
_TYPING = "sendChatAction"  # says what is so now, or nothing
_CHANGE = "edit"  # the beginning of the names of methods that change a message
_MESSAGES = ("send", _CHANGE, "copy", "forward")  # and of those that the limits are for

Answer = TypeVar("Answer")

Asked = Literal["unasked"]
UNASKED: Asked = "unasked"
"""Of a request for which nobody waits."""


class Handle(Protocol):
    """A call that is to come."""

    def cancel(self) -> None:
        """It is not to come after all."""


class Timer(Protocol):
    """The two methods of an event loop that the gate needs."""

    def time(self) -> float:
        """Seconds, from a clock that never goes back."""

    def call_at(self, when: float, callback: Callable[[], None], /) -> Handle:
        """Call that function then."""


class SendGate(BaseRateLimiter[Asked]):
    """python-telegram-bot's rate limiter. Raises RetryAfter for a request that is dropped, and logs each wait once."""

    def __init__(
        self,
        timer: Callable[[], Timer] = asyncio.get_running_loop,
        rate: int | None = FREE_RATE,
        shared: SharedPace | None = None,
    ) -> None:
        """`rate`: messages a second over all chats; None for no limit. `shared` if other processes send as well."""
        self._timer = timer
        self._shared = shared
        self._queue = SendQueue(rate, shared)
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._quickest = float("inf")  # seconds from a message to the answer
        self._next_look: Handle | None = None

    @property
    def waiting(self) -> int:
        """How many requests wait to be sent; may be asked from any thread."""
        return len(self._waiting)

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """Nothing waits any more: the handlers have ended."""
        self._look_at(None)
        if self._shared:
            self._shared.end()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Asked | None,
    ) -> Answer:
        """Send the request when it may go, again if Telegram asks to wait. Raises RetryAfter if it is dropped.

        `UNASKED` says that nobody waits for it: it goes when nothing else may, and never into a wait.
        """
        chat = _chat_of(endpoint, data)
        is_new, is_unasked = not endpoint.startswith(_CHANGE), rate_limit_args == UNASKED
        patience = 0.0 if endpoint == _TYPING or is_unasked else _PATIENCE_SECONDS
        ticket = self._queue.add(chat, patience, self._timer().time(), is_new=is_new, is_unasked=is_unasked)
        for retries_left in reversed(range(_MAX_RETRIES + 1)):
            await self._may_go(ticket)
            went = self._timer().time()
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._refused(error)
                if ticket is None or not retries_left or not self._queue.put_back(ticket, self._timer().time()):
                    raise
            finally:
                self._note_arrival(ticket, went)
        raise AssertionError("the last try returns or raises")

    def _note_arrival(self, ticket: Ticket | None, went: float) -> None:
        """An answer has come: the request arrived before it by as much at least as the quickest are under way."""
        now = self._timer().time()
        if ticket is None or ticket.chat is None:
            return
        self._quickest = min(self._quickest, now - went)
        self._queue.arrived(ticket, now - self._quickest)
        if self._waiting:
            self._release()

    async def _may_go(self, ticket: Ticket | None) -> None:
        if ticket is None:
            raise self._dropped()
        going = self._waiting[ticket.number] = asyncio.get_running_loop().create_future()
        self._release()
        try:
            await going
        except BaseException:  # cancelled, or thrown away with its task: nobody waits for it any more
            ticket.is_cancelled = True
            raise
        finally:
            self._waiting.pop(ticket.number, None)

    def _refused(self, error: RetryAfter) -> None:
        wait = flood_wait(error).total_seconds()
        if self._shared and self._timer().time() + wait > self._queue.closed_until:
            self._shared.close_for(wait + _MARGIN_SECONDS)
        self._close(wait + _MARGIN_SECONDS)

    def _close(self, wait: float) -> None:
        now = self._timer().time()
        if now + wait - _MARGIN_SECONDS > self._queue.closed_until:
            log.warning("Telegram asks to wait %d seconds: nothing is sent until then", wait)
        for ticket in self._queue.close(now + wait, now):
            with suppress(asyncio.InvalidStateError):  # cancelled at this very moment
                self._waiting[ticket.number].set_exception(self._dropped())
        self._release()

    def _release(self) -> None:
        now = self._timer().time()
        if self._shared:
            self._shared.forget_late(now)
        going, next_at = self._queue.release(now)
        for ticket in going:
            with suppress(asyncio.InvalidStateError):  # as above
                self._waiting[ticket.number].set_result(None)
        if self._shared and now >= self._queue.closed_until:
            next_at = min(inf if next_at is None else next_at, self._ask(self._shared))
        self._look_at(None if next_at == inf else next_at)

    def _ask(self, shared: SharedPace) -> float:
        wanted, is_urgent = self._queue.held_back()
        return shared.ask(wanted, lambda: self._timer().time(), self._answered, is_urgent=is_urgent)

    def _answered(self, closed: float) -> None:
        """The others have been asked what may be sent, or for how long nothing may."""
        if closed and self._shared:
            self._shared.forget()
            self._close(closed)
        else:
            self._release()

    def _look_at(self, next_at: float | None) -> None:
        if self._next_look:
            self._next_look.cancel()
        self._next_look = None if next_at is None else self._timer().call_at(next_at, self._release)

    def _dropped(self) -> RetryAfter:
        return RetryAfter(ceil(self._queue.closed_until - self._timer().time()))


def _chat_of(endpoint: str, data: dict[str, Any]) -> ChatId | None:
    """Into which chat a request sends something; None if into none."""
    chat = data.get("chat_id")
    if chat is None or endpoint == _TYPING or not endpoint.startswith(_MESSAGES):
        return None
    try:
        return int(chat)
    except ValueError:
        return str(chat)


def flood_wait(error: RetryAfter) -> timedelta:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
