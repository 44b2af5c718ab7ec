"""`sourceline backup` and `export` write new files only, where there is a folder; else a sentence says what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.export_import import back_up_to, export_to
from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError

Write = Callable[[Path, Settings, Translator], None]

ENGLISH = Translator("en")
both = pytest.mark.parametrize(("write", "name"), [(back_up_to, "all.tar.gz"), (export_to, "all.jsonl")])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "data").mkdir()
    return Settings(data_dir=tmp_path / "data")


def refusal(write: Write, file: Path, settings: Settings) -> str:
    with pytest.raises(ArchiveError) as caught:
        write(file, settings, ENGLISH)
    return ENGLISH.error(caught.value)


@both
def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path, settings: Settings, write: Write, name: str) -> None:
    (tmp_path / name).write_text("the copy of Monday")
    assert f"{tmp_path / name} is there already" in refusal(write, tmp_path / name, settings)
    assert (tmp_path / name).read_text() == "the copy of Monday"


@both
def test_a_folder_of_that_name_is_told(tmp_path: Path, settings: Settings, write: Write, name: str) -> None:
    (tmp_path / name).mkdir()
    assert f"{tmp_path / name} is there already" in refusal(write, tmp_path / name, settings)


@both
def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path, settings: Settings, write: Write, name: str) -> None:
    (tmp_path / "monday").touch()
    assert f"{tmp_path / 'monday'} is not a folder" in refusal(write, tmp_path / "monday" / name, settings)


def test_a_backup_into_a_folder_that_is_not_there_is_refused_by_its_name(tmp_path: Path, settings: Settings) -> None:
    assert f"there is no folder {tmp_path / 'disk'}" in refusal(back_up_to, tmp_path / "disk" / "all.tar", settings)
    assert not (tmp_path / "disk").exists()


def test_a_backup_of_no_folder_is_none(tmp_path: Path) -> None:
    nothing = Settings(data_dir=tmp_path / "data")
    assert str(tmp_path / "data") in refusal(back_up_to, tmp_path / "all.tar", nothing)
    assert not (tmp_path / "all.tar").exists()


@both
def test_a_new_file_is_written(
    tmp_path: Path, settings: Settings, write: Write, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / name, settings, ENGLISH)
    assert str(tmp_path / name) in capsys.readouterr().out
    assert (tmp_path / name).is_file()
