"""`sourceline check --repair`: what a damaged file held is put back, as far as anything still knows it."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from stored_articles import EDDA, NOON, damage, ids

from bot.cli.check import check_all, repair_all
from bot.locales import Translator
from bot.settings import Settings
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.items import Text
from briefings.newsroom.newsroom import open_newsroom
from briefings.storage.tinydb.archive import Archive

pytestmark = pytest.mark.slow

TRANSLATE = Translator("en")
TOPICS = ("harbour", "bridge", "school", "market", "tunnel")


def letter(topic: str) -> Text:
    text = (
        f"The {topic.title()} Opens Again\n\nThe {topic} opens again on Friday after a long debate, {topic} staff said."
    )
    return Text(name="your message", text=text, outlet="Harbour Post")


@pytest.fixture
async def data(tmp_path: Path) -> Settings:
    """Five articles; an editor corrected the second."""
    with open_newsroom(tmp_path, "lead", lambda: NOON, WebFetcher()) as newsroom:
        await newsroom.ingestion.push([letter(topic) for topic in TOPICS])
        newsroom.editing.edit("261123-2", "outlet", "Bridge Times", EDDA)
    return Settings(data_dir=tmp_path)


@pytest.fixture
def partition(data: Settings) -> Path:
    [file] = (data.data_dir / "articles").glob("2026-*.json")
    return file


def repaired(data: Settings, capsys: pytest.CaptureFixture[str]) -> list[str]:
    repair_all(data, TRANSLATE)
    return capsys.readouterr().out.splitlines()


def there(data: Settings) -> dict[str, tuple[str, str | None]]:
    archive = Archive(data.data_dir / "articles")
    found = {article.id: (article.headline, article.outlet) for article in archive.articles()}
    archive.close()
    return found


def test_an_original_is_read_again_within_the_limits_that_are_set(
    data: Settings, partition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(partition)
    repair_all(data.model_copy(update={"read_seconds": 0.0001}), TRANSLATE)
    assert "261123-3, 261123-4, 261123-5" in capsys.readouterr().out  # what is lost is named
    assert there(data).keys() == {"261123-1", "261123-2"}


def test_nothing_is_repaired_where_nothing_is_damaged(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    before = there(data)
    assert repaired(data, capsys) == []
    assert there(data) == before


@pytest.mark.parametrize("how", ["one letter", "half", "nothing left"])
def test_every_article_is_back(data: Settings, partition: Path, capsys: pytest.CaptureFixture[str], how: str) -> None:
    before, content = there(data), partition.read_bytes()
    left = {
        "one letter": content.replace(b"The harbour opens", b"The harbour oqens"),
        "half": content[: len(content) // 2],
        "nothing left": bytes(len(content)),
    }[how]
    partition.write_bytes(left)
    assert repaired(data, capsys) == ["2026-11-23_0001-0025.json: 5 entries are back."]
    after = there(data)
    if how != "one letter":  # of the one that was corrected nothing is left but its original
        after["261123-2"] = (after["261123-2"][0], "Bridge Times")
    assert after == before
    assert check_all(data, TRANSLATE)


def test_a_changed_name_is_noticed_by_the_original(
    data: Settings, partition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = there(data)
    partition.write_bytes(partition.read_bytes().replace(b'"Harbour Post"', b'"Harbour Pest"'))
    repaired(data, capsys)
    assert there(data) == before


def test_the_story_an_editor_made_is_kept(data: Settings, partition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = Archive(data.data_dir / "articles")
    archive.join([f"261123-{number}" for number in range(1, 6)], EDDA)
    archive.split("261123-2", EDDA)
    assert ids(archive.story("261123-1")) == ["261123-1", "261123-3", "261123-4", "261123-5"]
    archive.close()
    partition.write_bytes(partition.read_bytes().replace(b"Tunnel Opens", b"Tunnel Opans"))
    repaired(data, capsys)
    assert ids(Archive(data.data_dir / "articles").story("261123-2")) == ["261123-2"]


def test_what_nothing_knows_any_more_is_named(
    data: Settings, partition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [came] = (data.data_dir / "originals").iterdir()
    came.unlink()
    partition.write_bytes(re.sub(rb"The harbour", b"The harb\xffr", partition.read_bytes()))
    assert repaired(data, capsys) == [
        "2026-11-23_0001-0025.json: 4 entries are back, 1 could not be restored.",
        "Not restored: 261123-1",
    ]
    assert len(there(data)) == 4
    assert check_all(data, TRANSLATE)
    assert "The originals of 4 articles are gone." in capsys.readouterr().out


async def test_ids_of_a_repaired_file_are_not_given_again(
    data: Settings, partition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(partition)
    repaired(data, capsys)
    with open_newsroom(data.data_dir, "lead", lambda: NOON, WebFetcher()) as newsroom:
        report = await newsroom.ingestion.push([letter("library")])
    assert report.articles[0].article.id == "261123-26"


def test_damaged_originals_are_left_out(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    [came] = (data.data_dir / "originals").iterdir()
    came.write_bytes(came.read_bytes().replace(b"zstd", b"zstx", 1))
    assert not check_all(data, TRANSLATE)
    assert capsys.readouterr().out.startswith("1 line of ")
    assert repaired(data, capsys) == [f"{came}: 9 entries are back, 1 could not be restored."]
    assert check_all(data, TRANSLATE)
    assert len(there(data)) == 5


async def test_an_update_is_put_back_not_what_it_replaced(
    data: Settings, partition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_newsroom(data.data_dir, "lead", lambda: NOON + timedelta(days=1), WebFetcher()) as newsroom:
        for topic in ("ferry", "ferries"):
            await newsroom.ingestion.push([replace(letter(topic), link="https://harbour.example/ferry")])
    for file in (data.data_dir / "articles").glob("2026-*.json"):
        file.write_bytes(b"")
    repaired(data, capsys)
    assert there(data)["261124-1"] == ("The Ferries Opens Again", "Harbour Post")
