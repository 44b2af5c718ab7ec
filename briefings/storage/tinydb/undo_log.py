"""The undo log: the articles as they were before each of the last changes by editors."""

import logging
from dataclasses import dataclass
from pathlib import Path

from briefings.model.article_id import ArticleId
from briefings.storage.quarantine import Quarantine
from briefings.storage.records.fields import RecordFault, fields_of, number
from briefings.storage.tinydb.document_check import check_document
from briefings.storage.tinydb.documents import Json

log = logging.getLogger(__name__)

Documents = dict[ArticleId, Json]

_MAX_CHANGES = 100  # of all editors together


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change: who made it, and the articles as they were before; none of a version that did not keep them here."""

    editor: int
    before: Documents


def read_change(record: object) -> RecordedChange:
    """A change as the log has it. Raises RecordFault."""
    fields = fields_of(record)
    before: Documents = {}
    for name, document in fields_of(fields.get("documents") or {}).items():
        try:
            check_document(name, document)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise RecordFault("documents") from error
        if id := ArticleId.parse(name):
            before[id] = document
    return RecordedChange(number(fields, "editor"), before)


class UndoLog:
    """The last changes, each known by a number.

    A change is recorded before it is made, so a recorded change may never have been made, or only in part. The
    documents it was made to carry its number, until they are changed again.
    """

    def __init__(self, file: Path, quarantine: Quarantine) -> None:
        self._database = quarantine.database(file)
        self._table = self._database.table("changes")

    def record(self, editor: int, before: Documents) -> int:
        """Record articles as they are before a change; returns the number of the change."""
        documents = {str(id): document for id, document in before.items()}
        number = self._table.insert({"editor": editor, "documents": documents})
        numbers = sorted(change.doc_id for change in self._table)
        if len(numbers) > _MAX_CHANGES:
            self._table.remove(doc_ids=numbers[:-_MAX_CHANGES])
        return number

    def changes_of(self, editor: int) -> list[tuple[int, Documents]]:
        """An editor's changes, the last one first: its number, and the articles as they were before."""
        changes: list[tuple[int, Documents]] = []
        for record in self._table:
            if record.get("editor") == editor:
                try:
                    changes += [(record.doc_id, before)] if (before := read_change(record).before) else []
                except RecordFault as fault:
                    log.warning("Change %d cannot be taken back: %s", record.doc_id, fault)
        return sorted(changes, key=lambda change: change[0], reverse=True)

    def forget(self, number: int) -> None:
        """Remove a change that has been undone."""
        self._table.remove(doc_ids=[number])

    def close(self) -> None:
        """Close the file."""
        self._database.close()
