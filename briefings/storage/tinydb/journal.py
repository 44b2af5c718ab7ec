"""Changes of several documents as one: written down before the first is made, and finished at the next start.

Documents that belong together may be in several files, each replaced by itself. A crash between two of them would leave
half of the change.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefings.errors import ArchiveError
from briefings.model.article_id import ArticleId
from briefings.storage.atomic_files import disk_refusals, sync_folder
from briefings.storage.json_file import AtomicJSONStorage
from briefings.storage.quarantine import only_damaged
from briefings.storage.tinydb.documents import Json

Documents = dict[ArticleId, Json]
Table = dict[str, Mapping[str, Any]]


class Journal:
    """The change that is under way, in a file of its own; no file if there is none."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self, before: Documents, after: Documents) -> None:
        """Write down what is about to be changed. Raises ArchiveError."""
        AtomicJSONStorage(self._file).write({"before": _by_name(before), "after": _by_name(after)})

    def end(self) -> None:
        """The change is made, or taken back. Raises ArchiveError."""
        with disk_refusals(self._file):
            self._file.unlink(missing_ok=True)
            sync_folder(self._file.parent)

    def unfinished(self) -> tuple[Documents, Documents]:
        """The documents before and after the change that a crash broke off; both empty if there is none.

        A damaged journal was never complete, so nothing had been changed yet.
        """
        try:
            tables = AtomicJSONStorage(self._file).read() or {}
        except ArchiveError as error:
            only_damaged(error)
            with suppress(ArchiveError):
                self.end()
            return {}, {}
        return _by_id(tables.get("before", {})), _by_id(tables.get("after", {}))


def _by_name(documents: Documents) -> Table:
    return {str(id): document for id, document in documents.items()}


def _by_id(table: Table) -> Documents:
    return {id: dict(document) for name, document in table.items() if (id := ArticleId.parse(name))}
