"""Checks the buttons under a message as the Bot API does, and reads them for tests."""

import re
from typing import Any, NamedTuple

from .refused import Refused

ACTIONS = (
    "callback_data",
    "callback_game",
    "copy_text",
    "login_url",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "url",
    "web_app",
)
STYLING = {"text", "style", "icon_custom_emoji_id"}
OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


class Button(NamedTuple):
    """What a reader sees, and what pressing it sends (or the address it opens)."""

    text: str
    data: str


def check_markup(markup: dict[str, Any], *, inline_only: bool = False) -> None:
    """Raises Refused, a violation, for a `reply_markup` the real server would not take."""
    if "inline_keyboard" in markup:
        _check_rows(markup["inline_keyboard"])
    elif inline_only or not any(name in markup for name in OTHER_MARKUPS):
        raise _bad("can't parse reply keyboard markup JSON object")


def buttons(markup: dict[str, Any]) -> list[list[Button]]:
    """The inline buttons, row by row."""
    return [
        [Button(button["text"], str(next((button[a] for a in ACTIONS if a in button), ""))) for button in row]
        for row in markup.get("inline_keyboard", [])
    ]


def _check_rows(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise _bad('field "inline_keyboard" must be an Array of Arrays')
    if any(len(row) > 8 for row in rows) or sum(len(row) for row in rows) > 100:
        raise _bad("BUTTONS_TOO_MUCH: at most 8 a row and 100 in all")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise _bad("can't parse inline keyboard button: Text buttons must have a text")
    actions = [name for name in button if name in ACTIONS]
    unknown = set(button) - STYLING - set(ACTIONS)
    if len(actions) != 1 or unknown:
        raise _bad(f"can't parse inline keyboard button: it must have exactly one action: {button}")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise _bad(f"BUTTON_DATA_INVALID: 1-64 bytes, not {button['callback_data']!r}")
    if "url" in button and not re.match(r"(https?|tg)://[^\s/]", button["url"]):
        raise _bad(f"BUTTON_URL_INVALID: {button['url']!r}")


def _bad(reason: str) -> Refused:
    return Refused(f"Bad Request: {reason}", violation=True)
