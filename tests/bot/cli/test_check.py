"""What a person reads after `sourceline check`, and what they are told to do about it."""

from pathlib import Path

import pytest
from stored_articles import damage
from stored_records import store

from bot.cli.check import check_all
from bot.database.opening import open_database
from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError
from briefings.storage.data_folder import DataFolder

TRANSLATE = Translator("en")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(telegram_bot_token="", data_dir=tmp_path / "data")


def test_a_link_that_leads_out_is_to_be_removed_by_hand(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "originals").symlink_to(tmp_path)
    assert not check_all(settings, TRANSLATE)
    said = capsys.readouterr().out
    assert "Remove that link yourself first" in said
    assert "--repair" not in said


def test_what_can_be_repaired_beside_a_link_is_repaired_after_it_is_removed(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store(settings.data_dir, "readers.json", 5, {})
    damage(settings.data_dir / "readers.json")
    (settings.data_dir / "originals").symlink_to(tmp_path)
    assert not check_all(settings, TRANSLATE)
    advice = capsys.readouterr().out.splitlines()[-2:]
    assert ["Remove that link" in advice[0], "--repair" in advice[1]] == [True, True]


def test_a_bad_record_is_named_and_then_set_aside(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    store(settings.data_dir, "readers.json", 5, {"zone": "../../etc/passwd"})
    assert not check_all(settings, TRANSLATE)
    assert "Entry 5 of" in capsys.readouterr().out
    assert check_all(settings, TRANSLATE, repair_first=True)
    said = capsys.readouterr().out
    assert "1 entry that cannot be used was moved to" in said
    assert "is in order" in said


def test_the_file_of_chats_is_counted(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    open_database(DataFolder(settings.data_dir).chats).close()
    assert check_all(settings, TRANSLATE)
    assert "The one file is in order." in capsys.readouterr().out


@pytest.mark.parametrize("repair_first", [False, True])
def test_a_folder_that_is_not_there_is_no_well_kept_one_and_is_not_made(settings: Settings, repair_first: bool) -> None:
    with pytest.raises(ArchiveError) as caught:
        check_all(settings, TRANSLATE, repair_first)
    assert f"There is no folder {settings.data_dir}," in TRANSLATE.error(caught.value)
    assert not settings.data_dir.exists()
