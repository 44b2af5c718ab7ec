"""Lists of articles or stories as messages, each list with the buttons that open what is in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.rendering.html import Piece, pack
from bot.rendering.message import Message, with_buttons
from bot.rendering.story_blocks import shortened

_MAX_BUTTONS = 20  # under one message; of a longer list, the first are opened with a button
_MAX_LABEL_LENGTH = 50  # characters


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A block that lists something, and what opens each: its headline and the button's data."""

    block: Sequence[Piece]
    opens: Sequence[tuple[str, str]]


def pack_lists(lists: Iterable[ListedStory]) -> list[Message]:
    """Lists in as few messages as hold their text and their buttons; each button stands under its own list."""
    messages: list[Message] = []
    together: list[ListedStory] = []
    for listed in lists:
        if together and not _fit([*together, listed]):
            messages += _packed(together)
            together = []
        together.append(listed)
    return [*messages, *_packed(together)]


def _fit(lists: Sequence[ListedStory]) -> bool:
    buttons = sum(len(listed.opens) for listed in lists)
    return buttons <= _MAX_BUTTONS and len(pack(listed.block for listed in lists)) == 1


def _packed(lists: Sequence[ListedStory]) -> list[Message]:
    packed = pack(listed.block for listed in lists)
    opens = [pair for listed in lists for pair in listed.opens][:_MAX_BUTTONS]
    rows = tuple(((shortened(headline, _MAX_LABEL_LENGTH), data),) for headline, data in opens)
    return with_buttons(packed, rows)
