"""What a chat has been shown is remembered, within bounds, whatever happens to the file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from stored_articles import damage

from bot.chats.read_positions import ReadPositions
from bot.chats.reader_context import ReaderContexts
from bot.chats.subscriptions import Subscriptions
from briefings.model.briefing import Briefing

READER, GROUP = 200, -1001


def shown(id: str, snapshot_id: str) -> Briefing:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    return Briefing(id, "Ferry Resumes", (), (), (), 1, now, snapshot_id)


def test_what_was_shown_is_known_after_a_restart_to_that_chat_only(tmp_path: Path) -> None:
    seen = ReadPositions(tmp_path)
    seen.note(GROUP, [shown("261123-1", "261123-1")])
    seen.note(GROUP, [shown("261123-1", "261123-5"), shown("261123-2", "261123-2")])
    seen.close()
    again = ReadPositions(tmp_path)
    assert again.of(GROUP) == {"261123-1": "261123-5", "261123-2": "261123-2"}
    assert again.of(READER) == {}


def test_the_last_hundred_stories_are_remembered(tmp_path: Path) -> None:
    seen = ReadPositions(tmp_path)
    seen.note(READER, [shown(f"261123-{number}", f"261123-{number}") for number in range(1, 151)])
    assert list(seen.of(READER)) == [f"261123-{number}" for number in range(51, 151)]


def test_a_damaged_record_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    seen = ReadPositions(tmp_path / "seen")
    seen.note(READER, [shown("261123-1", "261123-1")])
    file = next((tmp_path / "seen").glob("*.json"))
    left = damage(file)
    again = ReadPositions(tmp_path / "seen")
    assert again.of(READER) == {}
    assert (tmp_path / "quarantine" / file.name).read_bytes() == left
    again.note(READER, [shown("261123-2", "261123-2")])
    assert again.of(READER) == {"261123-2": "261123-2"}


def test_a_record_that_cannot_be_kept_costs_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    reader_contexts = ReaderContexts(ReadPositions(tmp_path / "seen"), Subscriptions(tmp_path / "readers.json"))
    reader_contexts.note(READER, [shown("261123-1", "261123-1")])
    file = next((tmp_path / "seen").glob("*.json"))
    file.with_name(f"{file.name}.writing").mkdir()
    reader_contexts.note(READER, [shown("261123-2", "261123-2")])
    assert "could not be kept" in caplog.text
    file.with_name(f"{file.name}.writing").rmdir()
    assert reader_contexts.of(READER).seen == {"261123-1": "261123-1"}
