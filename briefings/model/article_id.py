"""The id of an article: the day it was received and its number on that day."""

from datetime import date
from typing import NamedTuple, Self

_NUMBER_BITS = 32


class ArticleId(NamedTuple):
    """An article's id, parsed: the day (UTC) and the number on that day, from 1. Sorts the oldest first."""

    day: date
    number: int

    def __str__(self) -> str:
        day = self.day
        return f"{day.year % 100:02}{day.month:02}{day.day:02}-{self.number}"  # strftime takes four times as long

    @property
    def packed(self) -> int:
        """The id as one integer, which sorts the same."""
        return self.day.toordinal() << _NUMBER_BITS | self.number

    @classmethod
    def unpack(cls, packed: int) -> Self:
        """The id of which `packed` is the integer."""
        return cls(date.fromordinal(packed >> _NUMBER_BITS), packed & ((1 << _NUMBER_BITS) - 1))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The id in a text such as `261123-4`; None if it is no id."""
        day, dash, number = text.strip().partition("-")
        if not (text.isascii() and dash and day.isdigit() and len(day) == 6 and number.isdigit() and len(number) < 10):
            return None
        try:
            return cls(date(2000 + int(day[:2]), int(day[2:4]), int(day[4:])), int(number))
        except ValueError:
            return None
