"""Whose question is handled next: of each chat one after the other, chats side by side, so many at once.

Groups together hold no more than a part of the places and of the slots: the rest is for private chats. When there is no
place left, the chat that holds most gives up its last one.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_GROUPS_PART = 3 / 4


@dataclass(eq=False, slots=True)
class _Place:
    """Of an update that waits for its turn; `going` says whether it comes. `counts`: whether it is a question."""

    going: asyncio.Future[bool]
    counts: bool


@dataclass(eq=False, slots=True)
class _Line:
    """The updates of one chat: the first is handled, the others wait. `questions` counts the questions among them."""

    is_group: bool
    places: deque[_Place] = field(default_factory=deque)
    questions: int = 0


class Turns:
    """The lines of all chats; nothing is kept of a chat that has no update under way."""

    def __init__(self, at_once: int, places: int) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._group_slots = asyncio.Semaphore(max(1, int(at_once * _GROUPS_PART)))
        self._places = places
        self._group_places = int(places * _GROUPS_PART)
        self._lines: dict[int, _Line] = {}
        self._questions = {False: 0, True: 0}  # by whether it is a group

    @property
    def questions(self) -> int:
        """How many questions wait or are handled."""
        return sum(self._questions.values())

    def of_chat(self, chat: int) -> int:
        """How many of them are that chat's."""
        line = self._lines.get(chat)
        return line.questions if line else 0

    def make_place(self, chat: int) -> bool:
        """See to it that there is a place for one more question of a chat; False if no other chat holds more."""
        group_is_full = chat < 0 and self._questions[True] >= self._group_places
        if not group_is_full and self.questions < self._places:
            return True
        lines = [line for line in self._lines.values() if line.is_group or not group_is_full]
        most = max(lines, key=lambda line: line.questions, default=None)
        return most is not None and most.questions > self.of_chat(chat) + 1 and self._drop_last(most)

    @asynccontextmanager
    async def turn(self, chat: int, *, counts: bool) -> AsyncIterator[bool]:
        """Enter when all earlier updates of that chat are done and there is a slot; False if its place was taken."""
        line = self._lines.setdefault(chat, _Line(is_group=chat < 0))
        place = _Place(asyncio.get_running_loop().create_future(), counts)
        line.places.append(place)
        self._count(line, place, 1)
        if len(line.places) == 1:
            place.going.set_result(True)
        try:
            if not await place.going:
                yield False
            elif line.is_group:
                async with self._group_slots, self._slots:
                    yield True
            else:
                async with self._slots:
                    yield True
        finally:
            self._leave(chat, line, place)

    def _leave(self, chat: int, line: _Line, place: _Place) -> None:
        """Give up a place, unless it was taken before; from the first one in a line the next takes over."""
        if place in line.places:
            was_first = line.places[0] is place
            line.places.remove(place)
            self._count(line, place, -1)
            if was_first and line.places and not line.places[0].going.done():
                line.places[0].going.set_result(True)
        if not line.places and self._lines.get(chat) is line:
            del self._lines[chat]

    def _drop_last(self, line: _Line) -> bool:
        """Take the place of the last question of a line that waits; False if there is none."""
        for place in reversed(line.places):
            if place.counts and not place.going.done():
                line.places.remove(place)
                self._count(line, place, -1)
                place.going.set_result(False)
                return True
        return False

    def _count(self, line: _Line, place: _Place, change: int) -> None:
        line.questions += change * place.counts
        self._questions[line.is_group] += change * place.counts
