"""How all tests run: hypothesis gives the same examples everywhere, and whole kinds of tests are marked `slow`."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

_IN_MEMORY = Path("/dev/shm")  # where there is one: an fsync of it waits for no disk
_ROOM = 4_000_000_000  # bytes that it must have; in a container it may be much smaller

# For child processes too. Not over what was chosen; the workers of xdist have the environment of their parent.
if "TMPDIR" not in os.environ and _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _ROOM:
    os.environ["TMPDIR"] = str(_IN_MEMORY)
    tempfile.tempdir = None  # which may have been looked up before

settings.register_profile("suite", deadline=None, derandomize=True)  # however slow the machine
settings.load_profile("suite")

_SLOW_FIXTURES = {"bot", "server"}  # the whole bot, on a Bot API server


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that run the whole bot, or one thing with hundreds of examples, as slow."""
    for item in items:
        runs_bot = _SLOW_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if runs_bot or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.slow)
