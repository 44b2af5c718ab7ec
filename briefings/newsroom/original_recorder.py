"""Records the original of a push while its articles are stored."""

from concurrent.futures import Future
from datetime import datetime

from briefings.intake.result import IntakeResult
from briefings.model.article import Provenance
from briefings.storage.protocols import OriginalStore


class OriginalRecorder:
    """Stores one original with the first article from it; an article is acknowledged once both are on disk."""

    def __init__(self, originals: OriginalStore, result: IntakeResult, when: datetime) -> None:
        self._originals = originals
        self._result = result
        self._when = when
        self._pending_write: tuple[str, Future[None]] | None = None
        self._ids: dict[int, str] = {}

    def provenance(self, number: int) -> Provenance | None:
        """The provenance of draft `number`; None without an original. Raises ArchiveError if the disk refuses."""
        if self._result.original is None:
            return None
        self._pending_write = self._pending_write or self._originals.begin(self._result.original, self._when)
        return Provenance(self._pending_write[0], number, len(self._result.drafts))

    def note_article(self, number: int, id: str) -> None:
        """Draft `number` is stored under that id; returns once its original is on disk.

        Raises ArchiveError if the disk refuses.
        """
        self._ids[number] = id
        if self._pending_write:
            self._pending_write[1].result()

    def close(self) -> None:
        """Note which articles were read from the original."""
        if self._pending_write and self._ids:
            self._originals.note_articles(self._pending_write[0], self._ids, self._when)
