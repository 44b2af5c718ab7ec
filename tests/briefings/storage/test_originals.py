"""What came in is kept as it came, and found again whatever happened to the end of the file."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored_articles import NOON

from briefings.errors import ArchiveError
from briefings.model.items import File, Original, Page, ReceivedOriginal, Text
from briefings.storage.original_records import ArticlesOfOriginal, files, lines, original_line, parse, record_line
from briefings.storage.originals import Originals

Json = dict[str, Any]

PAGE = Page(name="harbour.example/ferry", url="https://harbour.example/ferry?id=1", content="<p>The ferry runs.</p>")
TEXT = Text(name="your message", text="The ferry runs.", outlet="Harbour Post", published=NOON)
FILE = File(name="ferry.txt", content=b"\xff\xfeT\x00h\x00e\x00", outlet="Harbour Post")


def there(folder: Path) -> list[Original]:
    found = [parse(line) for file in files(folder) for line in lines(file)]
    return [each.original for each in found if isinstance(each, ReceivedOriginal)]


@pytest.mark.parametrize(
    "original",
    [PAGE, Page(name="x", url="x", content=b"\xe9t\xe9", plain=True), TEXT, FILE, File(name="x", content=b"x")],
)
def test_it_is_found_as_it_came(tmp_path: Path, original: Original) -> None:
    originals = Originals(tmp_path)
    key = originals.keep(original, NOON)
    [line] = lines(tmp_path / "2026-11-23.jsonl")
    assert parse(line) == ReceivedOriginal(key, NOON, original)


@given(text=st.text(st.characters(codec=None, exclude_categories=())), name=st.text(st.characters(codec=None)))
def test_any_text_can_be_kept(tmp_path_factory: pytest.TempPathFactory, text: str, name: str) -> None:
    folder = tmp_path_factory.mktemp("originals")
    Originals(folder).keep(Text(name=name, text=text), NOON)
    [found] = there(folder)
    assert isinstance(found, Text)
    assert found.text == text


@pytest.mark.parametrize(
    ("original", "changes"),
    [
        (TEXT, {"published": "2026-11-23T12:00:00"}),
        (TEXT, {"name": None}),
        (FILE, {"name": None}),
        (PAGE, {"url": None}),
        (PAGE, {"name": None}),
    ],
)
def test_a_record_written_by_hand_without_what_reading_needs_is_damaged(original: Original, changes: Json) -> None:
    record = {name: value for name, value in json.loads(original_line(original, NOON)[1]).items() if name != "sum"}
    with pytest.raises(ValueError, match=r"neither kind|time zone"):
        parse(record_line(record | changes))


def test_each_day_has_a_file(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep(PAGE, NOON)
    originals.keep(TEXT, NOON + timedelta(days=1))
    originals.close()
    assert [file.name for file in files(tmp_path)] == ["2026-11-23.jsonl", "2026-11-24.jsonl"]
    assert there(tmp_path) == [PAGE, TEXT]


def test_what_it_became_is_noted(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    key = originals.keep(PAGE, NOON)
    originals.note_articles(key, {0: "261123-7"}, NOON)
    assert parse(list(lines(tmp_path / "2026-11-23.jsonl"))[1]) == ArticlesOfOriginal(key, {0: "261123-7"})


@pytest.mark.parametrize("left", range(0, 200, 40))
def test_what_a_crash_left_of_a_line_is_cut_off(tmp_path: Path, left: int) -> None:
    originals = Originals(tmp_path)
    originals.keep(PAGE, NOON)
    originals.keep(TEXT, NOON)
    originals.close()
    [file] = files(tmp_path)
    first, second = lines(file)
    file.write_bytes(first + second[:left])
    assert there(tmp_path) == [PAGE]
    Originals(tmp_path).keep(FILE, NOON)
    assert there(tmp_path) == [PAGE, FILE]


@pytest.mark.parametrize("position", range(0, 300, 23))
def test_a_line_that_was_changed_is_noticed(tmp_path: Path, position: int) -> None:
    Originals(tmp_path).keep(PAGE, NOON)
    [line] = lines(tmp_path / "2026-11-23.jsonl")
    changed = bytearray(line)
    changed[position % (len(line) - 2)] ^= 1
    with pytest.raises(ValueError):
        parse(bytes(changed))


def test_a_disk_that_refuses_says_so(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("a file where the folder should be")
    with pytest.raises(ArchiveError) as caught:
        Originals(tmp_path / "originals").keep(PAGE, NOON)
    assert caught.value.key == "disk-refuses"
