"""A record is read whole, or it is named bad: whatever is stored, nothing else comes of it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored_articles import FERRY, NOON

from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.digest_slots import Progress, next_due
from briefings.model.story import StoryAssignment
from briefings.storage.json_file import LazyDocument
from briefings.storage.records.chats import DeliveryRecord, read_choice, read_delivery, read_positions
from briefings.storage.records.editors import read_editor
from briefings.storage.records.fields import RecordFault, RecordReader
from briefings.storage.tinydb.documents import to_document
from briefings.storage.tinydb.undo_log import read_change

Json = dict[str, Any]

CHOICE: Json = {"time": "07:30", "zone": "Europe/Berlin", "chosen": "2026-11-01T00:00:00+00:00", "active": True}
DELIVERY: Json = {
    "since": "2026-11-01T00:00:00+00:00",
    "since_article": "261123-4",
    "last": "2026-11-23T07:30:00+01:00",
}
POSITIONS: Json = {"stories": {"261123-1": "261123-4"}, "day": "2026-11-24"}
EDITOR: Json = {"user": 5, "since": "2026-11-01T00:00:00+00:00"}
ARTICLE = to_document(FERRY, NOON, StoryAssignment("261123-1", "261123-1"))
CHANGE: Json = {"editor": 5, "documents": {"261123-1": ARTICLE}}

KINDS: Mapping[str, tuple[RecordReader, Json]] = {
    "subscription": (read_choice, CHOICE),
    "subscription of an older version": (read_choice, CHOICE | DELIVERY),
    "delivery": (read_delivery, DELIVERY),
    "positions": (read_positions, POSITIONS),
    "editor": (read_editor, EDITOR),
    "change": (read_change, CHANGE),
}

_texts = st.sampled_from(
    (
        *("", "x", "\0", "x" * 10_000_000, "99:99", "07:30+02:00", "../../etc/passwd", "/etc/passwd", "Europe//Berlin"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-23T07:30:00", "2026-11-23"),
        *("261123-1", "991399-1", "261123-1/../.."),
    )
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | _texts | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10) | _texts, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def spoilt(draw: st.DrawFn, record: Json) -> object:
    """The record, with some of what is in it another or gone, at any depth."""
    after = dict(record)
    for name in draw(st.lists(st.sampled_from(sorted(record)), min_size=1, unique=True)):
        if draw(st.booleans()) and isinstance(record[name], dict):
            after[name] = draw(spoilt(record[name]))
        elif draw(st.integers(0, 3)):
            after[name] = draw(_values)
        else:
            del after[name]
    return after


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_as_it_is_written_is_read(kind: str) -> None:
    read, record = KINDS[kind]
    assert read(record) == read(LazyDocument(orjson.dumps(record)))


@pytest.mark.parametrize("kind", KINDS)
def test_any_record_is_read_whole_or_named_bad(kind: str) -> None:
    read, record = KINDS[kind]

    @given(document=spoilt(record) | _values)
    def look(document: object) -> None:
        try:
            read(document)
        except RecordFault as fault:
            assert fault.field in {"record", *record}

    look()


@pytest.mark.parametrize("line", [b"", b"[1, 2]", b'"x"', b"5", b"{", b"\xff"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_line_of_a_file_that_is_no_record_is_named_bad(kind: str, line: bytes) -> None:
    with pytest.raises(RecordFault):
        KINDS[kind][0](LazyDocument(line))


@given(choice=spoilt(CHOICE), delivery=spoilt(DELIVERY))
def test_a_subscription_that_is_read_can_be_reckoned_with(choice: object, delivery: object) -> None:
    try:
        chosen, delivered = read_choice(choice), read_delivery(delivery)
    except RecordFault:
        return
    last = delivered.last
    progress = Progress(last.date(), 1, last) if last else Progress()
    next_due(DigestPreferences(times=(chosen.time,), zone=chosen.zone), progress, chosen.chosen, NOON)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("subscription", "time", "25:00"),
        ("subscription", "time", 10**9),
        ("subscription", "time", "07:30+02:00"),
        ("subscription", "zone", "../../etc/passwd"),
        ("subscription", "zone", "/Europe/Berlin"),
        ("subscription", "zone", ""),
        ("subscription", "zone", None),
        ("subscription", "chosen", "2026-11-01T00:00:00"),
        ("subscription", "chosen", "9999-12-31T00:00:00+00:00"),
        ("subscription", "active", 1),
        ("delivery", "since", None),
        ("delivery", "since_article", "261323-1"),
        ("delivery", "last", float("nan")),
        ("positions", "stories", ["261123-1"]),
        ("positions", "stories", {"261123-1": 5}),
        ("positions", "stories", {"../x": "261123-1"}),
        ("positions", "day", "0001-01-01"),
        ("editor", "user", -5),
        ("editor", "user", True),
        ("editor", "user", "5"),
        ("change", "editor", None),
        ("change", "documents", {"261123-1": {}}),
        ("change", "documents", [ARTICLE]),
    ],
)
def test_the_field_that_is_wrong_is_named(kind: str, field: str, value: object) -> None:
    read, record = KINDS[kind]
    with pytest.raises(RecordFault) as caught:
        read(record | {field: value})
    assert caught.value.field in (field, "record")


def test_a_subscription_of_an_older_version_has_its_deliveries_with_it() -> None:
    assert read_choice(CHOICE | DELIVERY).delivery == read_delivery(DELIVERY)
    assert read_choice(CHOICE).delivery == DeliveryRecord(datetime.fromisoformat(CHOICE["chosen"]), None, None)
    assert read_choice(CHOICE).time == time(7, 30)


def test_positions_of_an_older_version_are_of_the_day_of_their_newest_article() -> None:
    stories = {"261120-1": "261122-9", "261121-1": "261121-1"}
    assert read_positions({"stories": stories}).day == date(2026, 11, 22)
    assert read_positions({"stories": {}}).day == date.min
