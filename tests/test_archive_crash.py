"""A process that is killed, and a disk that is full: what was acknowledged is there, and every file can be read."""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archived import TORTURE

from briefings.storage.tinydb import Archive

# Pushes for ever, and now and then edits, deletes and undoes; says what was done once it was.
NEWSROOM = """
import resource, signal, sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from briefings.storage.tinydb import Archive
from briefings.model.article import Draft
from briefings.errors import ArchiveError

folder, largest_file = Path(sys.argv[1]), int(sys.argv[2])
noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
archive = Archive(folder, partition_size=5, in_memory=2, catalog=folder.parent / "index" / "catalog.sqlite")
if largest_file:  # bytes; beyond, the disk is full
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY))

def story(headline):
    return Draft(headline=headline, paragraphs=("The harbour was calm. " * 40, headline))

def told(*words):
    print(*words, flush=True)

for number in count(1):
    try:
        id = archive.add(story(f"Story {number}"), noon).id
        told("kept", id, f"Story {number}")
        if number % 4 == 0:
            told("doing", id)
            archive.replace(id, story(f"Story {number} edited"), noon, editor=1)
            told("kept", id, f"Story {number} edited")
        if number % 6 == 0:
            told("doing", id)
            archive.delete(id, 1, noon)
            told("gone", id)
        if number % 12 == 0:
            told("doing", id)
            told("kept", id, archive.undo(1)[0].headline)
    except ArchiveError as error:
        told("refused", error.key, len(archive), len(list(archive.articles())))
        sys.stdin.readline()
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


# Does the same short work again and again: at the first, second, third … step that touches the disk it is killed, or
# the disk refuses that step.
AT_EACH_STEP = """
import os, signal, sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from briefings.storage.tinydb import Archive
from briefings.model.article import Draft
from briefings.errors import ArchiveError, NotFound

base, kills = Path(sys.argv[1]), sys.argv[2] == "kill"
noon, real_fsync = datetime(2026, 11, 23, 12, tzinfo=UTC), os.fsync

def story(headline):
    return Draft(headline=headline, paragraphs=(headline,))

def work(folder, step):
    def told(*words):
        os.write(1, (" ".join(map(str, (step, *words))) + "\\n").encode())

    def touches_disk():
        if acting and next(steps) == step:
            if kills:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(5, "Input/output error")

    def watch(event, arguments):
        if event in ("open", "os.rename", "os.mkdir") and str(folder) in str(arguments[0]):
            touches_disk()

    def fsync(handle):
        touches_disk()
        real_fsync(handle)

    def last():
        return archive.newest(1)[0].id

    def add(number):
        told("kept", archive.add(story(f"Story {number}"), noon).id, f"Story {number}")

    def edit(id):
        told("doing", id)
        told("kept", id, archive.replace(id, story("Edited"), noon, editor=1).headline)

    def delete(id):
        told("doing", id)
        archive.delete(id, 1, noon)
        told("gone", id)

    def undo():
        article = archive.undo(1)[0]
        told("kept", article.id, article.headline)

    archive, steps, acting = Archive(folder, partition_size=2), count(1), False
    sys.addaudithook(watch)
    os.fsync = fsync
    for act in (lambda: add(1), lambda: add(2), lambda: add(3), lambda: edit(last()), lambda: delete(last()), undo):
        acting = True
        try:
            act()
        except (ArchiveError, NotFound) as error:
            assert error.key in ("disk-refuses", "nothing-to-undo"), error
        acting = False
        assert list(archive.articles()) == list(Archive(folder).articles())
    return next(steps) > step

for step in count(1):
    child = os.fork()
    if child == 0:
        os._exit(0 if work(base / f"{step:03}" / "articles", step) else 7)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended not in (0, -signal.SIGKILL):
        sys.exit(0 if ended == 7 else ended)  # 7: it took fewer steps than that
"""


@contextmanager
def pushing(folder: Path, largest_file: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A process that pushes into `folder`; killed at the end."""
    command = [sys.executable, "-c", NEWSROOM, str(folder), str(largest_file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


class Acknowledged:
    """What a process said it had done."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.ever: set[str] = set()
        self.doing: set[str] = set()

    def hear(self, line: str) -> None:
        said, id, headline = [*line.strip().split(" ", 2), ""][:3]
        self.ever.add(id)
        if said == "doing":  # it may be done or not when the process is killed
            self.doing = {id}
            return
        self.doing = set()
        self.kept.pop(id, None)
        if said == "kept":
            self.kept[id] = headline

    def is_in(self, folder: Path) -> None:
        """Check that the archive in `folder` has all of it, and at most the one article more that was under way.

        What was under way is then known to be as it is there.
        """
        archive = Archive(folder, partition_size=5, catalog=folder.parent / "index" / "catalog.sqlite")
        there = {article.id: article.headline for article in archive.articles()}
        sure = {id: headline for id, headline in self.kept.items() if id not in self.doing}
        assert {id: there.get(id) for id in sure} == sure
        assert len(there.keys() - sure.keys() - self.doing) <= 1
        assert not {file.name for file in folder.iterdir() if file.suffix != ".json"}
        for file in folder.iterdir():
            assert json.loads(file.read_bytes())["tables"]
        for id, headline in there.items():
            assert archive.get(id).headline == headline
        archive.close()
        self.kept, self.doing = there, set()


@pytest.mark.parametrize("seed", range(TORTURE or 4))
def test_everything_acknowledged_is_there_after_a_kill(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "articles"
    acknowledged = Acknowledged()
    for _ in range(2):  # the second goes on where the first was killed
        with pushing(folder) as process:
            assert process.stdout
            for _ in range(chance.randint(1, 60)):
                acknowledged.hear(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            for line in process.stdout:  # what it still said before the signal came
                acknowledged.hear(line)
        assert process.returncode == -signal.SIGKILL
        acknowledged.is_in(folder)


def at_each_step(folder: Path, what: str) -> list[tuple[Path, Acknowledged]]:
    """One archive for each step that was killed or refused, and what was acknowledged in it."""
    command = [sys.executable, "-c", AT_EACH_STEP, str(folder), what]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=50)
    assert (ran.returncode, ran.stderr) == (0, "")
    archives = {int(each.name): (each / "articles", Acknowledged()) for each in sorted(folder.iterdir())}
    for line in ran.stdout.splitlines():
        step, _, said = line.partition(" ")
        archives[int(step)][1].hear(said)
    assert len(archives) > 30
    return list(archives.values())


def test_everything_acknowledged_is_there_after_a_kill_at_any_step_of_any_write(tmp_path: Path) -> None:
    for folder, acknowledged in at_each_step(tmp_path, "kill"):
        acknowledged.is_in(folder)


def test_everything_acknowledged_is_there_when_the_disk_refuses_any_step_of_any_write(tmp_path: Path) -> None:
    for folder, acknowledged in at_each_step(tmp_path, "refuse"):
        assert acknowledged.kept.keys() <= {article.id for article in Archive(folder).articles()}


def test_a_full_disk_refuses_the_push_and_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    acknowledged = Acknowledged()
    with pushing(folder, largest_file=4000) as process:
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            if line.startswith("refused"):
                break
            acknowledged.hear(line)
        kept = len(acknowledged.kept)
        assert 2 <= kept < 5
        assert line == f"refused disk-refuses {kept} {kept}\n"
        acknowledged.is_in(folder)
        process.stdin.write("there is room again\n")
        process.stdin.flush()
        for _ in range(20):
            acknowledged.hear(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        for line in process.stdout:
            acknowledged.hear(line)
    assert len(acknowledged.kept) > kept + 5
    acknowledged.is_in(folder)
