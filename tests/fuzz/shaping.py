"""Makes texts and choices of the bytes that a fuzzer gives: a byte is a token or an operation, so that each counts."""

from collections.abc import Sequence
from typing import TypeVar

from fuzz.words import MARKS, WORDS

T = TypeVar("T")

MAX_LENGTH = 8_000  # characters of a text: enough to see a cost that grows with the square
_REPEAT, _RAW = 0xF0, 0xE0  # from here on a byte repeats the last token, or takes bytes as they are


class Shape:
    """Bytes that are used up from the front; none left give zeros and empty texts."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def byte(self) -> int:
        """The next byte; 0 after the last."""
        taken = self.take(1)
        return taken[0] if taken else 0

    def take(self, count: int) -> bytes:
        """The next bytes, as many as are left."""
        taken = self._data[self._position : self._position + count]
        self._position += count
        return taken

    def pick(self, choices: Sequence[T]) -> T:
        """One of a few."""
        return choices[self.byte() % len(choices)]

    def text(self, *dictionaries: Sequence[str], end: int | None = None) -> str:
        """A text of the tokens of these dictionaries, words and marks; up to the byte `end`, or all that is left.

        A byte below 0xE0 is a token, one below 0xF0 takes some bytes as they are, any other repeats the token before.
        """
        tokens = [token for dictionary in (*dictionaries, WORDS, MARKS) for token in dictionary]
        parts: list[str] = []
        length = 0
        while self._position < len(self._data) and length < MAX_LENGTH:
            byte = self.byte()
            if byte == end:
                break
            if byte < _RAW:
                parts.append(tokens[byte % len(tokens)])
            elif byte < _REPEAT:
                parts.append(self.take(byte - _RAW + 1).decode("utf-8", "replace"))
            else:
                parts.append((parts[-1] if parts else "\n") * (1 << (byte - _REPEAT)))
            length += len(parts[-1])
        return "".join(parts)[:MAX_LENGTH]

    def content(self, *dictionaries: Sequence[str]) -> bytes:
        """The bytes of a file: as they are, or those of a text, in one encoding or another."""
        kind = self.byte()
        if kind < 64:
            return self._data[self._position :]
        encoding = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "shift_jis", "koi8-r")[kind % 8]
        return self.text(*dictionaries).encode(encoding, "replace")
