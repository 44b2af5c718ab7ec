"""The archive beside a plain dict: whatever is done to both, in whatever order, they agree."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from stored_articles import TORTURE

from briefings.errors import ArchiveError, NotFound
from briefings.model.article import Article, Draft
from briefings.storage.tinydb.archive import Archive

pytestmark = pytest.mark.slow

EDITORS = st.sampled_from([100, 101])
DRAFTS = st.builds(
    lambda number, linked: Draft(
        headline=f"Harbour story {number}",
        paragraphs=(f"Ship number {number} left the harbour.",),
        link=f"https://harbour.example/{number}" if linked else None,
    ),
    st.integers(0, 12),
    st.booleans(),
)

Content = tuple[Draft, ...]  # of an article: the earlier versions, then what holds


class ArchiveBesideDict(RuleBasedStateMachine):
    """`kept` is what holds, `given` every id ever given, `changes` what each editor may take back."""

    @initialize(size=st.integers(1, 4), in_memory=st.integers(0, 2), lookup_index=st.none() | st.just("lookup.sqlite"))
    def open(self, size: int, in_memory: int, lookup_index: str | None) -> None:
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name) / "articles"
        self.lookup_index = lookup_index and Path(self.temporary.name) / lookup_index
        self.size, self.in_memory = size, in_memory
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
        self.kept: dict[str, Content] = {}
        self.given: list[str] = []
        self.changes: list[tuple[int, str, Content, Content | None]] = []
        self.archive = Archive(self.folder, self.size, self.in_memory, self.lookup_index)

    def teardown(self) -> None:
        if hasattr(self, "archive"):
            self.archive.close()
            self.temporary.cleanup()

    @rule(draft=DRAFTS)
    def add(self, draft: Draft) -> None:
        article = self.archive.add(draft, self.now)
        assert article.id not in self.given
        self.given.append(article.id)
        self.kept[article.id] = (draft,)

    @rule(hours=st.sampled_from([1, 30]))
    def time_goes_on(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(size=st.integers(1, 4), loses_lookup_index=st.booleans())
    def restart(self, size: int, loses_lookup_index: bool) -> None:
        self.archive.close()
        self.size = size
        if self.lookup_index and loses_lookup_index:
            self.lookup_index.unlink()
        self.archive = Archive(self.folder, self.size, self.in_memory, self.lookup_index)

    @precondition(lambda self: self.given)
    @rule(data=st.data(), draft=DRAFTS, editor=st.none() | EDITORS)
    def replace(self, data: st.DataObject, draft: Draft, editor: int | None) -> None:
        id = data.draw(st.sampled_from(self.given))
        before = self.kept.get(id)
        if before is None:
            with pytest.raises(NotFound):
                self.archive.replace(id, draft, self.now, editor)
            return
        self.archive.replace(id, draft, self.now, editor)
        self.kept[id] = (*before, draft)
        if editor is not None:
            self.changes.append((editor, id, before, self.kept[id]))

    @precondition(lambda self: self.given)
    @rule(data=st.data(), editor=EDITORS)
    def delete(self, data: st.DataObject, editor: int) -> None:
        id = data.draw(st.sampled_from(self.given))
        before = self.kept.pop(id, None)
        if before is None:
            with pytest.raises(NotFound):
                self.archive.delete(id, editor, self.now)
            return
        self.archive.delete(id, editor, self.now)
        self.changes.append((editor, id, before, None))

    @rule(editor=EDITORS)
    def undo(self, editor: int) -> None:
        open_ones = [each for each in self.changes if each[0] == editor and self.kept.get(each[1]) == each[3]]
        if not open_ones:
            with pytest.raises(NotFound):
                self.archive.undo(editor)
            return
        _, id, before, _ = open_ones[-1]
        assert [article.id for article in self.archive.undo(editor)] == [id]
        self.kept[id] = before
        self.changes.remove(open_ones[-1])

    @precondition(lambda self: self.given)
    @rule(draft=DRAFTS)
    def disk_refuses_then_takes_again(self, draft: Draft) -> None:
        in_the_way = [file.with_name(f"{file.name}.writing") for file in self.folder.iterdir()]
        for folder in in_the_way:
            folder.mkdir()
        if self.kept:
            with pytest.raises(ArchiveError):
                self.archive.replace(next(iter(self.kept)), draft, self.now, editor=100)
            with pytest.raises(ArchiveError):
                self.archive.delete(next(iter(self.kept)), 100, self.now)
        for folder in in_the_way:
            folder.rmdir()

    @precondition(lambda self: self.given)
    @rule(data=st.data(), count=st.integers(0, 5))
    def newest(self, data: st.DataObject, count: int) -> None:
        before = data.draw(st.none() | st.sampled_from(self.given))
        expected = [id for id in self.in_order() if before is None or _age(id) < _age(before)]
        assert [article.id for article in self.archive.newest(count, before)] == expected[::-1][:count]

    @precondition(lambda self: self.given)
    @rule(data=st.data())
    def get(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from([*self.given, "261123-999"]))
        if id not in self.kept:
            with pytest.raises(NotFound):
                self.archive.get(id)
            return
        assert _content(self.archive.get(id)) == self.kept[id][-1]
        assert tuple(_content(version) for version in self.archive.versions(id)) == self.kept[id][:-1]

    @rule(draft=DRAFTS)
    def the_same_again(self, draft: Draft) -> None:
        texts = [id for id in self.in_order() if self.kept[id][-1].paragraphs == draft.paragraphs]
        links = [id for id in self.in_order() if draft.link and self.kept[id][-1].link == draft.link]
        same_text, same_link = self.archive.with_text(draft), self.archive.with_link(draft.link)
        assert (same_text and same_text.id) == (texts[0] if texts else None)
        assert (same_link and same_link.id) == (links[0] if links else None)

    @invariant()
    def they_agree(self) -> None:
        if hasattr(self, "archive"):
            assert len(self.archive) == len(self.kept)
            assert [(each.id, _content(each)) for each in self.archive.articles()] == [
                (id, self.kept[id][-1]) for id in self.in_order()
            ]

    def in_order(self) -> list[str]:
        return sorted(self.kept, key=_age)


def _age(id: str) -> tuple[str, int]:
    day, _, number = id.partition("-")
    return day, int(number)


def _content(article: Article) -> Draft:
    return Draft(**{name: getattr(article, name) for name in Draft.__dataclass_fields__})


TestArchiveBesideDict = ArchiveBesideDict.TestCase
TestArchiveBesideDict.settings = settings(max_examples=10 * TORTURE or 40, stateful_step_count=30, deadline=None)
