"""What any engine promises of moving articles to another one, and of the small records of chats and editors."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from contract_engines import Engine, push
from stored_articles import EDDA, FERRY, NOON, story

from briefings.errors import ArchiveError
from briefings.model.items import ReceivedOriginal, Text


def test_what_is_dumped_loads_elsewhere_exactly_and_twice_is_no_fault(engine: Engine, tmp_path: Path) -> None:
    articles = engine.articles()
    push(articles, FERRY)
    push(articles, replace(FERRY, headline="Changed"))
    _, gone = push(articles, story(1))
    articles.delete(gone.id, EDDA, NOON)
    records = list(engine.transfer().dump())
    other = Engine(tmp_path / "other")
    assert other.transfer().load(records) == 2
    assert other.transfer().load(records) == 0
    assert list(other.transfer().dump()) == records
    assert [article.headline for article in other.articles().newest(9)] == ["Changed"]
    other.close()


@pytest.mark.parametrize(
    ("id", "content", "key"),
    [
        ("261123-1", b'{"headline": "Another"}', "import-conflict"),
        ("261123-2", b'{"headline": "No text"}', "import-document"),
        ("261123-2", b"[]", "import-document"),
        ("ferry", b"{}", "import-document"),
    ],
)
def test_a_record_that_will_not_do_is_refused_before_anything_is_kept(
    engine: Engine, id: str, content: bytes, key: str
) -> None:
    push(engine.articles(), FERRY)
    before = list(engine.transfer().dump())
    with pytest.raises(ArchiveError) as caught:
        engine.transfer().load([("261124-1", before[0][1]), (id, content)])
    assert caught.value.key == key
    assert list(engine.transfer().dump()) == before


@pytest.mark.parametrize("number", range(4))
def test_records_are_kept_replaced_and_taken_out(engine: Engine, number: int) -> None:
    table = engine.record_tables()[number]
    group = -1001234567890
    table.put(5, {"zone": "UTC", "stories": {"261123-1": "261123-2"}})
    table.put(group, {"zone": "Asia/Tokyo"})
    table.put(5, {"zone": "Europe/Berlin"})
    assert table.get(5) == {"zone": "Europe/Berlin"} or table.get(5) == {
        "zone": "Europe/Berlin",
        "stories": {"261123-1": "261123-2"},
    }
    engine.close()
    table = engine.record_tables()[number]
    assert {key for key, _ in table.items()} == {5, group}
    table.remove(group, 99)
    assert (table.get(group), table.get(99)) == (None, None)
    assert [key for key, _ in table.items()] == [5]


def test_originals_are_given_back_as_they_came_and_no_more_once_they_are_retired(engine: Engine) -> None:
    originals = engine.originals()
    text = Text(name="your message", text="The ferry runs again.", outlet="Harbour Post")
    key, on_disk = originals.begin(text, NOON)
    on_disk.result()
    originals.note_articles(key, {0: "261123-1"}, NOON)
    engine.close()
    originals = engine.originals()
    assert list(originals.received()) == [ReceivedOriginal(key, NOON, text)]
    originals.retire(NOON.date() + timedelta(days=1))
    assert list(originals.received()) == []
