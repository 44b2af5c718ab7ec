"""What a chat has been shown is remembered, within bounds, whatever happens to the file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stored_articles import damage
from stored_records import open_read_positions, open_subscriptions

from bot.chats.reader_context import ReaderContexts
from briefings.model.briefing import Briefing

READER, GROUP = 200, -1001


def shown(id: str, snapshot_id: str) -> Briefing:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    return Briefing(id, "Ferry Resumes", (), (), (), 1, now, snapshot_id)


def test_what_was_shown_is_known_after_a_restart_to_that_chat_only(tmp_path: Path) -> None:
    positions = open_read_positions(tmp_path)
    positions.note(GROUP, [shown("261123-1", "261123-1")])
    positions.note(GROUP, [shown("261123-1", "261123-5"), shown("261123-2", "261123-2")])
    positions.close()
    again = open_read_positions(tmp_path)
    assert again.of(GROUP) == {"261123-1": "261123-5", "261123-2": "261123-2"}
    assert again.of(READER) == {}


def test_the_last_hundred_stories_are_remembered(tmp_path: Path) -> None:
    positions = open_read_positions(tmp_path)
    positions.note(READER, [shown(f"261123-{number}", f"261123-{number}") for number in range(1, 151)])
    assert list(positions.of(READER)) == [f"261123-{number}" for number in range(51, 151)]


def test_a_damaged_record_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    positions = open_read_positions(tmp_path)
    positions.note(READER, [shown("261123-1", "261123-1")])
    file = next((tmp_path / "seen").glob("*.json"))
    left = damage(file)
    again = open_read_positions(tmp_path)
    assert again.of(READER) == {}
    assert (tmp_path / "quarantine" / file.name).read_bytes() == left
    again.note(READER, [shown("261123-2", "261123-2")])
    assert again.of(READER) == {"261123-2": "261123-2"}


def test_a_record_that_cannot_be_kept_costs_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    reader_contexts = ReaderContexts(open_read_positions(tmp_path), open_subscriptions(tmp_path))
    reader_contexts.note(READER, [shown("261123-1", "261123-1")])
    file = next((tmp_path / "seen").glob("*.json"))
    file.with_name(f"{file.name}.writing").mkdir()
    reader_contexts.note(READER, [shown("261123-2", "261123-2")])
    assert "could not be kept" in caplog.text
    file.with_name(f"{file.name}.writing").rmdir()
    assert reader_contexts.of(READER).positions == {"261123-1": "261123-1"}


def test_a_chat_that_was_shown_nothing_for_sixty_days_is_forgotten(tmp_path: Path) -> None:
    now = [datetime(2026, 11, 23, 12, tzinfo=UTC)]
    positions = open_read_positions(tmp_path, lambda: now[0])
    positions.note(READER, [shown("261123-1", "261123-1")])
    positions.note(GROUP, [shown("261123-1", "261123-1")])
    now[0] += timedelta(days=59)
    positions.note(READER, [shown("261123-2", "261123-2")])  # an old story, shown today
    assert positions.of(GROUP)
    now[0] += timedelta(days=2)
    positions.note(READER, [shown("261123-3", "261123-3")])
    assert positions.of(GROUP) == {}
    assert set(positions.of(READER)) == {"261123-1", "261123-2", "261123-3"}
