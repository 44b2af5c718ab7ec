"""Who is an editor, and the one-time link."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.chats.editor_registry import Access


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_the_editors_named_in_the_settings_are_editors(tmp_path: Path) -> None:
    access = Access(frozenset({7}), tmp_path / "editors.json", Clock())
    assert access.is_editor(7)
    assert not access.is_editor(8)
    assert not access.is_editor(None)


def test_a_claim_works_once_and_is_kept_over_a_restart(tmp_path: Path) -> None:
    access = Access(frozenset(), tmp_path / "editors.json", Clock())
    secret = access.open_claim()
    assert not access.claim("guess", 5)
    assert access.claim(secret, 5)
    assert not access.claim(secret, 6)
    access.close()
    again = Access(frozenset(), tmp_path / "editors.json", Clock())
    assert again.editors() == {5}
    assert not again.claim(secret, 6)


def test_a_claim_runs_out_after_an_hour(tmp_path: Path) -> None:
    clock = Clock()
    access = Access(frozenset(), tmp_path / "editors.json", clock)
    secret = access.open_claim()
    clock.now += timedelta(hours=1, seconds=1)
    assert not access.claim(secret, 5)
    assert not access.editors()


def test_a_new_link_voids_the_one_before(tmp_path: Path) -> None:
    access = Access(frozenset(), tmp_path / "editors.json", Clock())
    first, second = access.open_claim(), access.open_claim()
    assert not access.claim(first, 5)
    assert access.claim(second, 5)


def test_a_secret_fits_what_a_start_link_may_carry(tmp_path: Path) -> None:
    secret = Access(frozenset(), tmp_path / "editors.json", Clock()).open_claim()
    assert len(secret) <= 64
    assert secret.replace("-", "").replace("_", "").isalnum()
