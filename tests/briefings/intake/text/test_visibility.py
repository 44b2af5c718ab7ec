"""What cannot be seen is nothing to read, wherever it stands."""

import json
import sys
import unicodedata

import pytest

from briefings.intake.parse import parse
from briefings.intake.text.lines import fold_line
from briefings.intake.text.visibility import is_visible
from briefings.model.items import File, Original, Page, Text

INVISIBLE = {
    category: "".join(
        character for character in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(character) == category
    )
    for category in ("Cf", "Zs", "Mn")
} | {
    "zero-width spaces": "\u200b\n" * 50,
    "joiners": "\u200d \u200c\n" * 50,
    "variation selectors": "\ufe0f\ufe00\U000e0100" * 20,
    "tags": "\U000e0041\U000e0042\n" * 20,
    "fillers": "\u115f\u1160\u3164\uffa0\n\n" * 20,
    "Braille without dots": "\u2800 \u2800\n\n" * 50,
}


def items(text: str) -> list[Original]:
    record = json.dumps({"title": text, "text": text})
    return [
        Text(name="x", text=text),
        *(File(name=f"x{ending}", content=text.encode()) for ending in (".txt", ".md", ".html", ".json", ".jsonl")),
        File(name="x.json", content=record.encode()),
        Page(name="x", url="http://sorra.example/a", content=text, plain=True),
        Page(name="x", url="http://sorra.example/a", content=f"<p>{text}</p>"),
    ]


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE)
def test_a_text_without_ink_is_nothing_to_read(text: str) -> None:
    keys = [[failure.key for failure in parse(item).failures] for item in items(text)]
    assert keys == [*[["empty"]] * 6, ["record-no-text"], ["empty"], ["no-article"]]


@pytest.mark.parametrize("title", ["\u200b", "\u200d", "\u3164", "\u2800", "\ufe0f", "\U000e0041"])
def test_a_headline_without_ink_in_a_header_block_counts_as_none(title: str) -> None:
    text = f"Title: {title}\nSource: The Harbour Post\n\nThe port of Sorra opened again on Sunday."
    (draft,) = parse(Text(name="x", text=text)).drafts
    assert draft.headline == "The port of Sorra opened again on Sunday."


@pytest.mark.parametrize("text", ["a", "7", "…", "—", "👍🏽", "ا", "한", "港", "e\u0301", "\u0301e", "❤️", "⠿"])
def test_anything_with_ink_is_kept(text: str) -> None:
    assert is_visible(text)
    assert fold_line(text) == unicodedata.normalize("NFC", text)


def test_a_letter_keeps_thirty_marks() -> None:
    assert fold_line("x" + "\u0316" * 30) == "x" + "\u0316" * 30
    assert fold_line("x" + "\u0316" * 40 + "y") == "x" + "\u0316" * 30 + "y"


def test_a_quotation_mark_of_windows_taken_for_latin_1_is_one_again() -> None:
    assert fold_line("\x93It isn\x92t so\x94") == "“It isn’t so”"


def test_control_characters_of_the_second_set_are_blanks() -> None:
    assert fold_line("The\x81ferry\x9d") == "The ferry"
