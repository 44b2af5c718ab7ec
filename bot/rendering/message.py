"""A message of the bot before it is sent."""

from dataclasses import dataclass

from bot.rendering.callback_data import Rows


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its HTML and its rows of buttons."""

    html: str
    buttons: Rows = ()
