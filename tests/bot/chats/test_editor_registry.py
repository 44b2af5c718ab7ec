"""Who is an editor, and the one-time link."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from stored_records import open_editors


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
