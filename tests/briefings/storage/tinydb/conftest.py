"""An archive in a folder that a test can damage and open again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored_articles import restarted

from briefings.storage.tinydb.archive import Archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    archive = restarted(folder)
    yield archive
    archive.close()
