"""An editor's correction of one field of an article, checked: a field or value that is not valid is a UsageError."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from briefings.errors import UsageError
from briefings.intake.text.dates import parse_date
from briefings.model.article import Article

_FIELDS = {
    "headline": "headline",
    "title": "headline",
    "outlet": "outlet",
    "source": "outlet",
    "agency": "agency",
    "author": "author",
    "link": "link",
    "url": "link",
    "date": "published",
    "published": "published",
    "language": "language",
    "topics": "topics",
    "tags": "topics",
}
_CLEAR_VALUE = "-"


def with_correction(article: Article, field: str, value: str) -> Article:
    """The article with `field` set to `value`; the value `-` clears it. Raises UsageError."""
    name = _FIELDS.get(field.lower())
    if name is None:
        raise UsageError("edit-field", field=field)
    return replace(article, **{name: _parse_value(name, field.lower(), " ".join(value.split()))})


def field_text(article: Article, field: str) -> str:
    """The value of a field of an article as it would be typed; empty if there is none."""
    value = getattr(article, _FIELDS[field.lower()])
    if isinstance(value, datetime):
        return value.date().isoformat()
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _parse_value(name: str, field: str, value: str) -> Any:
    error = UsageError("edit-value", field="date" if name == "published" else name, value=value)
    if name == "topics":
        return () if value == _CLEAR_VALUE else tuple(part.strip() for part in value.split(",") if part.strip())
    if name == "language":
        if not re.fullmatch("[a-z]{2}", value):
            raise error
        return value
    if value == _CLEAR_VALUE:
        if name == "headline":
            raise error
        return None
    if name == "link" and not re.fullmatch(r"https?://\S+", value):
        raise error
    if name == "published":
        moment = parse_date(value)
        if moment is None:
            raise error
        return moment
    return value
