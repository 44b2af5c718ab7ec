"""Write-ahead journal, which makes a change of several documents atomic.

The documents may be in several files, each replaced by an atomic rename of its own. The whole change is written to the
journal first; if a crash or the disk interrupts it, it is taken back from there.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.storage.atomic_files import disk_refusals, sync_folder
from briefings.storage.json_file import AtomicJSONStorage
from briefings.storage.quarantine import raise_unless_damaged
from briefings.storage.tinydb.documents import Json

Documents = dict[ArticleId, Json]
Table = dict[str, Mapping[str, Any]]


class Journal:
    """A file with the change under way; there is no file if there is none."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self, before: Documents, after: Documents) -> None:
        """Write the change to the journal, before it is made. Raises ArchiveError."""
        AtomicJSONStorage(self._file).write({"before": _to_table(before), "after": _to_table(after)})

    def end(self) -> None:
        """Delete the journal: the change is complete, or rolled back. Raises ArchiveError."""
        with disk_refusals(self._file):
            if self._file.exists():
                self._file.unlink()
                sync_folder(self._file.parent)

    def unfinished(self) -> tuple[Documents, Documents]:
        """The documents before and after the change that a crash interrupted; both empty if there is none.

        A damaged journal was never completely written, so nothing had been changed yet.
        """
        try:
            tables = AtomicJSONStorage(self._file).read() or {}
        except ArchiveError as error:
            raise_unless_damaged(error)
            with suppress(ArchiveError):
                self.end()
            return {}, {}
        return _from_table(tables.get("before", {})), _from_table(tables.get("after", {}))


def _to_table(documents: Documents) -> Table:
    return {str(id): document for id, document in documents.items()}


def _from_table(table: Table) -> Documents:
    return {id: dict(document) for name, document in table.items() if (id := ArticleId.parse(name))}
