"""Whatever comes in by any way, a user is told in words, and nothing else happens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.entries import ENTRIES
from fuzz.shaping import Shape

_EXAMPLES = 10  # of each; `make fuzz` has an hour


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRIES)
def test_any_bytes_are_taken_or_refused_in_words(name: str) -> None:
    @settings(max_examples=_EXAMPLES)
    @given(data=st.binary(max_size=120))
    def feed(data: bytes) -> None:
        ENTRIES[name](data)

    feed()


def test_a_shape_gives_zeros_and_nothing_when_its_bytes_are_used_up() -> None:
    shape = Shape(b"\x01")
    assert (shape.byte(), shape.byte(), shape.text(), shape.take(3)) == (1, 0, "", b"")


def test_a_byte_repeats_the_token_before_it() -> None:
    assert Shape(b"\x01\xf3").text(("a", "b")) == "b" * 9
