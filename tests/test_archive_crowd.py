"""Several threads push, change and read at once, and the process is killed: what each was told holds."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from archived import TORTURE

from briefings.storage.tinydb import Archive

# Three threads push, edit and delete for ever, each its own articles; two read what the others were told is there.
CROWD = """
import random, sys
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from threading import Lock, Thread
from briefings.storage.tinydb import Archive
from briefings.model.article import Draft
from briefings.errors import NotFound

folder = Path(sys.argv[1])
noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
archive = Archive(folder, partition_size=5, in_memory=2, catalog=folder.parent / "index" / "catalog.sqlite")
certain, printing = {}, Lock()

def story(headline):
    return Draft(headline=headline, paragraphs=("The harbour was calm. " * 40, headline))

def told(*words):
    with printing:
        print(*words, flush=True)

def pushes(name):
    for number in count(1):
        id = archive.add(story(f"{name} {number}"), noon).id
        told(name, "kept", id, f"{name} {number}")
        if number % 3 == 0:
            told(name, "doing", id)
            archive.replace(id, story(f"{name} {number} edited"), noon, editor=1)
            told(name, "kept", id, f"{name} {number} edited")
        if number % 5 == 0:
            told(name, "doing", id)
            archive.delete(id, 1, noon)
            told(name, "gone", id)
        else:
            certain[id] = archive.get(id).headline

def reads():
    while True:
        for id, headline in random.sample(list(certain.items()), min(5, len(certain))):
            try:
                found = archive.get(id).headline
            except NotFound:
                found = "nothing"
            if found != headline:
                told("reader", "wrong", id, found)
        newest = [article.id for article in archive.newest(10)]
        if len(set(newest)) != len(newest):
            told("reader", "wrong", *newest)
        list(islice(archive.outlines(), 20))

for work in (lambda: pushes("one"), lambda: pushes("two"), lambda: pushes("three"), reads, reads):
    Thread(target=work).start()
"""


@pytest.mark.parametrize("seed", range(TORTURE or 2))
def test_what_each_thread_was_told_holds_after_a_kill(tmp_path: Path, seed: int) -> None:
    chance, folder = random.Random(seed), tmp_path / "articles"
    kept: dict[str, str] = {}
    doing: dict[str, str] = {}
    command = [sys.executable, "-c", CROWD, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        killed_after = chance.randint(20, 150)
        for heard, line in enumerate(process.stdout):
            if not line.endswith("\n"):
                break  # it was killed while it said this
            thread, said, id, headline = [*line.strip().split(" ", 3), ""][:4]
            assert said != "wrong", line
            doing.pop(thread, None)
            if said == "doing":
                doing[thread] = id
            elif said == "kept":
                kept[id] = headline
            else:
                kept.pop(id)
            if heard == killed_after:
                process.send_signal(signal.SIGKILL)
    archive = Archive(folder, catalog=folder.parent / "index" / "catalog.sqlite")
    there = {article.id: article.headline for article in archive.articles()}
    sure = {id: headline for id, headline in kept.items() if id not in doing.values()}
    assert len(sure) > 5
    assert {id: there.get(id) for id in sure} == sure
    assert len(there.keys() - kept.keys()) <= 3  # what each was pushing
    assert {outline.story for outline in archive.outlines()} == there.keys()
    assert not (tmp_path / "quarantine").exists()
