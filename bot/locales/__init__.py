"""The sentences that Sourceline says to a person: a Mozilla Fluent file for each language of the interface."""

from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from bot.tokens import without_tokens
from briefings.errors import SettingsError, SourcelineError
from briefings.model.printable import printable

_MAX_FIELD_LENGTH = 1000  # characters


class Translator:
    """The sentences of one language; a key the language lacks is taken from English."""

    def __init__(self, language: str) -> None:
        """Raises SettingsError if there is no file for `language`."""
        available = sorted(file.name[:-4] for file in files(__name__).iterdir() if file.name.endswith(".ftl"))
        if language not in available:
            raise SettingsError("unknown-language", language=language, available=", ".join(available))
        self.language = language
        self._bundles = [_bundle(name) for name in dict.fromkeys((language, "en"))]

    def __call__(self, key: str, **fields: str | int) -> str:
        """The sentence for `key` with its fields filled in. Raises KeyError for a key that English lacks."""
        for bundle in self._bundles:
            if bundle.has_message(key) and (pattern := bundle.get_message(key).value) is not None:
                return str(bundle.format_pattern(pattern, _shortened(fields))[0])
        raise KeyError(key)

    def error(self, error: SourcelineError) -> str:
        """The sentence that tells a person what went wrong and what to do; names in it may have come from anywhere.

        Where a bot's token was put by mistake, as into another setting, it is not repeated.
        """
        fields = {
            name: printable(without_tokens(value)) if isinstance(value, str) else value
            for name, value in error.fields.items()
        }
        return self(f"error-{error.key}", **fields)


def _shortened(fields: dict[str, str | int]) -> dict[str, str | int]:
    """Long texts cut: Fluent puts {???} in the place of a field of more than 2,500 characters."""
    return {
        name: f"{value[: _MAX_FIELD_LENGTH - 1]}…"
        if isinstance(value, str) and len(value) > _MAX_FIELD_LENGTH
        else value
        for name, value in fields.items()
    }


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(files(__name__).joinpath(f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle
