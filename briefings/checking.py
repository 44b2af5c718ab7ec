"""Reads everything that a data folder keeps and says what is wrong with it; changes nothing, so the bot may run."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from briefings.archive.catalog import is_sound
from briefings.archive.documents import is_deleted, to_article, to_versions
from briefings.archive.ids import ArticleId
from briefings.archive.partitions import Partition
from briefings.errors import ArchiveError
from briefings.moving import record_files
from briefings.quarantine import Quarantine
from briefings.search import is_whole
from briefings.storage import disk_refusals, read_tables


def kept_files(folder: Path) -> list[Path]:
    """The files of articles, and those of readers and editors."""
    partitions = [file for file in sorted((folder / "articles").glob("*.json")) if Partition.read(file.name)]
    return partitions + record_files(folder)


def check(folder: Path, files: Iterable[Path], told: Callable[[int], None]) -> Iterator[ArchiveError]:
    """What is wrong with `files` and the caches of `folder`; nothing if all is well. `told` hears of each file read.

    A file that the bot replaces meanwhile is read as it was or as it is.
    """
    for file in files:
        try:
            yield from _wrong_in(file)
        except ArchiveError as error:
            yield error
        told(1)
    set_aside = Quarantine(folder / "quarantine").names()
    if set_aside:
        yield ArchiveError("check-set-aside", folder=str(folder / "quarantine"), count=len(set_aside))
    catalog, index = folder / "index" / "catalog.sqlite", folder / "index" / "search"
    if catalog.exists() and not is_sound(catalog):
        yield ArchiveError("check-cache", file=str(catalog))
    if index.exists() and not is_whole(index):
        yield ArchiveError("check-cache", file=str(index))


def _wrong_in(file: Path) -> Iterator[ArchiveError]:
    with disk_refusals(file):
        content = file.read_bytes()
    partition = Partition.read(file.name)
    for documents in read_tables(content, file).values():
        for number, kept in documents.items():
            try:
                document = dict(kept)  # which parses it
                if partition and not is_deleted(document):
                    id = str(ArticleId(partition.day, int(number)))
                    to_article(id, document)
                    to_versions(id, document)
                if partition and not partition.first <= int(number) <= partition.last:
                    raise ValueError(number)
            except (KeyError, TypeError, ValueError):
                yield ArchiveError("check-document", file=str(file), number=number)
