"""Puts back what damaged files held: from what is left of them, and from the originals of their articles.

Nothing is thrown away: a damaged file stays in the quarantine, marked as repaired, and its ids are not given again.
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
from briefings.intake.parse import parse
from briefings.model.article import Draft, Provenance
from briefings.model.article_id import ArticleId
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
    reparsed,
    source_of,
    to_article,
    to_document,
    to_versions,
)
from briefings.storage.tinydb.partitions import Partition

_NAMED = re.compile(rb'^"(\d+)": (.*?),?$', re.MULTILINE)  # a document, as a file has it on one line


@dataclass(frozen=True, slots=True)
class _ReparsedDraft:
    draft: Draft
    source: Provenance
    when: datetime


@dataclass(frozen=True, slots=True)
class RepairedFile:
    """A damaged file: how many of its articles or originals are back, how many are gone, and which articles."""

    file: str
    back: int
    gone: int
    ids: tuple[str, ...] = ()


def repair(archive: Archive, folder: Path, on_progress: Callable[[int], None]) -> Iterator[RepairedFile]:
    """Put back what can be put back; `on_progress` hears of each file. Raises ArchiveError if the disk refuses."""
    for _ in archive.dump():  # sets aside what is damaged
        pass
    quarantine = DataFolder(folder).open_quarantine()
    for name in quarantine.waiting():
        if partition := Partition.set_aside(name):
            yield _put_back_articles(archive, DataFolder(folder).originals, partition, quarantine.read(name), name)
            quarantine.set_repaired(name)
            on_progress(1)
    for file in original_records.files(DataFolder(folder).originals):
        there = list(original_records.lines(file))
        whole = list(filter(original_records.is_readable, there))
        if gone := len(there) - len(whole):
            quarantine.set_repaired(quarantine.take(file))
            write_whole(file, *whole)
            yield RepairedFile(str(file), len(whole), gone)
        on_progress(1)
    search_index = DataFolder(folder).search_index
    if not is_whole(search_index):
        shutil.rmtree(search_index, ignore_errors=True)


def _put_back_articles(archive: Archive, folder: Path, partition: Partition, content: bytes, name: str) -> RepairedFile:
    named = {ArticleId(partition.day, int(number)): line for number, line in _NAMED.findall(content)}
    left = {id: document for id, line in named.items() if (document := _sound(id, line))}
    came = _came(folder, partition, left)
    gone = [
        str(id)
        for id in sorted(named.keys() | came.keys())
        if not _put_back(archive, id, _best(left.get(id), came.get(id)))
    ]
    return RepairedFile(name, len(named.keys() | came.keys()) - len(gone), len(gone), tuple(gone))


def _sound(id: ArticleId, line: bytes) -> Json | None:
    """The document on a line of a damaged file, if it can be an article whose text is as it was."""
    try:
        document: Json = orjson.loads(line)
        if is_deleted(document):
            return document
        to_versions(str(id), document)
        return document if fingerprint(to_article(str(id), document)) == document["fingerprint"] else None
    except (KeyError, TypeError, ValueError):
        return None


def _came(folder: Path, partition: Partition, left: Mapping[ArticleId, Json]) -> dict[ArticleId, _ReparsedDraft]:
    """What the articles of a partition were read from, as it is read today."""
    wanted: dict[str, dict[int, ArticleId]] = defaultdict(dict)
    for became in original_records.records(folder, original_records.ArticlesOfOriginal):
        for number, name in became.ids.items():
            if (id := ArticleId.parse(name)) and partition.holds(id):
                wanted[became.key][number] = id
    for id, document in left.items():
        if source := source_of(document):
            wanted[source.key][source.number] = id
    came: dict[ArticleId, _ReparsedDraft] = {}
    for received in original_records.records(folder, original_records.ReceivedOriginal):
        if ids := wanted.get(received.key):
            drafts = parse(received.original).drafts
            for number, id in ids.items():
                if number < len(drafts):
                    came[id] = _ReparsedDraft(
                        drafts[number], Provenance(received.key, number, len(drafts)), received.when
                    )
    return came


def _best(left: Json | None, came: _ReparsedDraft | None) -> Json | None:
    """The document to put back: what is left of it, unless its original shows that it was changed."""
    if left is None:
        return to_document(came.draft, came.when, None, None, came.source) if came else None
    if is_deleted(left) or came is None or source_of(left) != came.source:
        return left
    after = reparsed(left, came.draft)
    return new_version(left, after, came.when) if after else left


def _put_back(archive: Archive, id: ArticleId, document: Json | None) -> bool:
    """Whether there is an article under that id now."""
    try:
        if document:
            archive.load([(str(id), orjson.dumps(document))])
        else:
            archive.get(str(id))
    except NotFound:
        return False
    except ArchiveError as error:
        if error.key != "import-conflict":  # there is one already, from a copy that an editor put back
            raise
    return True
