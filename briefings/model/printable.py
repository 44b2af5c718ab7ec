"""Names from outside (of files, of links) as they can be shown in a line, whatever is in them."""

import re

# Control characters, ends of lines, what turns the direction of the text behind it (Unicode's bidirectional
# embeddings, overrides and isolates), and halves of surrogate pairs, which stand for bytes that are no text.
_NOT_PRINTABLE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text with a replacement for each character that would move the cursor, colour a terminal or turn a line."""
    return _NOT_PRINTABLE.sub(_REPLACEMENT, text)
