"""Corrections of one field of an article."""

from datetime import UTC, datetime

import pytest
from stored_articles import alone

from briefings.errors import UsageError
from briefings.newsroom.corrections import with_correction

ARTICLE = alone(
    id="261123-1",
    headline="Ferry Resumes",
    paragraphs=("It runs.",),
    outlet="The Post",
    topics=("ferry",),
)


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("headline", "  Ferry   Runs ", "headline", "Ferry Runs"),
        ("Title", "Ferry Runs", "headline", "Ferry Runs"),
        ("source", "The Herald", "outlet", "The Herald"),
        ("outlet", "-", "outlet", None),
        ("url", "https://example.org/a", "link", "https://example.org/a"),
        ("date", "28 Sep 2023", "published", datetime(2023, 9, 28, tzinfo=UTC)),
        ("topics", "harbour, islands ,", "topics", ("harbour", "islands")),
        ("topics", "-", "topics", ()),
        ("language", "es", "language", "es"),
    ],
)
def test_a_field_takes_its_new_value(field: str, value: str, name: str, expected: object) -> None:
    assert getattr(with_correction(ARTICLE, field, value), name) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [("colour", "red"), ("headline", "-"), ("link", "ftp://x"), ("date", "soon"), ("language", "Spanish"), ("id", "1")],
)
def test_a_field_or_value_that_will_not_do_is_refused(field: str, value: str) -> None:
    with pytest.raises(UsageError):
        with_correction(ARTICLE, field, value)
