"""What a column can hold, read off its declaration in the schema, so that tables to come are checked as well.

SQLite stores in a column whatever it is given, and an export may have been written by hand.
"""

from math import isfinite

_BITS = {"{number}": 63, "BIGINT": 63, "INTEGER": 31, "SMALLINT": 15}
_ALWAYS = ("{number}", "NOT NULL", "PRIMARY KEY")  # in declarations of columns that are never empty


def can_hold(declaration: str, value: object) -> bool:
    """Whether a column that is declared as `BIGINT NOT NULL`, say, can hold a value, in either engine."""
    kind = declaration.split(maxsplit=1)[0]
    if value is None:
        return not any(word in declaration for word in _ALWAYS)
    if kind == "TEXT":
        return isinstance(value, str) and _is_storable(value)
    if isinstance(value, bool):
        return False
    if kind == "FLOAT":
        return isinstance(value, int | float) and isfinite(value)
    return isinstance(value, int) and -(1 << _BITS[kind]) <= value < 1 << _BITS[kind]


def _is_storable(text: str) -> bool:
    """Whether it has neither the character that PostgreSQL refuses nor half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
