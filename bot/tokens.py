"""What a bot's token looks like, so that none is shown wherever it was put by mistake."""

import re

_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{30,}")
_ANY_TOKEN = re.compile(r"(?<!\d)\d{1,20}(?::|%3A|%253A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)  # also in an address
_MAX_SHOWN = 60  # characters of a wrong value that its sentence repeats


def is_token(text: str) -> bool:
    """Whether a text can be a bot's token."""
    return bool(_TOKEN.fullmatch(text))


def without_tokens(text: str, instead: str = "…") -> str:
    """The text with `instead` in place of whatever looks like a token."""
    return _ANY_TOKEN.sub(instead, text)


def shown(value: str) -> str:
    """The beginning of a wrong value, to repeat it in the sentence that says so."""
    return without_tokens(value)[:_MAX_SHOWN]  # in this order: the first half of a token is not known as one
