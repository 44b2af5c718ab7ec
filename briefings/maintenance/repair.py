"""Repair: restores the articles of damaged files from their readable lines and from the originals.

Nothing is thrown away: a damaged file stays in quarantine, marked as repaired, and its ids are not used again.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from briefings.errors import ArchiveError, NotFound
from briefings.intake.reading.reader import InProcessReader, Parse
from briefings.model.article import Draft, Provenance
from briefings.model.article_id import ArticleId
from briefings.model.items import ReceivedOriginal
from briefings.model.story import StoryAssignment
from briefings.search.index import is_whole
from briefings.storage import original_records
from briefings.storage.atomic_files import write_whole
from briefings.storage.data_folder import DataFolder
from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.documents import (
    Json,
    fingerprint,
    is_deleted,
    new_version,
    provenance_of,
    reparsed,
    to_article,
    to_document,
    to_versions,
)
from briefings.storage.tinydb.partitions import Partition

_DOCUMENT_LINE = re.compile(rb'^"(\d+)": (.*?),?$', re.MULTILINE)  # the id and JSON of a document, on a line of its own


@dataclass(frozen=True, slots=True)
class _ReparsedDraft:
    """A draft as its original gives it today, and when that was received."""

    draft: Draft
    provenance: Provenance
    when: datetime


@dataclass(frozen=True, slots=True)
class RepairedFile:
    """A damaged file: how many of its articles or originals are restored, how many lost, and the lost ids."""

    file: str
    restored: int
    lost: int
    lost_ids: tuple[str, ...] = ()


def repair(
    archive: Archive, folder: Path, on_progress: Callable[[int], None], parse: Parse | None = None
) -> Iterator[RepairedFile]:
    """Restore what can be restored; `on_progress` is called with 1 after each file.

    `parse` is what reads originals; without, this process, with no limit on time and memory. Raises ArchiveError.
    """
    parse = parse or InProcessReader().parse
    for _ in archive.dump():  # moves damaged files to quarantine
        pass
    quarantine = DataFolder(folder).open_quarantine()
    for name in quarantine.waiting():
        if partition := Partition.parse_quarantined(name):
            content = quarantine.read(name)
            yield _restore_articles(archive, DataFolder(folder).originals, partition, content, name, parse)
            quarantine.set_repaired(name)
            on_progress(1)
    for file in original_records.files(DataFolder(folder).originals):
        lines = list(original_records.lines(file))
        readable = list(filter(original_records.is_readable, lines))
        if lost := len(lines) - len(readable):
            quarantine.set_repaired(quarantine.take(file))
            write_whole(file, *readable)
            yield RepairedFile(str(file), len(readable), lost)
        on_progress(1)
    search_index = DataFolder(folder).search_index
    if not is_whole(search_index):
        shutil.rmtree(search_index, ignore_errors=True)


def _restore_articles(
    archive: Archive, folder: Path, partition: Partition, content: bytes, name: str, parse: Parse
) -> RepairedFile:
    lines = {ArticleId(partition.day, int(number)): line for number, line in _DOCUMENT_LINE.findall(content)}
    readable = {id: document for id, line in lines.items() if (document := _parse_if_sound(id, line))}
    ids_by_original = _ids_by_original(folder, partition, readable)
    reparsed_drafts = _reparse_originals(folder, ids_by_original, parse)
    ids = sorted(lines.keys() | {id for ids in ids_by_original.values() for id in ids.values()})
    lost_ids = [
        str(id)
        for id in ids
        if not _restore_article(archive, id, _choose_document(readable.get(id), reparsed_drafts.get(id)))
    ]
    return RepairedFile(name, len(ids) - len(lost_ids), len(lost_ids), tuple(lost_ids))


def _parse_if_sound(id: ArticleId, line: bytes) -> Json | None:
    """The document on a line of a damaged file, if it is an article whose text has its fingerprint."""
    try:
        document: Json = orjson.loads(line)
        if is_deleted(document):
            return document
        to_versions(str(id), document)
        return document if fingerprint(to_article(str(id), document)) == document["fingerprint"] else None
    except (KeyError, TypeError, ValueError):
        return None


def _ids_by_original(
    folder: Path, partition: Partition, readable: Mapping[ArticleId, Json]
) -> dict[str, dict[int, ArticleId]]:
    """Which of a partition's articles were read from which original, by its key, and as which of its drafts."""
    ids_by_original: dict[str, dict[int, ArticleId]] = defaultdict(dict)
    for record in original_records.records(folder, original_records.ArticlesOfOriginal):
        for number, name in record.ids.items():
            if (id := ArticleId.parse(name)) and partition.holds(id):
                ids_by_original[record.key][number] = id
    for id, document in readable.items():
        if provenance := provenance_of(document):
            ids_by_original[provenance.key][provenance.number] = id
    return ids_by_original


def _reparse_originals(
    folder: Path, ids_by_original: Mapping[str, Mapping[int, ArticleId]], parse: Parse
) -> dict[ArticleId, _ReparsedDraft]:
    """The drafts that the originals of these articles give today."""
    reparsed_drafts: dict[ArticleId, _ReparsedDraft] = {}
    for received in original_records.records(folder, ReceivedOriginal):
        if ids := ids_by_original.get(received.key):
            drafts = parse(received.original).drafts
            for number, id in ids.items():
                if number < len(drafts):
                    reparsed_drafts[id] = _ReparsedDraft(
                        drafts[number], Provenance(received.key, number, len(drafts)), received.when
                    )
    return reparsed_drafts


def _choose_document(readable: Json | None, draft: _ReparsedDraft | None) -> Json | None:
    """The document to restore: the readable one, with the draft of its original as a new version if that differs."""
    if readable is None:
        return to_document(draft.draft, draft.when, StoryAssignment(), draft.provenance) if draft else None
    if is_deleted(readable) or draft is None or provenance_of(readable) != draft.provenance:
        return readable
    after = reparsed(readable, draft.draft)
    return new_version(readable, after, draft.when) if after else readable


def _restore_article(archive: Archive, id: ArticleId, document: Json | None) -> bool:
    """Restore an article, if there is a document for it; returns whether there is an article with that id now."""
    try:
        if document:
            archive.load([(str(id), orjson.dumps(document))])
        else:
            archive.get(str(id))
    except NotFound:
        return False
    except ArchiveError as error:
        if error.key != "import-conflict":  # there is one, from a copy that somebody put back
            raise
    return True
