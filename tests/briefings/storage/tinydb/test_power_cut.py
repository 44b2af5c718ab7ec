"""A power cut at any moment: what was acknowledged is there, and every file can be read."""

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest
from forgetful_disk import ForgetfulDisk
from stored_articles import EDDA, NOON, TORTURE, story

from briefings.intake.web.fetcher import WebFetcher
from briefings.model.items import ReceivedOriginal, Text
from briefings.newsroom.newsroom import open_newsroom
from briefings.storage.original_records import files, lines, parse
from briefings.storage.tinydb.archive import Archive

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the disk is watched by way of /proc"),
]


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ForgetfulDisk]:
    (tmp_path / "data").mkdir()
    disk = ForgetfulDisk(monkeypatch, tmp_path / "data")
    yield disk
    disk.close()


def opened(folder: Path) -> Archive:
    return Archive(folder / "articles", partition_size=3, in_memory=2, lookup_index=folder / "index" / "lookup.sqlite")


class Editor:
    """Pushes, edits, deletes and undoes as chance has it, and knows what was acknowledged."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self._archive = archive
        self._chance = Random(seed)
        self._numbers = count(1)
        self.kept: dict[str, str] = {}  # headlines by id
        self._last = ""  # the id of what undo would take back
        self.doing = ""  # the id of what may be as it was or as it is to be

    def acts(self) -> None:
        acts: list[Callable[[], None]] = [self._push, self._push, self._edit, self._delete, self._undo]
        self._chance.choice(acts if self.kept else acts[:1])()
        self.doing = ""

    def _push(self) -> None:
        article = self._archive.add(story(next(self._numbers)), NOON)
        self.kept[article.id] = article.headline

    def _edit(self) -> None:
        self.doing = self._chance.choice(sorted(self.kept))
        article = self._archive.replace(self.doing, story(next(self._numbers)), NOON, EDDA)
        self.kept[article.id] = article.headline
        self._last = self.doing

    def _delete(self) -> None:
        self.doing = self._last = self._chance.choice(sorted(self.kept))
        self._archive.delete(self.doing, EDDA, NOON)
        del self.kept[self.doing]

    def _undo(self) -> None:
        if self._last:
            self.doing, self._last = self._last, ""
            for article in self._archive.undo(EDDA):
                self.kept[article.id] = article.headline


@pytest.mark.parametrize("seed", range(TORTURE or 4))
def test_everything_acknowledged_is_there_after_a_power_cut(tmp_path: Path, disk: ForgetfulDisk, seed: int) -> None:
    archive, cuts = opened(tmp_path / "data"), count(1)
    editor = Editor(archive, seed)

    def power_is_cut() -> None:
        disk.before_each_sync = lambda: None  # what is found is not cut again
        folder = disk.after_a_power_cut(tmp_path / f"cut-{next(cuts)}")
        found = opened(folder)
        there = {article.id: article.headline for article in found.articles()}
        sure = {id: headline for id, headline in editor.kept.items() if id != editor.doing}
        assert {id: there.get(id) for id in sure} == sure
        assert len(there.keys() - sure.keys() - {editor.doing}) <= 1  # what was being pushed
        assert not (folder / "quarantine").exists()
        found.close()
        disk.before_each_sync = power_is_cut

    disk.before_each_sync = power_is_cut
    for _ in range(12):
        editor.acts()
        power_is_cut()
    archive.close()


async def test_the_original_of_every_article_is_there_after_a_power_cut(tmp_path: Path, disk: ForgetfulDisk) -> None:
    cuts, acknowledged = count(1), 0

    def power_is_cut() -> None:
        disk.before_each_sync = lambda: None
        folder = disk.after_a_power_cut(tmp_path / f"cut-{next(cuts)}")
        found = opened(folder)
        sources = [provenance.key for _, provenance in found.provenances()]
        kept = [parse(line) for file in files(folder / "originals") for line in lines(file)]
        keys = {each.key for each in kept if isinstance(each, ReceivedOriginal)}
        assert len(sources) >= acknowledged
        assert set(sources[:acknowledged]) <= keys
        found.close()
        disk.before_each_sync = power_is_cut

    with open_newsroom(tmp_path / "data", "lead", lambda: NOON, WebFetcher()) as newsroom:
        disk.before_each_sync = power_is_cut
        for number in range(1, 5):
            paragraph = f"Council vote number {number} passed on Friday after a long debate."
            report = await newsroom.ingestion.push([Text(name="your message", text=f"Vote {number}\n\n{paragraph}")])
            acknowledged += len(report.articles)
            power_is_cut()
        disk.before_each_sync = lambda: None
    assert acknowledged == 4
