"""Which way a line runs, where Hebrew or Arabic meets Latin letters (Unicode's bidirectional algorithm, UAX #9).

Telegram and terminals let a line run the way of its first letter, which is wrong where an Arabic sentence begins with
a Latin name, and where a source line in English begins with an Arabic outlet. Invisible marks put that right; a
sentence itself is never touched.
"""

from unicodedata import bidirectional

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_ISOLATE, _END = "\u2068", "\u2069"
_RTL = ("R", "AL")


def has_rtl(text: str) -> bool:
    """Whether any letter of it runs from right to left."""
    return any(bidirectional(character) in _RTL for character in text)


def opening(text: str) -> str:
    """What to put before a text so that its line runs the way of most of its letters; nothing if it does anyway."""
    strong = [bidirectional(character) in _RTL for character in text if bidirectional(character) in ("L", *_RTL)]
    mostly_rtl = 2 * sum(strong) > len(strong)
    if not strong or strong[0] == mostly_rtl:
        return ""
    return _RIGHT_TO_LEFT if mostly_rtl else _LEFT_TO_RIGHT


def isolated(text: str, among: str = "") -> str:
    """A text that stands in a line with others, so that neither turns the other round; itself if none can."""
    return f"{_ISOLATE}{text}{_END}" if has_rtl(text + among) else text


def left_to_right(*parts: str) -> str:
    """What to put before a line in the interface's language so that it runs from left to right whatever its parts."""
    return _LEFT_TO_RIGHT if has_rtl("".join(parts)) else ""
