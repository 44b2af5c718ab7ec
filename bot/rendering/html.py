"""Telegram HTML: escaped, and packed into messages that Telegram takes; knows nothing of news."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

MAX_MESSAGE_UNITS = 4096  # UTF-16 code units in one message, counted after its HTML is parsed
MAX_MESSAGE_BYTES = 32_768  # of HTML, tags and addresses included; of more the Bot API says “Text is too long”
_MAX_CHARACTER_UNITS = 2  # UTF-16 code units of an emoji


_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is not cut in two unless it alone exceeds a message.

    Attributes:
        text: plain text; escaped when it is put into a message.
        before, after: HTML around it, each tag opened in `before` closed in `after`.
        extra: how many UTF-16 units of visible text `before` and `after` hold.
        gap: what stands between it and the piece in front of it.
    """

    text: str
    before: str = ""
    after: str = ""
    extra: int = 0
    gap: str = " "

    def html(self) -> str:
        return f"{self.before}{escape(self.text, quote=False)}{self.after}"

    def size(self) -> int:
        """UTF-16 units it takes in a message, its gap included."""
        return units(self.gap) + units(self.text) + self.extra

    def bytes(self) -> int:
        """Bytes of HTML it takes in a message, its gap included."""
        return len(f"{escape(self.gap, quote=False)}{self.html()}".encode("utf-8", "surrogatepass"))


def bold(text: str, gap: str = "") -> Piece:
    return Piece(text, "<b>", "</b>", gap=gap)


def italic(text: str, gap: str = " ") -> Piece:
    return Piece(text, "<i>", "</i>", gap=gap)


def code(text: str, gap: str = " ") -> Piece:
    return Piece(text, "<code>", "</code>", gap=gap)


def quote(text: str, gap: str = "\n") -> Piece:
    """A block quote that Telegram shows folded to three lines until it is tapped."""
    return Piece(text, "<blockquote expandable>", "</blockquote>", gap=gap)


def marked(text: str, mark: str, gap: str = " ") -> Piece:
    """Text with a mark behind it that is never parted from its end."""
    return Piece(text, after=f" {escape(mark, quote=False)}", extra=units(mark) + 1, gap=gap)


def with_code(text: str, value: str, gap: str = "\n") -> Piece:
    """Text with a value behind it that is shown as code and never parted from its end."""
    return Piece(text, after=f" · <code>{escape(value, quote=False)}</code>", extra=units(value) + 3, gap=gap)


def linked(before: str, text: str, address: str, after: str, gap: str = "\n") -> Piece:
    """A line with a link in it."""
    return Piece(
        text,
        f'{escape(before, quote=False)}<a href="{escape(address)}">',
        f"</a>{escape(after, quote=False)}",
        units(before) + units(after),
        gap,
    )


def units(text: str) -> int:
    """The length of plain text as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pack(blocks: Iterable[Sequence[Piece]], limit: int = MAX_MESSAGE_UNITS) -> list[str]:
    """Blocks (stories) → the HTML of as few messages as hold them, in order, a blank line between blocks.

    A message ends between two blocks; inside a block only where the block exceeds a message of its own, and then
    between two pieces; inside a piece only where the piece does, at white space if there is any. Each part of a piece
    has what stands around the piece. A gap that leaves no room for a character beside it is dropped, and so is what
    stands around a text; the text itself never is, unless it is white space alone.
    """
    packing = _Packing(limit)
    for block in blocks:
        packing.add([part for piece in block for part in _cut(piece, limit)])
    return packing.messages()


def plain(text: str) -> str:
    """A text without formatting, as one message."""
    return pack([[Piece(text)]])[0]


def sendable(text: str) -> str:
    """The text as it can be sent: halves of characters joined, those that have lost theirs as U+FFFD."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Packing:
    """Messages, the last of them still being filled."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._full: list[str] = []
        self._html: list[str] = []
        self._units = self._bytes = 0

    def add(self, parts: Sequence[Piece]) -> None:
        """Add a block, in a message of its own if the last one has no room for all of it."""
        if not parts:
            return
        block = [replace(parts[0], gap="\n\n"), *parts[1:]]
        if not self._has_room(block):
            self._end_message()
        for part in block:
            if not self._has_room([part]):
                self._end_message()
            joint = part if self._html else replace(part, gap="")
            self._html += escape(joint.gap, quote=False), joint.html()
            self._units += joint.size()
            self._bytes += joint.bytes()

    def messages(self) -> list[str]:
        self._end_message()
        return self._full

    def _has_room(self, parts: Sequence[Piece]) -> bool:
        return (
            self._units + sum(part.size() for part in parts) <= self._limit
            and self._bytes + sum(part.bytes() for part in parts) <= MAX_MESSAGE_BYTES
        )

    def _end_message(self) -> None:
        if self._html:
            self._full.append(sendable("".join(self._html)))
        self._html, self._units, self._bytes = [], 0, 0


def _cut(piece: Piece, limit: int) -> list[Piece]:
    """A piece in as many parts as it needs; none for one with nothing to see."""
    piece = _with_room(piece, limit)
    room = limit - piece.extra - units(piece.gap)
    if units(piece.text) <= room:
        return [piece] if piece.text.strip() or piece.extra else []
    parts: list[Piece] = []
    text, start = piece.text.strip(), 0
    while start < len(text):
        end = _last_fit(text, start, room)
        if end < len(text):
            space = max(text.rfind("\n", start, end + 1), text.rfind(" ", start, end + 1))
            end = space if space > start else end
        parts.append(replace(piece, text=text[start:end].rstrip()))
        start = _BLANK.match(text, end).end()  # type: ignore[union-attr]  # it matches anywhere
    return parts


def _with_room(piece: Piece, limit: int) -> Piece:
    """The piece without those of its gap and its surroundings that leave no room for a character of its text."""
    if piece.extra + _MAX_CHARACTER_UNITS > limit:
        piece = Piece(piece.text, gap=piece.gap)
    if units(piece.gap) + piece.extra + _MAX_CHARACTER_UNITS > limit:
        piece = replace(piece, gap="")
    return piece


def _last_fit(text: str, start: int, room: int) -> int:
    """Where the part of `text` ends that begins at `start` and takes at most `room` UTF-16 units."""
    used = 0
    for position in range(start, min(len(text), start + room + 1)):
        used += 2 if ord(text[position]) > 0xFFFF else 1
        if used > room:
            return position
    return len(text)
