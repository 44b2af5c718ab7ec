"""How all tests run: hypothesis gives the same examples everywhere, and whole kinds of tests are marked `slow`."""

import pytest
from hypothesis import settings

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
