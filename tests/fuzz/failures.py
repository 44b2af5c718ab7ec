"""Failures that the bot catches and logs: to a fuzzer each is one that it found."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logging.getLogger().addHandler(logging.NullHandler())  # what is warned of need not be read for each of many thousands


class LoggedError(AssertionError):
    """Something went wrong that nobody thought of, and was logged."""


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("trafilatura"):  # which calls a page without an article an error
            self.records.append(record)


@contextmanager
def none_logged() -> Iterator[None]:
    """In this block nothing is logged as an error. Raises LoggedError, caused by what was."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(kept)
    for record in kept.records:
        raise LoggedError(record.getMessage()) from (record.exc_info[1] if record.exc_info else None)
