"""Settings from the environment and .env: typed, or one clear sentence on what to set."""

import re
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError
from repository import ROOT

from bot.locales import Translator
from bot.settings import Settings
from briefings.errors import SettingsError

TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (*Settings.model_fields, "sourceline_log_level"):
        monkeypatch.delenv(name.upper(), raising=False)


def test_defaults_are_those_that_the_example_file_shows() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^#? ?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert sorted(shown) == sorted(name.upper() for name in Settings.model_fields)
    Path(".env").write_text("\n".join(f"{name}={value}" for name, value in shown.items()), encoding="utf-8")
    assert Settings() == Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic-settings adds it


def test_settings_are_read_from_the_file_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ADMIN_IDS=1, 2\nDIGEST_TIME=6:05\nTIMEZONE=Europe/Berlin\n", encoding="utf-8")
    monkeypatch.setenv("DIGEST_TIME", "18.30")
    settings = Settings()
    assert settings.admin_ids == {1, 2}
    assert settings.digest_time == time(18, 30)
    assert settings.timezone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADMIN_IDS", "bob"),
        ("ADMIN_IDS", "12,-3"),
        ("ADMIN_IDS", "9" * 5000),
        ("DIGEST_TIME", "25:00"),
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", "../etc/passwd"),
        ("TIMEZONE", "a/" * 4000),
        ("SOURCELINE_LOG_LEVEL", "LOUD"),
        ("SUMMARIZER", "magic"),
        ("BREAKING_A_DAY", "101"),
        ("BREAKING_A_DAY", "-1"),
        ("FOLLOWED_A_DAY", "many"),
        ("KEEP_DAYS", "0"),
        ("KEEP_DAYS", "9" * 5000),
        ("READ_SECONDS", "0"),
        ("READ_SECONDS", "soon"),
        ("READ_MEMORY_MB", "20"),
        ("READ_MEMORY_MB", "9" * 5000),
        ("PERSON_AT_ONCE", "0"),
        ("GROUP_AT_ONCE", "many"),
        ("PERSON_SECONDS", "0"),
        ("GROUP_SECONDS", "-1"),
        ("KEEP_DAYS", "a year"),
        ("TELEGRAM_API_URL", "ftp://example.org"),
        ("WEBHOOK_URL", "bot.example.org/telegram"),
        ("WEBHOOK_URL", "ftp://bot.example.org/telegram"),
        ("WEBHOOK_URL", "https://bot.example.org/"),
        ("WEBHOOK_URL", "https://bot.example.org/telegram?a=b"),
        ("WEBHOOK_URL", "https://bot.example.org/" + "a" * 5000),
        ("WEBHOOK_HOST", "bot.example.org"),
        ("WEBHOOK_PORT", "0"),
        ("WEBHOOK_PORT", "65536"),
        ("WEBHOOK_PORT", "https"),
        ("METRICS_HOST", "localhost"),
        ("METRICS_PORT", "-1"),
        ("METRICS_PORT", "9" * 5000),
        ("LOG_FORMAT", "xml"),
        ("ERRORS_CHAT_ID", "@newsroom"),
        ("ERRORS_CHAT_ID", "0"),
        ("ERRORS_CHAT_ID", "9" * 5000),
    ],
)
def test_a_value_that_will_not_do_is_named_in_a_sentence(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert name in Translator("en").error(caught.value)


def test_all_values_that_will_not_do_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"TIMEZONE": "Mars", "WEBHOOK_PORT": "https", "KEEP_DAYS": "30", "SUMMARIZER": "magic"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    errors = (caught.value, *caught.value.others)
    assert {error.key for error in errors} == {"timezone", "port", "unknown-summarizer"}
    assert len(errors) == 3


def test_no_value_of_the_file_is_in_what_python_says_of_one_that_will_not_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TIMEZONE", "Mars")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert TOKEN not in str(caught.value)


def test_the_settings_of_a_service_are_read_as_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "WEBHOOK_URL": " https://bot.example.org/telegram ",
        "WEBHOOK_HOST": "::1",
        "WEBHOOK_PORT": "8080",
        "METRICS_PORT": "9100",
        "LOG_FORMAT": "JSON",
        "ERRORS_CHAT_ID": "-1001234567890",
    }.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.webhook_url == "https://bot.example.org/telegram"
    assert (settings.webhook_host, settings.webhook_port) == ("::1", 8080)
    assert (settings.metrics_host, settings.metrics_port) == ("127.0.0.1", 9100)
    assert (settings.log_format, settings.errors_chat_id) == ("json", -1001234567890)


