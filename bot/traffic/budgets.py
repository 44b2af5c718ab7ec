"""How much a person and a group may ask of the bot; what is over it gets one notice, then silence."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.traffic.token_buckets import Rate, TokenBuckets


class Verdict(Enum):
    """What becomes of an update."""

    WITHIN = auto()  # it is answered
    OVER = auto()  # it is not, and whoever sent it is told, for the first time since the budget was whole
    SILENCE = auto()  # it is not, and they have been told


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for an answer, by Telegram's ids.

    Attributes:
        person: the person, or the chat that they speak as.
        group: the group that it is asked in; None in a private chat.
    """

    person: int
    group: int | None


class Budgets:
    """A token bucket for each person, and one for each group."""

    def __init__(self, person: Rate, group: Rate) -> None:
        self._persons = TokenBuckets(person)
        self._groups = TokenBuckets(group)

    def __len__(self) -> int:
        """How many buckets are kept."""
        return len(self._persons) + len(self._groups)

    def spend(self, asker: Asker, now: float) -> Verdict:
        """Take one token of each that pays, or none at all."""
        if not self._persons.has_token(asker.person, now):
            return _over(self._persons.tell(asker.person, now))
        if asker.group is not None:
            if not self._groups.has_token(asker.group, now):
                return _over(self._groups.tell(asker.group, now))
            self._groups.take(asker.group, now)
        self._persons.take(asker.person, now)
        return Verdict.WITHIN

    def most_heard(self, person: int, now: float) -> int:
        """How many more updates of a person can be anything but SILENCE: as many as are paid for, and a notice."""
        return self._persons.left(person, now) + (not self._persons.is_told(person, now))

    def refuse(self, asker: Asker, now: float) -> Verdict:
        """The verdict on what is too much for the chat, whatever was left of its budget: OVER or SILENCE."""
        buckets, key = (self._persons, asker.person) if asker.group is None else (self._groups, asker.group)
        buckets.empty(key, now)
        return _over(buckets.tell(key, now))


def _over(is_news: bool) -> Verdict:
    return Verdict.OVER if is_news else Verdict.SILENCE
