"""Three threads push, edit and delete for ever, each its own articles; two read what the others were told is there.

Argument: the folder of the archive. Prints what each thread was told, after the thread's name.
"""

import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from threading import Lock, Thread

from briefings.errors import NotFound
from briefings.model.article import Draft
from briefings.storage.tinydb.archive import Archive

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
folder = Path(sys.argv[1])
archive = Archive(folder, partition_size=5, in_memory=2, lookup_index=folder.parent / "index" / "lookup.sqlite")
certain: dict[str, str] = {}
printing = Lock()


def story(headline: str) -> Draft:
    return Draft(headline=headline, paragraphs=("The harbour was calm. " * 40, headline))


def say(*words: object) -> None:
    with printing:
        print(*words, flush=True)


def push_as(name: str) -> None:
    for number in count(1):
        id = archive.add(story(f"{name} {number}"), NOON).id
        say(name, "kept", id, f"{name} {number}")
        if number % 3 == 0:
            say(name, "doing", id)
            archive.replace(id, story(f"{name} {number} edited"), NOON, editor=1)
            say(name, "kept", id, f"{name} {number} edited")
        if number % 5 == 0:
            say(name, "doing", id)
            archive.delete(id, 1, NOON)
            say(name, "gone", id)
        else:
            certain[id] = archive.get(id).headline


def read() -> None:
    while True:
        for id, headline in random.sample(list(certain.items()), min(5, len(certain))):
            try:
                there = archive.get(id).headline
            except NotFound:
                there = "nothing"
            if there != headline:
                say("reader", "wrong", id, there)
        newest = [article.id for article in archive.newest(10)]
        if len(set(newest)) != len(newest):
            say("reader", "wrong", *newest)
        list(islice(archive.outlines(), 20))


work: list[Callable[[], None]] = [lambda: push_as("one"), lambda: push_as("two"), lambda: push_as("three"), read, read]
for each in work:
    Thread(target=each).start()
