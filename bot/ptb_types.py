"""The types that handlers share with python-telegram-bot."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Protocol

from telegram.ext import Application, BaseHandler, CallbackContext, ExtBot, JobQueue

MAX_MESSAGES_WITH_TAKEN_BUTTONS = 1000  # messages whose taken buttons are remembered

MessageKey = tuple[int, int]
"""A chat's id and that of a message in it."""


class TakenButtons:
    """Which buttons of which messages have been pressed and taken away, by their callback data; messages pressed last.

    What Telegram says of a message's buttons is from the moment of the press, so it may show buttons taken since.
    """

    def __init__(self) -> None:
        self._data: OrderedDict[MessageKey, set[str]] = OrderedDict()

    def take(self, message: MessageKey, data: str) -> bool:
        """Note that a button is taken; False if it was before."""
        taken = self._data.setdefault(message, set())
        self._data.move_to_end(message)
        if len(self._data) > MAX_MESSAGES_WITH_TAKEN_BUTTONS:
            self._data.popitem(last=False)
        is_new = data not in taken
        taken.add(data)
        return is_new

    def give_back(self, message: MessageKey, data: str) -> None:
        """The button could not be taken away after all."""
        self._data.get(message, set()).discard(data)

    def of(self, message: MessageKey) -> frozenset[str]:
        """The callback data of the buttons that are taken."""
        return frozenset(self._data.get(message, ()))


class Sending(Protocol):
    """Something that sends of its own accord until it is ended."""

    async def end(self, seconds: float) -> None:
        """Begin nothing more, and give what is under way that long. A second call does nothing."""


@dataclass(slots=True)
class RunState:
    """What the Application remembers while it runs.

    Attributes:
        failures: how many requests ended in a "that did not work".
        sending: what sends of its own accord, from when it has begun.
    """

    failures: int = 0
    sending: Sending | None = None
    taken_buttons: TakenButtons = field(default_factory=TakenButtons)


Context = CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], RunState]
App = Application[ExtBot[Any], Context, dict[Any, Any], dict[Any, Any], RunState, JobQueue[Context]]
Handler = BaseHandler[Any, Context, Any]
