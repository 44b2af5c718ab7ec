"""Everything said to a person: there for every key in use, and nothing that is never said."""

import re

import pytest
from fluent.syntax import FluentParser, ast
from repository import ROOT

from bot.locales import Translator
from briefings.errors import SettingsError, SourcelineError

ENGLISH = (ROOT / "bot" / "locales" / "en.ftl").read_text(encoding="utf-8")
CODE = "\n".join(
    file.read_text(encoding="utf-8") for part in ("bot", "briefings") for file in (ROOT / part).rglob("*.py")
)
KEYS = [entry.id.name for entry in FluentParser().parse(ENGLISH).body if isinstance(entry, ast.Message)]


def test_every_sentence_can_be_read_by_fluent_and_stands_once() -> None:
    assert not [entry for entry in FluentParser().parse(ENGLISH).body if isinstance(entry, ast.Junk)]
    assert len(KEYS) == len(set(KEYS))


def test_every_error_that_the_code_raises_has_its_sentence() -> None:
    raised = set(re.findall(r"(?:Error|NotFound)\(\s*\"([a-z-]+)\"", CODE))
    assert raised
    assert sorted(raised - {key.removeprefix("error-") for key in KEYS}) == []


def test_no_sentence_is_left_that_nothing_says() -> None:
    made = {"push-stored", "push-updated", "push-already", "push-line-stored", "push-line-updated", "push-line-already"}
    unsaid = [
        key
        for key in KEYS
        if f'"{key.removeprefix("error-")}"' not in CODE and not key.startswith("command-") and key not in made
    ]
    assert unsaid == []


def test_plural_and_fields_are_filled_in() -> None:
    translate = Translator("en")
    assert translate("push-stored", count=1) == "Stored:"
    assert translate("push-stored", count=3) == "Stored 3 articles:"
    assert translate.error(SourcelineError("digest-time", value="25:00")).startswith("DIGEST_TIME is “25:00”")


def test_a_language_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(SettingsError) as caught:
        Translator("tlh")
    assert "en" in Translator("en").error(caught.value)


def test_a_field_of_any_length_is_shown_shortened() -> None:
    sentence = Translator("en").error(SourcelineError("digest-time", value="25:00 " * 1000))
    assert sentence.startswith("DIGEST_TIME is “25:00 25:00 ")
    assert "…”, which is not" in sentence
    assert len(sentence) < 1500


def test_a_name_in_an_error_cannot_colour_a_terminal_or_turn_a_line() -> None:
    error = SourcelineError("empty", item="a\x1b[31m\u202etxt\n\udcff\x9b.exe")
    assert Translator("en").error(error).startswith("“a�[31m�txt���.exe” is empty.")
    assert str(error).isprintable()
