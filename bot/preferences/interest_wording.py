"""Reads what people type after `/follow` and `/mute`: an outlet, a story's number, or words, which are taken literally.

There are no patterns, and no filters but `outlet:`.
"""

import re
from dataclasses import dataclass
from typing import Literal

from briefings.errors import UsageError
from briefings.language.text_folding import fold, tidy
from briefings.model.printable import printable

What = Literal["words", "outlet", "story"]
AtOnce = Literal["no", "now", "always"]
"""Whether a story's news is sent at once; `always`: in quiet hours too."""

MAX_LENGTH = 60  # characters of words or of a name
_NUMBER = re.compile(r"[0-9]{6}-[0-9]{1,9}")  # of an article that there may be
_OUTLET = re.compile(r"outlet:\s*(.*)", re.IGNORECASE | re.DOTALL)
_QUOTATION_MARKS = "\"'“”„‟«»‘’"
_AT_ONCE: dict[str, AtOnce] = {"now": "now", "always": "always"}


@dataclass(frozen=True, slots=True)
class TypedInterest:
    """What somebody follows or mutes.

    Attributes:
        value: what it is told apart by: words or a name without case, accents and quotation marks; an article's id.
        title: it as they typed it.
        at_once: of a story, what they said of its news; None if nothing.
    """

    what: What
    value: str
    title: str
    at_once: AtOnce | None = None


def read_interest(text: str) -> TypedInterest:
    """What the text means. Raises UsageError: `interest-no-words`, `interest-long` (most), `interest-now` (word)."""
    first, *rest = text.split(maxsplit=1) or [""]
    if _NUMBER.fullmatch(first) and (not rest or rest[0].casefold() in _AT_ONCE):
        return TypedInterest("story", first, first, _AT_ONCE[rest[0].casefold()] if rest else None)
    if rest and (last := text.rsplit(maxsplit=1)[-1].casefold()) in _AT_ONCE:
        raise UsageError("interest-now", word=last)
    outlet = _OUTLET.fullmatch(text.strip())
    title = printable(" ".join((outlet[1] if outlet else text).split())).strip(_QUOTATION_MARKS).strip()
    if not any(map(str.isalnum, title)):
        raise UsageError("interest-no-words")
    if len(title) > MAX_LENGTH:
        raise UsageError("interest-long", most=MAX_LENGTH)
    return TypedInterest("outlet" if outlet else "words", folded(title), title)


def folded(title: str) -> str:
    """Words or a name without case and accents."""
    return " ".join(fold(tidy(title)).split())
