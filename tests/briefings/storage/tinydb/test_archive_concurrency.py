"""Several threads push, change and read at once, and the process is killed: what each was told holds."""

import random
import signal
import subprocess
from pathlib import Path

import pytest
from child_process import program
from stored_articles import TORTURE

from briefings.storage.tinydb.archive import Archive

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(TORTURE or 2))
def test_what_each_thread_was_told_holds_after_a_kill(tmp_path: Path, seed: int) -> None:
    chance, folder = random.Random(seed), tmp_path / "articles"
    kept: dict[str, str] = {}
    doing: dict[str, str] = {}
    with subprocess.Popen(program("push_from_threads", folder), stdout=subprocess.PIPE, text=True) as process:
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
    archive = Archive(folder, lookup_index=folder.parent / "index" / "lookup.sqlite")
    there = {article.id: article.headline for article in archive.articles()}
    sure = {id: headline for id, headline in kept.items() if id not in doing.values()}
    assert len(sure) > 5
    assert {id: there.get(id) for id in sure} == sure
    assert len(there.keys() - kept.keys()) <= 3  # what each was pushing
    assert {outline.story for outline in archive.outlines()} == there.keys()
    assert not (tmp_path / "quarantine").exists()
