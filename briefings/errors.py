"""All errors that a person is told of, as data: a key and its fields, for a sentence in `bot/locales`."""

from collections.abc import Mapping
from functools import partial
from typing import Any


class SourcelineError(Exception):
    """Base of every error that a person should be told about.

    Attributes:
        key: names the sentence in `bot/locales/*.ftl`, there prefixed with `error-`.
        fields: the values in the sentence: item, limit, reason, …
    """

    def __init__(self, key: str, **fields: str | int) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields: Mapping[str, str | int] = fields

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is copied to another process: exceptions are made again from `args` alone, which has no fields."""
        return partial(type(self), self.key, **self.fields), ()

    def __str__(self) -> str:
        return f"{self.key} ({', '.join(f'{name}={value!r}' for name, value in self.fields.items())})"


class IntakeError(SourcelineError):
    """One item of a push could not be read; the others are not affected. The field `item` names it."""


class LeftOut(IntakeError):
    """Files of a folder in whose kind no article is read: said beside what failed, and no failure itself."""


class ArchiveError(SourcelineError):
    """The archive cannot be opened, read or written."""


class NotFound(SourcelineError):
    """There is no article or story with that id."""


class UsageError(SourcelineError):
    """A command has an argument that is not valid; the sentence says how to use it."""


class SettingsError(SourcelineError, ValueError):
    """A setting is missing or malformed; the sentence says which, and where to set it.

    It is a ValueError as well, since of these pydantic collects those of all settings.

    Attributes:
        others: the errors of further settings.
    """

    others: tuple["SettingsError", ...] = ()
