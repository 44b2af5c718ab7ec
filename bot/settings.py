"""Environment and `.env` → one typed `Settings`; a value that will not do is a SettingsError that names it."""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.data_dir import check_data_dir
from bot.service_settings import ServiceSettings
from bot.telegram_ids import is_person_id
from bot.tokens import is_token, shown
from briefings.errors import SettingsError
from briefings.summaries.algorithms import check_algorithm

TELEGRAM_API_URL = "https://api.telegram.org"

_ID = re.compile(r"-?[0-9]{1,20}")
_MAX_ZONE = 60  # characters
_KEEP_DAYS = range(1, 36_501)  # a hundred years
_READ_SECONDS = range(1, 3601)
_READ_MEMORY_MB = range(256, 65_537)  # from what reading a plain page needs
_BROADCAST_RATES = range(1001)  # messages a second; 0 for no limit
_A_DAY = range(101)  # messages
_MAX_DIGITS = 20  # of a number that is read at all
_MAX_AT_ONCE = 1_000  # questions
_MIN_INTERVAL, _MAX_INTERVAL = 0.1, 3_600  # seconds from one question to the next
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

# Names that other programs set in the environment, to values that mean something to them: gettext's list of languages,
# such as `en_US:en`, and whatever levels a log of theirs has. Read from the file `.env` only, which is ours.
_NOT_OURS = ("language", "log_level")


