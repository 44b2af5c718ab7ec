"""Records the original of a push while its articles are stored."""

from concurrent.futures import Future
from datetime import datetime

from briefings.intake.result import IntakeResult
from briefings.model.article import Provenance
from briefings.storage.originals import Originals


class OriginalRecorder:
    """What was read from one original, on its way in: an article is acknowledged once its original is on disk too."""

    def __init__(self, originals: Originals, result: IntakeResult, when: datetime) -> None:
        self._originals = originals
        self._result = result
        self._when = when
        self._written: tuple[str, Future[None]] | None = None
        self._ids: dict[int, str] = {}

    def provenance(self, number: int) -> Provenance | None:
        """Where draft `number` is from; None if it is from nowhere. Raises ArchiveError if the disk refuses."""
        if self._result.original is None:
            return None
        self._written = self._written or self._originals.begin(self._result.original, self._when)
        return Provenance(self._written[0], number, len(self._result.drafts))

    def became(self, number: int, id: str) -> None:
        """Draft `number` is in the archive under that id now; returns once its original is on disk.

        Raises ArchiveError if the disk refuses that.
        """
        self._ids[number] = id
        if self._written:
            self._written[1].result()

    def close(self) -> None:
        """Note what became of it."""
        if self._written and self._ids:
            self._originals.became(self._written[0], self._ids, self._when)
