"""The result of reading one pushed item: drafts of its articles and errors for what could not be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from briefings.errors import IntakeError
from briefings.model.article import Draft
from briefings.model.items import Original

_MAX_NAMED_FAILURES = 10  # of one item; the rest are counted in one more message


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """Drafts in the order of the item, failures in the order they occurred."""

    drafts: tuple[Draft, ...] = ()
    failures: tuple[IntakeError, ...] = ()
    original: Original | None = None  # the item the drafts were read from

    @classmethod
    def of(cls, outcomes: Iterable[Draft | IntakeError], item: str) -> Self:
        """Sorts outcomes into drafts and failures; failures after the tenth are counted in one `more-failures`."""
        drafts: list[Draft] = []
        failures: list[IntakeError] = []
        unnamed_count = 0
        for outcome in outcomes:
            if isinstance(outcome, Draft):
                drafts.append(outcome)
            elif len(failures) < _MAX_NAMED_FAILURES:
                failures.append(outcome.with_traceback(None))  # which would keep what was being read
            else:
                unnamed_count += 1
        if unnamed_count:
            failures.append(IntakeError("more-failures", item=item, count=unnamed_count))
        return cls(tuple(drafts), tuple(failures))
