"""An editor's correction of one field: a new version of the article, or a UsageError that says what will not do."""

import re
from dataclasses import replace
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
_CLEAR = "-"


def with_correction(article: Article, field: str, value: str) -> Article:
    """The article with `field` set to `value`; the value `-` clears it. Raises UsageError."""
    name = _FIELDS.get(field.lower())
    if name is None:
        raise UsageError("edit-field", field=field)
    return replace(article, **{name: _read(name, field.lower(), " ".join(value.split()))})


def _read(name: str, field: str, value: str) -> Any:
    wrong = UsageError("edit-value", field="date" if name == "published" else name, value=value)
    if name == "topics":
        return () if value == _CLEAR else tuple(part.strip() for part in value.split(",") if part.strip())
    if name == "language":
        if not re.fullmatch("[a-z]{2}", value):
            raise wrong
        return value
    if value == _CLEAR:
        if name == "headline":
            raise wrong
        return None
    if name == "link" and not re.fullmatch(r"https?://\S+", value):
        raise wrong
    if name == "published":
        moment = parse_date(value)
        if moment is None:
            raise wrong
        return moment
    return value
