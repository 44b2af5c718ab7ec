"""What `sourceline push` makes of its arguments before anything is read or fetched."""

import io
import sys
from pathlib import Path

import pytest

from bot.cli.push_arguments import expand_argument, load_item
from briefings.errors import IntakeError
from briefings.intake.formats.accepted import MAX_BYTES


class Pipe:
    """Standard input that never ends."""

    def __init__(self) -> None:
        self.buffer = self
        self.asked = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "all of it was asked for"
        self.asked += size
        return bytes(size)


def test_of_standard_input_only_so_much_is_read_as_a_file_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = Pipe()
    monkeypatch.setattr(sys, "stdin", pipe)
    with pytest.raises(IntakeError) as caught:
        load_item("-")
    assert (caught.value.key, pipe.asked) == ("too-large", MAX_BYTES + 1)


def test_standard_input_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Ferry sails")))
    assert load_item("-").content == b"Ferry sails"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("argument", "key"),
    [("ftp://example.org/a", "link-scheme"), ("https://", "link-malformed"), ("example.org/a", "link-no-scheme")],
)
def test_what_is_meant_as_a_link_and_is_none_is_told_why(argument: str, key: str) -> None:
    [error] = expand_argument(argument)
    assert isinstance(error, IntakeError)
    assert error.key == key


def test_a_file_whose_name_looks_like_a_site_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("example.org").write_text("x")
    assert expand_argument("example.org") == [Path("example.org")]
