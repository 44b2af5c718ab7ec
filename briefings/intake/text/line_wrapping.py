"""Text that was wrapped at a fixed width → one line a paragraph again; any other text as it is."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefings.intake.text.boilerplate import is_furniture
from briefings.intake.text.lines import is_wide

_WIDEST = 100  # characters; a text whose lines are longer was not wrapped
_NARROWEST = 40
_FEWEST_OPEN = 3  # lines that stop in mid-sentence
_MOSTLY = 0.8  # of the lines
_SENTENCE_END = re.compile(r"""[.!?…:。！？؟۔]["'”’»)\]]*$""")
_LIST_ITEM = re.compile(r"([-–—•*·‣◦]|\d{1,3}[.)])\s")


def unwrap(lines: Sequence[str]) -> list[str]:
    """The lines with hard-wrapped paragraphs joined; as they are if the text was not wrapped.

    It was, if nearly every line inside a block ends where the next word would not have fitted any more, and some end
    in mid-sentence. A text with one paragraph a line does not look like that. Lines that come twice (captions,
    headlines) and furniture are never joined, nor asked.
    """
    often = {line for line, count in Counter(lines).items() if count > 1 or is_furniture(line)}
    inside = [
        (line, after)
        for line, after in pairwise(lines)
        if line and after and not often & {line, after} and len(line) <= _WIDEST
    ]
    width = max((len(line) for line, _ in inside), default=0)
    full = {(line, after) for line, after in inside if _is_full(line, after, width)}
    open_ends = sum(not _SENTENCE_END.search(line) for line, _ in full)
    if width < _NARROWEST or open_ends < _FEWEST_OPEN or len(full) < _MOSTLY * len(inside):
        return list(lines)
    joined: list[list[str]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if (before, line) in full:
            joined[-1].append(line)
        else:
            joined.append([line])
    return [_join(parts) for parts in joined]


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on a line."""
    if _LIST_ITEM.match(after):
        return False
    word = 1 if is_wide(after[0]) else 1 + len(after.split(" ", 1)[0])
    return len(line) + word > width


def _join(parts: Sequence[str]) -> str:
    glued = [parts[0]]
    for before, part in pairwise(parts):
        tight = (is_wide(before[-1]) and is_wide(part[0])) or re.search(r"\w-$", before)
        glued.append(part if tight else f" {part}")
    return "".join(glued)
