"""The fields of a stored record: each is read as what it should be, or the record has a fault, which names it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from briefings.model.article_id import ArticleId

RecordReader = Callable[[object], object]  # raises RecordFault, and nothing else

_MAX_LENGTH = 64  # characters of any text that a record has
_YEARS = 1970, 9000  # such moments can be told in any time zone, and a day added to them


class RecordFault(ValueError):
    """A record cannot be used. `field` is what is wrong in it; `record` if that is all of it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def fields_of(document: object) -> dict[str, Any]:
    """The fields of a record. Raises RecordFault for what is none."""
    if not isinstance(document, Mapping):
        raise RecordFault("record")
    try:
        return dict(document)  # a document of a file is parsed only here
    except (LookupError, TypeError, ValueError) as error:
        raise RecordFault("record") from error


def text(fields: Mapping[str, Any], name: str) -> str:
    """A text of a few characters. Raises RecordFault."""
    value = fields.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_LENGTH:
        raise RecordFault(name)
    return value


def moment(fields: Mapping[str, Any], name: str) -> datetime:
    """A moment with its offset from UTC, in ISO 8601. Raises RecordFault."""
    try:
        value = datetime.fromisoformat(text(fields, name))
    except ValueError as error:
        raise RecordFault(name) from error
    if value.tzinfo is None or not is_usual_year(value.year):
        raise RecordFault(name)
    return value


def article_id(fields: Mapping[str, Any], name: str) -> str:
    """The id of an article. Raises RecordFault."""
    value = text(fields, name)
    if ArticleId.parse(value) is None:
        raise RecordFault(name)
    return value


def truth(fields: Mapping[str, Any], name: str) -> bool:
    """Yes or no. Raises RecordFault."""
    value = fields.get(name)
    if not isinstance(value, bool):
        raise RecordFault(name)
    return value


def number(fields: Mapping[str, Any], name: str) -> int:
    """A whole number. Raises RecordFault."""
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordFault(name)
    return value


def is_usual_year(year: int) -> bool:
    """Whether a moment of that year can be reckoned with, in any time zone."""
    return _YEARS[0] <= year <= _YEARS[1]
