"""Who is an editor, and the one-time link."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from stored_records import open_editors
from telegram.constants import ChatID

from bot.chats.editor_registry import EditorRegistry, may_be_secret
from briefings.errors import ArchiveError
from briefings.storage.data_folder import DataFolder
from briefings.storage.tinydb.engine import TinyDBEngine


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_the_editors_named_in_the_settings_are_editors(tmp_path: Path) -> None:
    editors = open_editors(tmp_path, named=frozenset({7}))
    assert editors.is_editor(7)
    assert not editors.is_editor(8)
    assert not editors.is_editor(None)


def test_a_claim_works_once_and_is_kept_over_a_restart(tmp_path: Path) -> None:
    editors = open_editors(tmp_path)
    secret = editors.open_claim()
    assert not editors.claim("guess", 5)
    assert editors.claim(secret, 5)
    assert not editors.claim(secret, 6)
    editors.close()
    again = open_editors(tmp_path)
    assert again.ids() == {5}
    assert not again.claim(secret, 6)


def test_a_claim_runs_out_after_an_hour(tmp_path: Path) -> None:
    clock = Clock()
    editors = open_editors(tmp_path, clock)
    secret = editors.open_claim()
    clock.now += timedelta(hours=1, seconds=1)
    assert not editors.claim(secret, 5)
    assert not editors.ids()


def test_a_new_link_voids_the_one_before(tmp_path: Path) -> None:
    editors = open_editors(tmp_path)
    first, second = editors.open_claim(), editors.open_claim()
    assert not editors.claim(first, 5)
    assert editors.claim(second, 5)


def test_a_secret_fits_what_a_start_link_may_carry(tmp_path: Path) -> None:
    secret = open_editors(tmp_path).open_claim()
    assert len(secret) <= 64
    assert secret.replace("-", "").replace("_", "").isalnum()


MASKS = (1087968824, 136817688, 777000)  # who is anonymous, who writes as a channel, Telegram itself


def test_the_masks_are_those_that_telegram_documents() -> None:
    assert set(MASKS) == {int(id) for id in ChatID}


@pytest.mark.parametrize("mask", [*MASKS, 0, -1001234567890, 1001234567890])
def test_what_is_no_one_person_is_no_editor_by_settings_by_what_is_stored_or_by_a_claim(
    mask: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    table = TinyDBEngine(DataFolder(tmp_path)).open_editors()
    for user in (5, mask):
        table.put(abs(user), {"user": user, "since": "2026-11-23"})
    table.close()
    editors = open_editors(tmp_path, named=frozenset({7, mask}))
    assert editors.ids() == {5, 7}
    assert str(mask) in caplog.text or f"editor {abs(mask)} cannot be read" in caplog.text
    assert not editors.claim(editors.open_claim(), mask)
    assert not editors.is_editor(mask)


def test_a_secret_that_others_have_read_is_void(tmp_path: Path) -> None:
    editors = open_editors(tmp_path)
    secret = editors.open_claim()
    assert editors.void(secret)
    assert not editors.claim(secret, 5)


def test_a_word_that_is_no_secret_voids_nothing_however_often_it_is_said(tmp_path: Path) -> None:
    editors = open_editors(tmp_path)
    secret = editors.open_claim()
    assert not any(editors.void("hello") for _ in range(20))
    assert editors.claim(secret, 5)


def test_only_a_word_of_a_secrets_form_may_be_one(tmp_path: Path) -> None:
    editors = open_editors(tmp_path)
    assert all(may_be_secret(editors.open_claim()) for _ in range(200))
    assert not any(map(may_be_secret, ("", "hello", "a" * 31, "a" * 33, "ä" * 32, "a" * 31 + "\n")))


def test_ten_wrong_secrets_void_the_link_and_the_log_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    editors = open_editors(tmp_path)
    secret = editors.open_claim()
    for number in range(9):
        assert not editors.claim(f"guess \ud800 {number}", 6)
    assert caplog.text == ""
    assert not editors.claim("guess", 6)
    assert "void after 10 wrong" in caplog.text
    assert not editors.claim(secret, 5)
    assert editors.claim(editors.open_claim(), 5)


class SlowTable:
    """A table of editors whose disk takes as long as the test likes, or fails."""

    def __init__(self) -> None:
        self.is_writing, self.may_end = Event(), Event()
        self.failure: Exception | None = None

    def items(self) -> list[tuple[int, dict[str, object]]]:
        return []

    def put(self, *_: object) -> None:
        self.is_writing.set()
        assert self.may_end.wait(60)
        if self.failure:
            raise self.failure


def test_who_is_an_editor_is_known_at_once_while_a_claim_is_written() -> None:
    table = SlowTable()
    editors = EditorRegistry(frozenset({7}), table, Clock())  # type: ignore[arg-type]  # what of it is used
    secret = editors.open_claim()
    with ThreadPoolExecutor(1) as threads:
        claim = threads.submit(editors.claim, secret, 5)
        assert table.is_writing.wait(60)
        others = [Thread(target=ask, args=(7,), daemon=True) for ask in (editors.is_editor, editors.check)]
        others.append(Thread(target=editors.open_claim, daemon=True))
        for other in others:
            other.start()
            other.join(20)
        waiting = [other for other in others if other.is_alive()]
        table.may_end.set()
        assert claim.result()
    assert waiting == []
    assert editors.is_editor(5)


def test_a_claim_that_could_not_be_written_can_be_made_again() -> None:
    table = SlowTable()
    table.may_end.set()
    table.failure = ArchiveError("disk-refuses", file="editors.json", reason="No space left on device")
    editors = EditorRegistry(frozenset(), table, Clock())  # type: ignore[arg-type]  # what of it is used
    secret = editors.open_claim()
    with pytest.raises(ArchiveError):
        editors.claim(secret, 5)
    assert not editors.is_editor(5)
    table.failure = None
    assert editors.claim(secret, 5)
