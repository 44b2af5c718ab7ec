"""What one pushed item gave: the articles in it and what could not be read; the shape every reader of text returns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from briefings.errors import IntakeError
from briefings.model.article import Draft
from briefings.model.items import Original

_FAILURES_NAMED = 10  # of one item; a file of a thousand broken lines deserves one sentence more, not a thousand


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """Drafts in the order of the item, failures in the order they were met."""

    drafts: tuple[Draft, ...] = ()
    failures: tuple[IntakeError, ...] = ()
    original: Original | None = None  # what they were read from

    @classmethod
    def of(cls, outcomes: Iterable[Draft | IntakeError], item: str) -> Self:
        """The outcomes sorted; from the eleventh failure on they are counted in one `more-failures`."""
        drafts: list[Draft] = []
        failures: list[IntakeError] = []
        for outcome in outcomes:
            if isinstance(outcome, Draft):
                drafts.append(outcome)
            else:
                failures.append(outcome)
        more = len(failures) - _FAILURES_NAMED
        if more > 0:
            failures[_FAILURES_NAMED:] = [IntakeError("more-failures", item=item, count=more)]
        return cls(tuple(drafts), tuple(failures))
