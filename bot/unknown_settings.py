"""Names in `.env` that are no setting: misspelt ones would else be passed over in silence.

The environment is not looked at: it is full of other programs' names.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import AliasChoices
from pydantic_settings import DotEnvSettingsSource

from bot.settings import Settings
from briefings.errors import SettingsError

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,59}")  # else it is a broken line, which might hold the token
_LEAST_LIKE = 0.65


def unknown_settings() -> list[SettingsError]:
    """An error for each name that is set in the file `.env` and is no setting, with the one that may be meant."""
    try:
        names = DotEnvSettingsSource(Settings, case_sensitive=True, env_ignore_empty=False).env_vars
    except UnicodeDecodeError:  # which `Settings.load` tells
        return []
    known = frozenset(_known_names())
    return [
        SettingsError("unknown-setting", name=name, meant=_nearest(name.upper()))
        for name, value in names.items()
        if value is not None and name.lower() not in known and _NAME.fullmatch(name)
    ]


def _nearest(name: str) -> str:
    settings = [field.upper() for field in Settings.model_fields]
    return next(iter(get_close_matches(name, settings, 1, _LEAST_LIKE)), "none")


def _known_names() -> Iterator[str]:
    """Every name under which a setting is read."""
    for name, field in Settings.model_fields.items():
        if isinstance(field.validation_alias, AliasChoices):
            yield from (choice for choice in field.validation_alias.choices if isinstance(choice, str))
        else:
            yield name
