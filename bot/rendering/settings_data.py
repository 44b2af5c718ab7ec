"""What the buttons under `/settings` carry: of which channel, if not of the chat they are in; a screen, or a change."""

import re

from briefings.errors import UsageError

SETTINGS = "set:"
_DATA = re.compile(r"(-\d{1,18})?:([a-z0-9=+:/_-]{1,45})", re.IGNORECASE)


def settings_data(what: str, channel_id: int | None = None) -> str:
    """`what`: a screen such as `hour:07`, or a change such as `time=+07:30`. At most 64 bytes for any time zone."""
    return f"{SETTINGS}{channel_id or ''}:{what}"


def read_settings_data(to: str) -> tuple[int | None, str]:
    """The channel (None: the chat itself) and what is wanted, of the argument of a button. Raises UsageError."""
    match = _DATA.fullmatch(to)
    if not match:
        raise UsageError("button-old")
    return int(match[1]) if match[1] else None, match[2]
