"""Decides which of the waiting requests may go to Telegram next, and when; the time is handed in.

Of the chats that may be sent something now, private ones go first, and of these the one that was sent something
longest ago: however much waits for one chat, or for a thousand groups, it holds up no other by more than one message.
What nobody asked for (digests) goes last. Of ten messages one goes to a group that waits, and of twenty one that nobody
asked for, so that nobody can silence these either. While Telegram asks to wait, nothing goes. A step costs time that
grows with the logarithm of the number of waiting chats only.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

from bot.traffic.pace import FREE_RATE, ChatPace, OverallPace

_PRIVATE, _GROUP, _UNASKED = range(3)  # what goes first
_PASSED_OVER = {_UNASKED: 19, _GROUP: 9}  # at most so often, by what goes before it

ChatId = int | str
"""A string is the public name of a channel or a supergroup."""


class Pace(Protocol):
    """A limit on all chats together."""

    def next(self) -> float:
        """From when on the next message may go."""

    def note(self, number: int, now: float) -> None:
        """The message of that number goes now."""

    def arrived(self, number: int, at: float) -> None:
        """It has arrived, at the latest then."""


@dataclass(order=True, slots=True)
class Ticket:
    """A request that waits.

    Attributes:
        is_unasked: whether nobody waits for it.
        chat: where a message is to go; None for a request that no limit is known of.
        is_new: whether it is a new message; False for a change of an earlier one.
        patience: seconds that it may still wait because Telegram asks to; when they are over, it is dropped.
        waits_until: the end of the last wait that was taken off its patience.
    """

    is_unasked: bool
    number: int
    chat: ChatId | None = field(compare=False)
    is_new: bool = field(compare=False)
    patience: float = field(compare=False)
    waits_until: float = field(default=float("-inf"), compare=False)
    is_cancelled: bool = field(default=False, compare=False)


@dataclass(slots=True)
class _Line:
    """What waits to be sent into one chat.

    Attributes:
        head: number of the ticket that the heaps have of it, if any.
        turn: grows with each message of any chat; that of its last one.
    """

    pace: ChatPace
    is_group: bool
    tickets: list[Ticket] = field(default_factory=list)
    head: int | None = None
    turn: int = 0


class SendQueue:
    """All requests that wait. After every change, `release` says what follows from it.

    Attributes:
        closed_until: until when nothing goes; long past if Telegram does not ask to wait.
    """

    def __init__(self, rate: int | None = FREE_RATE, pace: Pace | None = None) -> None:
        """`rate`: messages a second over all chats; None for no limit. `pace` says when instead, if given."""
        self._numbers = count()
        self._pace = pace or OverallPace(rate)
        self._lines: OrderedDict[ChatId, _Line] = OrderedDict()  # the one sent into longest ago first
        # Heads of lines that may go as soon as the overall pace allows, each with the turn of its line.
        self._ready: list[list[tuple[int, int, ChatId]]] = [[], [], []]
        self._passed_over = [0, 0, 0]
        self._turns = count(1)
        self._later: list[tuple[float, int, ChatId]] = []  # those that their chat's limit holds back, and until when
        self._unpaced: list[Ticket] = []
        self.closed_until = float("-inf")

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._lines)

    def held_back(self) -> tuple[int, bool]:
        """How many chats only the overall pace holds back, and whether anybody waits for one of these messages."""
        return sum(map(len, self._ready)), any(self._ready[:_UNASKED])

    def add(
        self, chat: ChatId | None, patience: float, now: float, *, is_new: bool = True, is_unasked: bool = False
    ) -> Ticket | None:
        """A new request, behind all others of its kind; None if it would have to wait too long."""
        ticket = Ticket(is_unasked, next(self._numbers), chat, is_new, patience)
        return ticket if self._put(ticket, now) else None

    def put_back(self, ticket: Ticket, now: float) -> bool:
        """A request that Telegram refused for now waits again, where it stood; False if that would be too long."""
        if ticket.chat is not None and ticket.chat in self._lines:
            self._lines[ticket.chat].turn = 0  # nothing was sent
        return self._put(ticket, now)

    def _put(self, ticket: Ticket, now: float) -> bool:
        if not _is_patient(ticket, now, self.closed_until):
            return False
        if ticket.chat is None:
            heappush(self._unpaced, ticket)
            return True
        line = self._lines.get(ticket.chat)
        if line is None:
            is_group = _is_group(ticket.chat)
            line = self._lines[ticket.chat] = _Line(ChatPace(is_group=is_group), is_group)
        heappush(line.tickets, ticket)
        self._set_head(ticket.chat, line)
        return True

    def close(self, until: float, now: float) -> list[Ticket]:
        """Telegram asks to wait: nothing goes until then. Returns the requests that are dropped for it."""
        self.closed_until = max(self.closed_until, until)
        dropped = _take_impatient(self._unpaced, now, self.closed_until)
        for chat, line in self._lines.items():
            dropped += _take_impatient(line.tickets, now, self.closed_until)
            self._set_head(chat, line)
        return dropped

    def release(self, now: float) -> tuple[list[Ticket], float | None]:
        """What may go at this moment, in this order, and when to look again (None: when something changes).

        What goes is no longer in the queue, and counts as sent.
        """
        if now < self.closed_until:
            return [], self.closed_until
        going = [ticket for ticket in sorted(self._unpaced) if not ticket.is_cancelled]
        self._unpaced.clear()
        self._make_ready(now)
        while any(self._ready) and self._pace.next() <= now:
            if ticket := self._pop_ready(self._next_rank(), now):
                going.append(ticket)
        self._forget_idle(now)
        next_at = self._pace.next() if any(self._ready) else self._later[0][0] if self._later else None
        return going, next_at

    def arrived(self, ticket: Ticket, at: float) -> None:
        """A request that went has arrived, at the latest then. One of which that is not said holds up others."""
        if ticket.chat is None:
            return
        self._pace.arrived(ticket.number, at)
        if ticket.is_new and (line := self._lines.get(ticket.chat)):
            line.pace.arrived(at)

    def _set_head(self, chat: ChatId, line: _Line) -> None:
        """See to it that one of the heaps has the first ticket of a line; what they had of it before is void."""
        head = line.tickets[0].number if line.tickets else None
        if head is not None and head != line.head:
            heappush(self._later, (line.pace.next(is_new=line.tickets[0].is_new), head, chat))
        line.head = head

    def _make_ready(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            _, number, chat = heappop(self._later)
            if self._is_head(chat, number):
                line = self._lines[chat]
                rank = _UNASKED if line.tickets[0].is_unasked else _GROUP if line.is_group else _PRIVATE
                heappush(self._ready[rank], (line.turn, number, chat))

    def _next_rank(self) -> int:
        """Of what is ready, what is next."""
        waited = (rank for rank, most in _PASSED_OVER.items() if self._ready[rank] and self._passed_over[rank] >= most)
        return next(waited, next(rank for rank, ready in enumerate(self._ready) if ready))

    def _pop_ready(self, rank: int, now: float) -> Ticket | None:
        """The ticket that goes next; None if the first entry of that rank is void."""
        _, number, chat = heappop(self._ready[rank])
        if not self._is_head(chat, number):
            return None
        line = self._lines[chat]
        if (next_at := line.pace.next(is_new=line.tickets[0].is_new)) > now:
            heappush(self._later, (next_at, number, chat))
            return None
        ticket, line.head = heappop(line.tickets), None
        if not ticket.is_cancelled:
            self._pace.note(ticket.number, now)
            line.pace.note(now, is_new=ticket.is_new)
            line.turn = next(self._turns)
            self._passed_over = [passed + 1 for passed in self._passed_over]
            self._passed_over[rank] = 0
            self._lines.move_to_end(chat)
        self._set_head(chat, line)
        self._make_ready(now)
        return None if ticket.is_cancelled else ticket

    def _is_head(self, chat: ChatId, number: int) -> bool:
        line = self._lines.get(chat)
        return line is not None and line.head == number

    def _forget_idle(self, now: float) -> None:
        while self._lines:
            chat, line = next(iter(self._lines.items()))
            if not line.pace.is_idle(now):
                return
            if line.tickets:
                self._lines.move_to_end(chat)
                return
            del self._lines[chat]


def _is_group(chat: ChatId) -> bool:
    return isinstance(chat, str) or chat < 0


def _is_patient(ticket: Ticket, now: float, until: float) -> bool:
    """Take a wait off the patience of a request; False if it does not have that much."""
    ticket.patience -= max(0.0, until - max(now, ticket.waits_until))
    ticket.waits_until = until
    return ticket.patience >= 0


def _take_impatient(heap: list[Ticket], now: float, until: float) -> list[Ticket]:
    """Take those out of a heap that do not wait until then."""
    kept: list[Ticket] = []
    dropped: list[Ticket] = []
    for ticket in sorted(heap):  # a sorted list is a heap as well
        if not ticket.is_cancelled:
            (kept if _is_patient(ticket, now, until) else dropped).append(ticket)
    heap[:] = kept
    return dropped
