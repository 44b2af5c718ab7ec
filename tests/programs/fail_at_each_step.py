"""Does the same short work again and again, each time in a folder and a process of its own.

At the first, second, third … step that touches the disk the process is killed, or the disk refuses that step.
Arguments: the folder for the archives, and `kill` or `refuse`. Prints what was done, after the number of the step.
"""

import logging
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from briefings.errors import ArchiveError, NotFound
from briefings.model.article import Draft
from briefings.storage.tinydb.archive import Archive

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FEWER_STEPS = 7  # exit status: the work took fewer steps than that
real_fsync = os.fsync
logging.disable(logging.CRITICAL)  # that the disk refuses is what is tried here


def story(headline: str) -> Draft:
    return Draft(headline=headline, paragraphs=(headline,))


class Work:
    """What is done to one archive; `acts` are its parts, in order."""

    def __init__(self, folder: Path, step: int) -> None:
        self.archive = Archive(folder, partition_size=2)
        self.step = step
        self.acts: list[Callable[[], None]] = [self.add, self.add, self.add, self.edit, self.delete, self.undo]

    def say(self, *words: object) -> None:
        os.write(1, (" ".join(map(str, (self.step, *words))) + "\n").encode())

    def last(self) -> str:
        return self.archive.newest(1)[0].id

    def add(self) -> None:
        headline = f"Story {len(self.archive) + 1}"
        self.say("kept", self.archive.add(story(headline), NOON).id, headline)

    def edit(self) -> None:
        id = self.last()
        self.say("doing", id)
        self.say("kept", id, self.archive.replace(id, story("Edited"), NOON, editor=1).headline)

    def delete(self) -> None:
        id = self.last()
        self.say("doing", id)
        self.archive.delete(id, 1, NOON)
        self.say("gone", id)

    def undo(self) -> None:
        article = self.archive.undo(1)[0]
        self.say("kept", article.id, article.headline)


def run(folder: Path, step: int, kills: bool) -> bool:
    """Work until that step fails; whether there were as many."""
    work, steps, acting = Work(folder, step), count(1), False

    def touches_disk() -> None:
        if acting and next(steps) == step:
            if kills:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(5, "Input/output error")

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("open", "os.rename", "os.mkdir") and str(folder) in str(arguments[0]):
            touches_disk()

    def failing_fsync(fd: Any) -> None:
        touches_disk()
        real_fsync(fd)

    sys.addaudithook(watch)
    os.fsync = failing_fsync
    for act in work.acts:
        acting = True
        try:
            act()
        except (ArchiveError, NotFound) as error:
            assert error.key in ("disk-refuses", "nothing-to-undo"), error
        acting = False
        assert list(work.archive.articles()) == list(Archive(folder).articles())
    return next(steps) > step


def main(base: Path, kills: bool) -> int:
    for step in count(1):
        child = os.fork()
        if child == 0:
            os._exit(0 if run(base / f"{step:03}" / "articles", step, kills) else FEWER_STEPS)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ended not in (0, -signal.SIGKILL):
            return 0 if ended == FEWER_STEPS else ended
    return 0


sys.exit(main(Path(sys.argv[1]), sys.argv[2] == "kill"))
