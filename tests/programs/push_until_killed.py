"""Stores articles for ever, and now and then edits, deletes and undoes; prints what was done once it was.

Arguments: the folder of the archive, and how many bytes a file may have (0: any number) before the disk is full; when
it is, a line on standard input makes room again.
"""

import resource
import signal
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from briefings.errors import ArchiveError
from briefings.model.article import Draft
from briefings.storage.tinydb.archive import Archive

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def story(headline: str) -> Draft:
    return Draft(headline=headline, paragraphs=("The harbour was calm. " * 40, headline))


def say(*words: object) -> None:
    print(*words, flush=True)


def work(archive: Archive, number: int) -> None:
    id = archive.add(story(f"Story {number}"), NOON).id
    say("kept", id, f"Story {number}")
    if number % 4 == 0:
        say("doing", id)
        archive.replace(id, story(f"Story {number} edited"), NOON, editor=1)
        say("kept", id, f"Story {number} edited")
    if number % 6 == 0:
        say("doing", id)
        archive.delete(id, 1, NOON)
        say("gone", id)
    if number % 12 == 0:
        say("doing", id)
        say("kept", id, archive.undo(1)[0].headline)


def main(folder: Path, largest_file: int) -> None:
    archive = Archive(folder, partition_size=5, in_memory=2, lookup_index=folder.parent / "index" / "lookup.sqlite")
    if largest_file:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY))
    for number in count(1):
        try:
            work(archive, number)
        except ArchiveError as error:
            say("refused", error.key, len(archive), len(list(archive.articles())))
            sys.stdin.readline()
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


main(Path(sys.argv[1]), int(sys.argv[2]))
