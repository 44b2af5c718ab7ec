"""The settings of Sourceline as a service: how updates come in, and how whoever runs it learns how it does."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import ValidationInfo, field_validator
from pydantic_settings import BaseSettings

from bot.tokens import shown
from briefings.errors import SettingsError

_PORTS = range(1, 65_536)
_CHAT_ID = re.compile(r"-?[1-9][0-9]{0,15}")
_WEBHOOK_URL = re.compile(r"https?://[^\s/?#]+/[A-Za-z0-9._~/-]{1,200}")  # a path, so that a proxy can tell it
_TELEGRAMS_PORTS = (443, 80, 88, 8443)
_HOST_NAME = re.compile(
    r"([a-z0-9-]+\.)+(?!localhost)[a-z][a-z0-9-]*\.?", re.IGNORECASE
)  # an IP address ends in a number
_FORMATS = ("text", "json")


class ServiceSettings(BaseSettings):
    """What a person can set of it; `.env.example` explains each."""

    webhook_url: str | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8443
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = None
    log_format: str = "text"
    errors_chat_id: int | None = None

    @field_validator("webhook_url", mode="before")
    @classmethod
    def _webhook(cls, value: str) -> str:
        if not _WEBHOOK_URL.fullmatch(value.strip()):
            raise SettingsError("webhook-url", value=shown(value))
        return value.strip()

    @field_validator("webhook_host", "metrics_host", mode="before")
    @classmethod
    def _host(cls, value: str, info: ValidationInfo) -> str:
        try:
            return str(ip_address(value.strip()))
        except ValueError as error:
            raise SettingsError("host", name=_name(info), value=shown(value)) from error

    @field_validator("webhook_port", "metrics_port", mode="before")
    @classmethod
    def _port(cls, value: str, info: ValidationInfo) -> int:
        if not re.fullmatch(r"[0-9]{1,5}", value.strip()) or int(value) not in _PORTS:
            raise SettingsError("port", name=_name(info), value=shown(value))
        return int(value)

    @field_validator("log_format", mode="before")
    @classmethod
    def _format(cls, value: str) -> str:
        if value.strip().lower() not in _FORMATS:
            raise SettingsError("log-format", value=shown(value))
        return value.strip().lower()

    @field_validator("errors_chat_id", mode="before")
    @classmethod
    def _chat(cls, value: str) -> int:
        if not _CHAT_ID.fullmatch(value.strip()):
            raise SettingsError("errors-chat", value=shown(value))
        return int(value)


def check_webhook_reachable(url: str) -> None:
    """Raise SettingsError for the address of a webhook to which Telegram's own server never sends."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme != "https":
        why = "scheme"
    elif not _HOST_NAME.fullmatch(parts.hostname or ""):
        why = "name"
    elif port is not None and port not in _TELEGRAMS_PORTS:
        why = "port"
    else:
        return
    raise SettingsError("webhook-unreachable", value=shown(url), why=why)


def _name(info: ValidationInfo) -> str:
    return str(info.field_name).upper()
