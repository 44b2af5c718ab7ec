"""Errors are data: also in another process they are the same."""

import pickle

import pytest

from briefings.errors import ArchiveError, IntakeError, NotFound, SourcelineError


@pytest.mark.parametrize("kind", [SourcelineError, IntakeError, ArchiveError, NotFound])
def test_an_error_is_the_same_after_it_was_copied_to_another_process(kind: type[SourcelineError]) -> None:
    error = pickle.loads(pickle.dumps(kind("too-large", item="a.txt", limit=20)))
    assert type(error) is kind
    assert (error.key, error.fields) == ("too-large", {"item": "a.txt", "limit": 20})
