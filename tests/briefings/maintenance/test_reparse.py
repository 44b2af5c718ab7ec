"""`sourceline rebuild`: what was read less well before is read again from its original."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from stored_articles import EDDA, NOON

from bot.cli.rebuild import rebuild_all
from bot.locales import Translator
from bot.settings import Settings
from briefings.intake.parse import parse
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Article, Draft, Provenance
from briefings.model.items import File
from briefings.newsroom.newsroom import open_newsroom
from briefings.storage.originals import Originals
from briefings.storage.tinydb.archive import Archive

LATER = NOON + timedelta(days=1)
LETTER = File(
    name="letters.txt",
    content=b"""Harbour Stays Open Through the Winter

MARROW BAY (Reuters) - The harbour stays open through the winter, the council said on Monday.

Ferries will leave twice a day until March.
""",
)


@pytest.fixture
def data(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def as_read_before(data: Settings, before: Draft, original: File = LETTER, of: int = 1) -> str:
    """The id of an article that was read from `original` when reading was not as good."""
    originals, archive = Originals(data.data_dir / "originals"), opened(data)
    key = originals.keep(original, NOON)
    article = archive.add(before, NOON, provenance=Provenance(key, 0, of))
    originals.note_articles(key, {0: article.id}, NOON)
    originals.close()
    archive.close()
    return article.id


def opened(data: Settings) -> Archive:
    return Archive(data.data_dir / "articles")


def article(data: Settings, id: str) -> Article:
    archive = opened(data)
    try:
        return archive.get(id)
    finally:
        archive.close()


def said(data: Settings, capsys: pytest.CaptureFixture[str], apply: bool = False) -> list[str]:
    rebuild_all(data, Translator("en"), apply, LATER)
    return capsys.readouterr().out.splitlines()


def today() -> Draft:
    [draft] = parse(LETTER).drafts
    return draft


def test_it_shows_what_would_change_and_changes_nothing(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    before = replace(today(), agency=None, paragraphs=(*today().paragraphs, "Share this story"))
    id = as_read_before(data, before)
    assert said(data, capsys) == [
        "261123-1  Harbour Stays Open Through the Winter",
        "  paragraphs",
        "  - Share this story",
        "  agency",
        "  + Reuters",
        "1 article would change. To change it: sourceline rebuild --apply",
    ]
    assert article(data, id).agency is None


def test_applied_it_changes_the_article_and_keeps_the_earlier_version(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    id = as_read_before(data, replace(today(), agency=None))
    assert said(data, capsys, apply=True)[-1] == "1 article is changed; its earlier version is kept."
    assert article(data, id).agency == "Reuters"
    assert [version.agency for version in opened(data).versions(id)] == [None]
    assert said(data, capsys) == ["Every article would be as it is."]


def test_what_an_editor_corrected_stays(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    id = as_read_before(data, replace(today(), agency=None, author="Nobody"))
    archive = opened(data)
    archive.replace(id, replace(archive.get(id), agency="AP"), NOON, EDDA)
    archive.close()
    assert "  - Nobody" in said(data, capsys, apply=True)
    assert (article(data, id).agency, article(data, id).author) == ("AP", None)


def test_a_file_that_would_be_split_differently_is_left_alone(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    id = as_read_before(data, replace(today(), agency=None), of=2)
    assert said(data, capsys, apply=True) == [
        "261123-1  Harbour Stays Open Through the Winter",
        "  Its original would now be split into articles differently; it stays as it is.",
        "Every article is as it was.",
        "1 article stays as it is: its original would now be split differently.",
    ]
    assert article(data, id).agency is None


def test_a_damaged_original_keeps_no_other_from_being_read(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    as_read_before(data, replace(today(), agency=None))
    other = File(name="other.txt", content=LETTER.content.replace(b"winter", b"summer"))
    second = as_read_before(data, replace(today(), agency=None), original=other)
    [file] = (data.data_dir / "originals").iterdir()
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[0].replace(b'"', b"'"), *lines[1:]]))
    assert said(data, capsys)[0].startswith(second)


async def test_what_is_pushed_reads_the_same_again(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with open_newsroom(data.data_dir, "lead", lambda: NOON, WebFetcher()) as newsroom:
        first = await newsroom.ingestion.push([LETTER])
        again = await newsroom.ingestion.push([File(name="the same.txt", content=LETTER.content)])
        newsroom.editing.edit(first.articles[0].article.id, "outlet", "Harbour Post", EDDA)
    assert [each.outcome for each in again.articles] == ["already"]
    assert said(data, capsys) == ["Every article would be as it is."]
    [file] = (data.data_dir / "originals").iterdir()
    assert len(file.read_bytes().splitlines()) == 2  # the one that was new, and what it became


def test_an_original_that_takes_too_long_to_read_again_is_named_and_its_article_stays(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = File(
        name="large.txt", content=LETTER.content + b"The harbour stays open, the council said.\n\n" * 300_000
    )
    id = as_read_before(data, today(), original=hostile)
    hasty = data.model_copy(update={"read_seconds": 0.1})
    headline, reason, summary = said(hasty, capsys, apply=True)
    assert headline.startswith(id)
    assert "large.txt" in reason
    assert summary == "Every article is as it was."
    assert article(data, id) == replace(article(data, id), paragraphs=today().paragraphs)
