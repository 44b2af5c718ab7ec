"""Leaves out, at the start, the records that cannot be used: everyone else is served."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from briefings.storage.records.fields import RecordFault

log = logging.getLogger(__name__)

T = TypeVar("T")


def readable(
    records: Iterable[tuple[int, Mapping[str, Any]]], read: Callable[[object], T], subject: str
) -> dict[int, T]:
    """What `read` makes of each record; one that has a fault is left out, and logged with `subject` and its id."""
    values: dict[int, T] = {}
    for id, record in records:
        try:
            values[id] = read(record)
        except RecordFault as fault:
            log.warning('%s %d cannot be read ("%s") and is left out; see "sourceline check"', subject, id, fault.field)
    return values
