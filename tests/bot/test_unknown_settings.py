"""A misspelt name in .env is told with what may be meant; names of the environment, and values, never."""

from pathlib import Path

import pytest

from bot.locales import Translator
from bot.settings import Settings
from bot.unknown_settings import unknown_settings


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(env: str) -> list[str]:
    Path(".env").write_text(env, encoding="utf-8")
    return [Translator("en").error(error) for error in unknown_settings()]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ADMIN_ID", "ADMIN_IDS"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("BOT_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("TIME_ZONE", "TIMEZONE"),
        ("Datadir", "DATA_DIR"),
    ],
)
@pytest.mark.parametrize("value", ["12", ""])
def test_a_misspelt_name_is_told_with_the_setting_that_may_be_meant(name: str, meant: str, value: str) -> None:
    [sentence] = told(f"TIMEZONE=UTC\n{name}={value}\n")
    assert f" {name}," in sentence
    assert sentence.endswith(f"Did you mean {meant}?")


def test_a_name_like_no_other_is_told_without_a_guess() -> None:
    [sentence] = told("COMPOSE_PROJECT_NAME=news\n")
    assert "COMPOSE_PROJECT_NAME" in sentence
    assert "Did you mean" not in sentence


def test_every_name_of_a_setting_is_known_however_it_is_written() -> None:
    names = [*Settings.model_fields, "language", "sourceline_log_level", "TIMEZONE", "export DATA_DIR"]
    assert told("\n".join(f"{name}=1" for name in names)) == []


def test_names_of_the_environment_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_ID", "12")
    assert unknown_settings() == []


def test_what_may_be_a_part_of_the_token_is_not_shown() -> None:
    token = "A" * 35
    told_of = told(f"TELEGRAM_BOT_TOKEN=\n123456:{token}\n{token}\n123456:{token}=\n")
    assert token not in "".join(told_of)


def test_a_file_in_another_encoding_is_left_to_who_reads_the_settings() -> None:
    Path(".env").write_bytes("ZÜRICH=1".encode("latin-1"))
    assert unknown_settings() == []
