"""DATA_DIR: a folder, there or still to be made; what cannot be one is told with what is in the way and what to do."""

import os
from pathlib import Path

import pytest

from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import ArchiveError, SettingsError
from briefings.storage.folder_recognition import refuse_folder_of_others


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing but what a test puts there, and a home folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATA_DIR", raising=False)
    return tmp_path


def refusal(value: str) -> str:
    """What a person reads of a DATA_DIR in .env."""
    Path(".env").write_text(f"DATA_DIR={value}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    sentence = Translator("en").error(caught.value)
    assert f"DATA_DIR is “{value[:60]}”" in sentence
    assert "Set " in sentence or "set " in sentence or "Write" in sentence
    return sentence


@pytest.mark.parametrize("value", ["x" * 300, "~nobody-of-that-name/data"])
def test_what_no_folder_can_be_called_is_told(value: str) -> None:
    assert "no folder can be called" in refusal(value)


def test_the_home_folder_may_be_written_as_a_tilde(folder: Path) -> None:
    Path(".env").write_text("DATA_DIR=~/news\n", encoding="utf-8")
    assert Settings.load().data_dir == folder / "home" / "news"


@pytest.mark.parametrize("value", ["$HOME/news", "/srv/$USER/news", "$X"])
def test_a_variable_of_the_shell_is_refused_and_no_folder_is_called_so(value: str) -> None:
    assert "in the place of $" in refusal(value)


def test_a_variable_in_braces_is_written_out_from_the_file_and_refused_from_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".env").write_text("DATA_DIR=${HOME}/news\n", encoding="utf-8")
    assert Settings.load().data_dir == folder / "home" / "news"
    monkeypatch.setenv("DATA_DIR", "${HOME}/news")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert caught.value.fields["variable"] == "${HOME}"


def test_a_folder_that_an_earlier_version_called_by_a_variable_is_still_used() -> None:
    Path("$HOME/news").mkdir(parents=True)
    Path(".env").write_text("DATA_DIR=$HOME/news\n", encoding="utf-8")
    assert Settings.load().data_dir == Path("$HOME/news")


def test_a_dollar_that_begins_no_name_is_a_sign_like_any_other() -> None:
    Path(".env").write_text("DATA_DIR=news$5\n", encoding="utf-8")
    assert Settings.load().data_dir == Path("news$5")


@pytest.mark.parametrize("value", ["notes", "notes/deeper/data", os.devnull])
def test_a_file_or_device_in_the_way_is_named(value: str) -> None:
    Path("notes").touch()
    assert f"{value.partition('/deeper')[0]} is not a folder" in refusal(value)


@pytest.mark.parametrize("value", ["link", "link/deeper/data"])
@pytest.mark.parametrize("target", ["nowhere", "link", "notes"])
def test_a_link_to_no_folder_is_named_with_where_it_leads(value: str, target: str) -> None:
    Path("notes").touch()
    Path("link").symlink_to(target)
    assert f"link is a link to {target}" in refusal(value)


def test_a_link_to_a_folder_is_one() -> None:
    Path("disk").mkdir()
    Path("link").symlink_to("disk")
    Path(".env").write_text("DATA_DIR=link/data\n", encoding="utf-8")
    assert Settings.load().data_dir == Path("link/data")


def test_a_file_in_the_way_of_the_default_is_named_too() -> None:
    Path("data").touch()
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert caught.value.key == "data-dir-no-folder"


def test_the_root_of_the_disk_is_somebody_elses() -> None:
    with pytest.raises(ArchiveError) as caught:
        refuse_folder_of_others(Path("/"))
    assert caught.value.key == "no-data-folder"
