"""A record that nothing can be made of stops neither the bot nor anyone else's digest."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from stored_records import NOON, open_editors, open_read_positions, open_subscriptions, store

from briefings.model.briefing import Briefing

READER, OTHER = 41, 42
MORNING = time(7, 30)
CHOSEN = datetime(2026, 11, 1, tzinfo=UTC)
CHOICE = {"time": "07:30", "zone": "Europe/Berlin", "chosen": CHOSEN.isoformat(), "active": True}
# As an import once took them, found by feeding it random bytes: a record of something else under a reader's name.
OF_SOMETHING_ELSE = {"time": "07:30", "zone": "UTC", "active": True, "stories": {"261123-1": "261123-1"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which another chat's digest is due at noon."""
    subscriptions = open_subscriptions(tmp_path)
    subscriptions.set(OTHER, MORNING, "UTC", CHOSEN)
    subscriptions.close()
    return tmp_path


def due(folder: Path) -> list[int]:
    subscriptions = open_subscriptions(folder)
    try:
        return sorted(subscription.chat_id for subscription in subscriptions.due(NOON))
    finally:
        subscriptions.close()


@pytest.mark.parametrize(
    "record", [{}, OF_SOMETHING_ELSE, CHOICE | {"time": 10**9}, CHOICE | {"zone": "../../etc/passwd"}]
)
def test_others_get_their_digest_beside_a_bad_subscription(
    folder: Path, record: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    store(folder, "readers.json", READER, record)
    assert due(folder) == [OTHER]
    assert f"The subscription of chat {READER} cannot be read" in caplog.text


def test_a_chat_with_a_bad_subscription_can_subscribe_again(folder: Path) -> None:
    store(folder, "readers.json", READER, {})
    subscriptions = open_subscriptions(folder)
    assert subscriptions.get(READER) is None
    subscriptions.set(READER, MORNING, "UTC", CHOSEN)
    subscriptions.close()
    assert due(folder) == [READER, OTHER]


def test_a_chat_with_a_bad_record_of_deliveries_gets_its_digest(folder: Path) -> None:
    store(folder, "readers.json", READER, CHOICE)
    store(folder, "deliveries.json", READER, {"since": "yesterday"})
    assert due(folder) == [READER, OTHER]


@pytest.mark.parametrize("zone", ["Atlantis/Capital", "Europe", "US/Pacific-New", "zone1970"])
def test_a_zone_that_this_machine_does_not_know_is_taken_as_utc(
    folder: Path, zone: str, caplog: pytest.LogCaptureFixture
) -> None:
    store(folder, "readers.json", READER, CHOICE | {"zone": zone})
    subscriptions = open_subscriptions(folder)
    subscription = subscriptions.get(READER)
    assert subscription and (subscription.zone, subscription.time) == ("UTC", MORNING)
    assert f"The time zone of chat {READER} is not known here" in caplog.text
    assert subscriptions.claim(READER, NOON)
    subscriptions.close()
    assert zone in (folder / "readers.json").read_text(encoding="utf-8")  # kept for a database that knows it


def test_a_subscription_that_fails_when_it_is_looked_at_stops_no_other(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    subscriptions = open_subscriptions(folder)
    subscriptions.set(READER, MORNING, "Atlantis/Capital", CHOSEN)
    for _ in range(3):
        assert [subscription.chat_id for subscription in subscriptions.due(NOON)] == [OTHER]
    assert caplog.text.count(f"Whether the digest for chat {READER} is due cannot be said") == 1
    subscriptions.close()


def shown(story: str, newest: str) -> Briefing:
    return Briefing(story, "Ferry Resumes", (), (), (), 1, NOON, newest)


@pytest.mark.parametrize("record", [{}, {"stories": [1]}, {"stories": {}, "day": "soon"}])
def test_a_chat_whose_read_positions_are_bad_was_shown_nothing_and_is_remembered_from_now_on(
    tmp_path: Path, record: dict[str, Any]
) -> None:
    store(tmp_path, "seen/09.json", READER, record)
    store(tmp_path, "seen/09.json", OTHER, record)
    positions = open_read_positions(tmp_path)
    assert positions.of(READER) == {}
    positions.note(READER, [shown("261123-1", "261123-2")])
    assert positions.of(READER) == {"261123-1": "261123-2"}
    positions.close()


def test_other_editors_stay_editors_beside_a_bad_record(tmp_path: Path) -> None:
    store(tmp_path, "editors.json", 5, {"user": 5})
    for id, record in enumerate(({}, {"user": "7"}, {"user": 10**18}, {"user": -8}, {"user": True}), 6):
        store(tmp_path, "editors.json", id, record)
    assert open_editors(tmp_path).ids() == {5}
