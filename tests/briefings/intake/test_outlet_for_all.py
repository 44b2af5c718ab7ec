"""An outlet named once for all articles of a text or file."""

from datetime import UTC, datetime

import pytest

from briefings.intake.parse import parse
from briefings.model.items import File, Text

ONE = "Harbour of Sorra Reopens\n\nThe harbour reopened on Sunday, the council said. Two ferries left at noon."
OTHER = "Wheat Prices Fall Again\n\nWheat prices fell on Tuesday as rain returned. The union was silent."
JSON = '{"title": "Harbour", "text": "It reopened."}\n{"title": "Wheat", "text": "It fell.", "outlet": "Dorn News"}'


def outlets(original: Text | File) -> list[str | None]:
    result = parse(original)
    assert not result.failures
    return [draft.outlet for draft in result.drafts]


def text(content: str, outlet: str | None = None) -> Text:
    return Text(text=content, name="pasted", outlet=outlet)


@pytest.mark.parametrize("gap", ["\n\n", "\n---\n", "\n\n---\n\n"])
@pytest.mark.parametrize("key", ["Outlet", "Source"])
def test_a_header_at_the_top_names_it_for_all(key: str, gap: str) -> None:
    assert outlets(text(f"{key}: Sorra Post{gap}{ONE}\n---\n{OTHER}")) == ["Sorra Post", "Sorra Post"]


def test_a_header_that_stands_on_its_article_is_only_of_that_one() -> None:
    assert outlets(text(f"Source: Sorra Post\n{ONE}\n---\n{OTHER}")) == ["Sorra Post", None]
    assert outlets(text(f"Title: Harbour\nSource: Sorra Post\n\n{ONE}\n---\n{OTHER}")) == ["Sorra Post", None]


def test_where_another_article_names_its_own_the_header_is_only_of_the_first() -> None:
    articles = f"Source: Sorra Post\n\n{ONE}\n---\nSource: Dorn News\n{OTHER}\n---\n{ONE}"
    assert outlets(text(articles)) == ["Sorra Post", "Dorn News", None]


def test_the_front_matter_of_a_markdown_file_names_it_for_all() -> None:
    content = f"---\noutlet: Sorra Post\n---\n\n# {ONE}\n\n# {OTHER}".encode()
    assert outlets(File(name="news.md", content=content)) == ["Sorra Post", "Sorra Post"]


def test_the_outlet_of_an_item_is_that_of_each_article_that_names_none() -> None:
    assert outlets(text(f"{ONE}\n---\nSource: Dorn News\n{OTHER}", "Sorra Post")) == ["Sorra Post", "Dorn News"]
    assert outlets(File(name="news.jsonl", content=JSON.encode(), outlet="Sorra Post")) == ["Sorra Post", "Dorn News"]
    page = f"<html><body><article><h1>Harbour</h1><p>{ONE} {OTHER}</p></article></body></html>"
    assert outlets(File(name="news.html", content=page.encode(), outlet="Sorra Post")) == ["Sorra Post"]


def test_an_outlet_so_named_outranks_a_dateline_and_makes_an_interview_no_credit() -> None:
    [draft] = parse(text("Harbour Reopens\n\nDORN (CNN)The harbour is open, she told Reuters.", "Sorra Post")).drafts
    assert (draft.outlet, draft.agency) == ("Sorra Post", None)


@pytest.mark.parametrize("channel", ["Reuters", "REUTERS"])
def test_an_agency_that_forwards_its_own_report_is_only_its_outlet(channel: str) -> None:
    forwarded = Text(
        text="Harbour of Sorra Reopens\n\nOSLO, Nov 23 (Reuters) - The harbour reopened on Sunday.",
        name="forwarded",
        outlet=channel,
        published=datetime(2026, 11, 23, tzinfo=UTC),
    )
    [draft] = parse(forwarded).drafts
    assert (draft.outlet, draft.agency) == (channel, None)
