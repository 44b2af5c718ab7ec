"""Values of settings: taken, or refused in a sentence that names the setting."""

from pydantic import ValidationError

from bot.preferences.digest_wording import parse_digest_wording
from bot.settings import Settings
from briefings.errors import SettingsError, UsageError
from fuzz.entries.newsroom import NOW
from fuzz.promises import check_refusals
from fuzz.shaping import Shape
from fuzz.words import QUESTION

_NAMES = tuple(name for name in Settings.model_fields if name not in ("data_dir", "interface_language"))


def setting(data: bytes) -> None:
    """One setting as the environment gives it, and the same words as the arguments of `/digest`."""
    shape = Shape(data)
    name, value = (
        shape.pick(_NAMES),
        shape.text(QUESTION, ("https://", "/", "news", "lsa", "textrank", "INFO", "1", "30")),
    )
    try:
        Settings(**{name: value, "_env_file": None}).token()  # type: ignore[arg-type]
    except ValidationError as error:
        check_refusals([detail["ctx"]["error"] for detail in error.errors()])
    except SettingsError as error:
        check_refusals([error])
    try:
        parse_digest_wording(value, "UTC", NOW)
    except UsageError as error:
        check_refusals([error])
