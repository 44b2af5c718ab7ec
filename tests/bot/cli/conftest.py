"""What the tests of the commands find: an empty folder, no settings, and the log as it was."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """A command that a test runs in its own process sets up the log."""
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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the commands run in, with settings from nowhere else."""
    for name in (*Settings.model_fields, "sourceline_log_level"):
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path
