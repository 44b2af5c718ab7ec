"""A message of the bot before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rendering.callback_data import Rows


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its HTML and its rows of buttons."""

    html: str
    buttons: Rows = ()


def with_buttons(packed: Sequence[str], rows: Rows) -> list[Message]:
    """A text that was packed into messages, the last one with the buttons."""
    return [*(Message(html) for html in packed[:-1]), *(Message(html, rows) for html in packed[-1:])]
