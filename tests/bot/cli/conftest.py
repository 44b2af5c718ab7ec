"""A command that a test runs in its own process sets up the log; the next test finds it as it was."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    root = logging.getLogger()
    names = ("bot", "briefings", "__main__", "trafilatura", "htmldate", "courlan")
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in names}
    root_level = root.level
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    root.handlers[:] = handlers
    root.setLevel(root_level)
    logging.captureWarnings(False)
