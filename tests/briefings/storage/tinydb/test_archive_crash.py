"""A process that is killed, and a disk that is full: what was acknowledged is there, and every file can be read."""

import json
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from child_process import program
from stored_articles import TORTURE

from briefings.storage.tinydb.archive import Archive

pytestmark = pytest.mark.slow


@contextmanager
def pushing(folder: Path, largest_file: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A process that pushes into `folder`; killed at the end."""
    with subprocess.Popen(
        program("push_until_killed", folder, largest_file), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
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
        archive = Archive(folder, partition_size=5, lookup_index=folder.parent / "index" / "lookup.sqlite")
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
    ran = subprocess.run(
        program("fail_at_each_step", folder, what), check=False, capture_output=True, text=True, timeout=50
    )
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