@pytest.mark.parametrize("id", ["-1001234567890", "1001234567890", "0", "1087968824", "136817688", "777000"])
def test_an_editor_that_is_no_one_person_is_refused_with_the_reason(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", f"12,{id}")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    sentence = Translator("en").error(caught.value)
    assert f"“{id}”" in sentence
    assert "not one person" in sentence


def test_a_language_that_the_desktop_sets_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US:en")
    assert Settings().interface_language == "en"


def test_the_old_name_of_the_language_is_still_read_from_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US:en")
    Path(".env").write_text("LANGUAGE=sv\n", encoding="utf-8")
    assert Settings().interface_language == "sv"


def test_the_new_name_of_the_language_wins_over_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("LANGUAGE=sv\nINTERFACE_LANGUAGE=da\n", encoding="utf-8")
    assert Settings().interface_language == "da"
    monkeypatch.setenv("INTERFACE_LANGUAGE", "de")
    assert Settings().interface_language == "de"


def test_the_log_level_of_another_program_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "trace")
    assert Settings().log_level == "INFO"
    Path(".env").write_text("LOG_LEVEL=warning\n", encoding="utf-8")
    assert Settings().log_level == "WARNING"


def test_the_log_level_in_the_environment_has_a_name_of_its_own_and_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("LOG_LEVEL=warning\n", encoding="utf-8")
    monkeypatch.setenv("SOURCELINE_LOG_LEVEL", "debug")
    assert Settings().log_level == "DEBUG"


@pytest.mark.parametrize("token", ["", "hello", "123:short", TOKEN.replace(":", ";")])
def test_a_missing_or_malformed_token_is_told_without_repeating_it(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with pytest.raises(SettingsError) as caught:
        Settings().token()
    sentence = Translator("en").error(caught.value)
    assert "TELEGRAM_BOT_TOKEN" in sentence
    assert ".env" in sentence
    assert not token or token not in sentence


@pytest.mark.parametrize("token", ["\u0663\u0663\u0663\u0663" + TOKEN[6:], "\uff11" + TOKEN])
def test_a_token_in_digits_of_another_script_is_malformed(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with pytest.raises(SettingsError, match="token-malformed"):
        Settings().token()


@pytest.mark.parametrize(
    "value", [TOKEN, f"https://example.org/{'a' * 25}/bot{TOKEN}?b", f"x{TOKEN.replace(':', '%3A')}"]
)
@pytest.mark.parametrize("name", sorted(set(Settings.model_fields) - {"telegram_bot_token", "interface_language"}))
def test_a_token_in_another_setting_is_not_repeated(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file").touch()
    wrong = f"file/{value}/$x" if name == "data_dir" else f"{value}?{value}"
    monkeypatch.setenv("SOURCELINE_LOG_LEVEL" if name == "log_level" else name.upper(), wrong)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    sentence = Translator("en").error(caught.value)
    assert "A" * 10 not in sentence
    assert len(sentence) < 500


def test_a_token_in_place_of_the_language_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        Translator(TOKEN)
    assert "…" in Translator("en").error(caught.value)
    assert TOKEN not in Translator("en").error(caught.value)


def test_the_token_is_not_shown_where_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    settings = Settings()
    assert settings.token() == TOKEN
    assert TOKEN not in repr(settings) + str(settings)


def test_an_env_file_in_another_encoding_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("# Zürich\nTIMEZONE=Europe/Zurich\n".encode("latin-1"))
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert "UTF-8" in Translator("en").error(caught.value)
