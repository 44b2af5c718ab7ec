"""Each contract is tried with every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from contract_engines import ENGINES, Engine

from briefings.storage.protocols import ArticleStore


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = request.param(tmp_path / "data")
    yield engine
    engine.close()


@pytest.fixture
def articles(engine: Engine) -> ArticleStore:
    return engine.articles()
