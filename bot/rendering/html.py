"""Telegram HTML: escaped, and packed into messages that Telegram takes; knows nothing of news."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

MAX_MESSAGE_UNITS = 4096  # UTF-16 code units in one message, counted after its HTML is parsed
_MAX_CHARACTER_UNITS = 2  # UTF-16 code units of an emoji


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
    messages: list[str] = []
    html, used = "", 0
    for block in blocks:
        parts = [part for piece in block for part in _cut(piece, limit)]
        size = sum(part.size() for part in parts) - (units(parts[0].gap) if parts else 0)
        if html and used + 2 + size > limit:
            messages.append(html)
            html, used = "", 0
        for number, part in enumerate(parts):
            joint = part if number else replace(part, gap="\n\n")
            if html and used + joint.size() > limit:
                messages.append(html)
                html, used = "", 0
            if not html:
                joint = replace(part, gap="")
            html += escape(joint.gap, quote=False) + joint.html()
            used += joint.size()
    return [*messages, html] if html else messages


def _cut(piece: Piece, limit: int) -> list[Piece]:
    """A piece in as many parts as it needs; none for one with nothing to see."""
    piece = _with_room(piece, limit)
    room = limit - piece.extra - units(piece.gap)
    if units(piece.text) <= room:
        return [piece] if piece.text.strip() or piece.extra else []
    parts: list[Piece] = []
    rest = piece.text.strip()
    while rest:
        end = _last_fit(rest, room)
        if end < len(rest):
            space = max(rest.rfind("\n", 0, end + 1), rest.rfind(" ", 0, end + 1))
            end = space if space > 0 else end
        parts.append(replace(piece, text=rest[:end].rstrip()))
        rest = rest[end:].lstrip()
    return parts


def _with_room(piece: Piece, limit: int) -> Piece:
    """The piece without those of its gap and its surroundings that leave no room for a character of its text."""
    if piece.extra + _MAX_CHARACTER_UNITS > limit:
        piece = Piece(piece.text, gap=piece.gap)
    if units(piece.gap) + piece.extra + _MAX_CHARACTER_UNITS > limit:
        piece = replace(piece, gap="")
    return piece


def _last_fit(text: str, room: int) -> int:
    """How many characters of `text` fit into `room` UTF-16 units."""
    used = 0
    for position, character in enumerate(text):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > room:
            return position
    return len(text)
