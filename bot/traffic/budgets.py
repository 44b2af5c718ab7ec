"""How much a person and a group may ask of the bot; what is over it gets one notice, then silence.

Whom Telegram hides may be anybody, and one person can be a different sender in each of a thousand groups, or write as a
thousand channels: all of them together have one budget more.
"""

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
        is_hidden: whether a person writes as the group or as a channel.
    """

    person: int
    group: int | None
    is_hidden: bool = False


class Budgets:
    """A token bucket for each person, one for each group, and one for all who are hidden."""

    def __init__(self, person: Rate, group: Rate, hidden: Rate) -> None:
        self._persons = TokenBuckets(person)
        self._groups = TokenBuckets(group)
        self._hidden = TokenBuckets(hidden)

    def __len__(self) -> int:
        """How many buckets are kept."""
        return len(self._persons) + len(self._groups) + len(self._hidden)

    def spend(self, asker: Asker, now: float) -> Verdict:
        """Take one token of each that pays, or none at all."""
        paying = self._paying(asker)
        for buckets, key in paying:
            if not buckets.has_token(key, now):
                return _over(buckets.tell(key, now))
        for buckets, key in paying:
            buckets.take(key, now)
        return Verdict.WITHIN

    def most_heard(self, asker: Asker, now: float) -> int:
        """How many more updates of one, in that chat, can be anything but SILENCE.

        As many as all who pay have tokens for, and of each of them a notice; but no more than the first of them, who is
        asked before the others, has tokens and notices.
        """
        first, *_ = heard = [
            (buckets.left(key, now), not buckets.is_told(key, now)) for buckets, key in self._paying(asker)
        ]
        return min(sum(first), min(left for left, _ in heard) + sum(notice for _, notice in heard))

    def _paying(self, asker: Asker) -> list[tuple[TokenBuckets, int]]:
        """The buckets that pay for a question, each with its key there."""
        paying = [(self._persons, asker.person)]
        if asker.is_hidden:
            paying.insert(0, (self._hidden, 0))
        if asker.group is not None:
            paying.append((self._groups, asker.group))
        return paying

    def refuse(self, asker: Asker, now: float) -> Verdict:
        """The verdict on what is too much for the chat, whatever was left of its budget: OVER or SILENCE."""
        buckets, key = (self._persons, asker.person) if asker.group is None else (self._groups, asker.group)
        buckets.empty(key, now)
        return _over(buckets.tell(key, now))


def _over(is_news: bool) -> Verdict:
    return Verdict.OVER if is_news else Verdict.SILENCE