class Settings(ServiceSettings):
    """What a person can set; `.env.example` explains each.

    `LANGUAGE` is what `INTERFACE_LANGUAGE` was called before, and `SOURCELINE_LOG_LEVEL` is `LOG_LEVEL` for the
    environment; of the two names of a setting the one that stands first below wins.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", validate_default=False, hide_input_in_errors=True
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM_API_URL
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    data_dir: Annotated[Path, Field(validate_default=True)] = Path("data")
    database_url: SecretStr | None = None
    digest_time: time = time(7, 30)
    timezone: str = "UTC"
    interface_language: Annotated[str, Field(validation_alias=AliasChoices("interface_language", "language"))] = "en"
    summarizer: str = "news"
    log_level: Annotated[str, Field(validation_alias=AliasChoices("sourceline_log_level", "log_level"))] = "INFO"
    keep_days: int | None = None
    read_seconds: int = 20
    read_memory_mb: int = 512
    broadcast_rate: int = 30
    breaking_a_day: int = 3
    followed_a_day: int = 5
    person_at_once: int = 20
    person_seconds: float = 2
    group_at_once: int = 30
    group_seconds: float = 1
    hidden_at_once: int = 20
    hidden_seconds: float = 1

    @classmethod
    def load(cls) -> Self:
        """The settings of the environment and `.env`. Raises one SettingsError for all that will not do."""
        try:
            return cls()
        except ValidationError as error:
            causes = [each.get("ctx", {}).get("error") for each in error.errors()]
            refused = [cause for cause in causes if isinstance(cause, SettingsError)]
            if len(refused) < len(causes):
                raise
            refused[0].others = tuple(refused[1:])
            raise refused[0] from None
        except UnicodeDecodeError as error:
            raise SettingsError("not-utf-8") from error

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the program gives, then the environment but for the names that are not ours, then `.env`."""
        assert isinstance(env_settings, EnvSettingsSource)
        env_settings.env_vars = {name: value for name, value in env_settings.env_vars.items() if name not in _NOT_OURS}
        return init_settings, env_settings, dotenv_settings

    @field_validator("telegram_api_url", mode="before")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value.strip()):
            raise SettingsError("api-url", value=shown(value))
        return value.strip().rstrip("/")

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: str) -> frozenset[int]:
        ids = [part.strip() for part in value.split(",") if part.strip()]
        for part in ids:
            if not _ID.fullmatch(part):
                raise SettingsError("admin-ids", value=shown(part))
            if not is_person_id(int(part)):
                raise SettingsError("admin-ids-no-person", value=part)
        return frozenset(map(int, ids))

    @field_validator("digest_time", mode="before")
    @classmethod
    def _time(cls, value: str) -> time:
        match = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", value.strip())
        if not match:
            raise SettingsError("digest-time", value=shown(value))
        return time(int(match[1]), int(match[2]))

    @field_validator("timezone", mode="before")
    @classmethod
    def _zone(cls, value: str) -> str:
        if len(value) > _MAX_ZONE:  # each folder of a name is imported in the one above, however many there are
            raise SettingsError("timezone", value=shown(value))
        try:
            return ZoneInfo(value.strip()).key
        except (KeyError, ValueError, OSError) as error:  # not there, not a name, a folder
            raise SettingsError("timezone", value=shown(value)) from error

    @field_validator("keep_days", mode="before")
    @classmethod
    def _days(cls, value: str) -> int:
        return _whole_number(value, _KEEP_DAYS, "keep-days")

    @field_validator("read_seconds", mode="before")
    @classmethod
    def _seconds(cls, value: str) -> int:
        return _whole_number(value, _READ_SECONDS, "read-seconds")

    @field_validator("read_memory_mb", mode="before")
    @classmethod
    def _megabytes(cls, value: str) -> int:
        return _whole_number(value, _READ_MEMORY_MB, "read-memory")

    @field_validator("breaking_a_day", mode="before")
    @classmethod
    def _breaking(cls, value: str) -> int:
        return _whole_number(value, _A_DAY, "breaking-a-day")

    @field_validator("followed_a_day", mode="before")
    @classmethod
    def _followed(cls, value: str) -> int:
        return _whole_number(value, _A_DAY, "followed-a-day")

    @field_validator("broadcast_rate", mode="before")
    @classmethod
    def _rate(cls, value: str) -> int:
        return _whole_number(value, _BROADCAST_RATES, "broadcast-rate")

    @field_validator("person_at_once", "group_at_once", "hidden_at_once", mode="before")
    @classmethod
    def _questions(cls, value: str, info: ValidationInfo) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", value.strip()) or not 1 <= int(value) <= _MAX_AT_ONCE:
            raise SettingsError("at-once", name=str(info.field_name).upper(), value=shown(value))
        return int(value)

    @field_validator("person_seconds", "group_seconds", "hidden_seconds", mode="before")
    @classmethod
    def _interval(cls, value: str, info: ValidationInfo) -> float:
        is_number = re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", value.strip())
        if not is_number or not _MIN_INTERVAL <= float(value) <= _MAX_INTERVAL:
            raise SettingsError("interval", name=str(info.field_name).upper(), value=shown(value))
        return float(value)

    @field_validator("data_dir", mode="before")
    @classmethod
    def _folder(cls, value: str | Path) -> Path:
        return check_data_dir(value)

    @field_validator("database_url", mode="before")
    @classmethod
    def _database(cls, value: str) -> str:
        if not re.match(r"postgres(ql)?://", value.strip()):
            raise SettingsError("database-url")
        return value.strip()

    @field_validator("interface_language", mode="before")
    @classmethod
    def _language(cls, value: str) -> str:
        return value.strip()

    @field_validator("summarizer", mode="before")
    @classmethod
    def _algorithm(cls, value: str) -> str:
        return check_algorithm(value.strip())

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.strip().upper() not in _LEVELS:
            raise SettingsError("log-level", value=shown(value), levels=", ".join(_LEVELS))
        return value.strip().upper()

    def for_worker(self) -> str:
        """The bot's token, where a worker can begin. Raises one SettingsError for all that is missing."""
        refused = [] if self.database_url else [SettingsError("worker-database")]
        try:
            token = self.token()
        except SettingsError as error:
            error.others = tuple(refused)
            raise
        if refused:
            raise refused[0]
        return token

    def token(self) -> str:
        """The bot's token. Raises SettingsError if it is not set or cannot be one."""
        if self.telegram_bot_token is None:
            raise SettingsError("token-missing")
        token = self.telegram_bot_token.get_secret_value().strip()
        if not is_token(token):
            raise SettingsError("token-malformed")
        return token


def _whole_number(value: str, allowed: range, key: str) -> int:
    """A setting's number. Raises SettingsError with `key` if it is none, or not allowed."""
    text = value.strip()
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS or int(text) not in allowed:
        raise SettingsError(key, value=shown(value), least=allowed.start, most=allowed.stop - 1)
    return int(text)
