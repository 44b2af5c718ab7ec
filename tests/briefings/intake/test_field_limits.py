"""What surrounds an article's text is bounded however it comes: a file of a million letters makes no such name."""

import json
from collections.abc import Mapping

import pytest

from briefings.intake.parse import parse
from briefings.intake.result import IntakeResult
from briefings.model.article import Draft
from briefings.model.items import File, Page, Text

BODY = (
    "The harbour of Sorra reopened on Sunday, the council said, eleven days after the storm. Two ferries left at noon "
    "with bread, fuel and letters for the islands, and the third is to follow on Monday, the harbour master told us."
)
LONG = "Harbour " * 20_000


def read_record(**fields: object) -> IntakeResult:
    record: Mapping[str, object] = {"title": "Harbour Reopens", "text": BODY, **fields}
    return parse(File(name="a.json", content=json.dumps(record).encode()))


def draft_of(**fields: object) -> Draft:
    (draft,) = read_record(**fields).drafts
    return draft


@pytest.mark.parametrize(
    ("field", "kept_in", "limit"),
    [("title", "headline", 500), ("outlet", "outlet", 100), ("agency", "agency", 100), ("author", "author", 300)],
)
def test_a_name_longer_than_any_is_cut(field: str, kept_in: str, limit: int) -> None:
    value = getattr(draft_of(**{field: LONG}), kept_in)
    assert value.endswith("…")
    assert limit - 10 < len(value) <= limit


def test_a_name_of_usual_length_stays_as_it_is() -> None:
    draft = draft_of(outlet="The Harbour Post and Islands Gazette", author="Ida Lund, Per Holm")
    assert (draft.outlet, draft.author) == ("The Harbour Post and Islands Gazette", "Ida Lund, Per Holm")


def test_of_very_many_topics_the_first_twenty_are_kept() -> None:
    topics = [f"ferry {number}" for number in range(50_000)]
    assert draft_of(topics=topics).topics == tuple(topics[:20])


def test_captions_are_bounded_in_number_and_length() -> None:
    captions = draft_of(captions=["Ferry " * 2000, *(f"Pier {number} at noon" for number in range(5000))]).captions
    assert len(captions) == 100
    assert max(map(len, captions)) <= 5000


def test_a_link_longer_than_any_address_is_refused_in_words() -> None:
    result = read_record(url="https://harbour.example/?" + "a" * 3000)
    assert [(error.key, error.fields["limit"]) for error in result.failures] == [("header-link-long", 2048)]


def test_a_page_whose_address_is_longer_than_any_has_no_link() -> None:
    page = Page(
        name="p", url="https://harbour.example/?" + "a" * 3000, content=f"Harbour Reopens\n\n{BODY}", plain=True
    )
    (draft,) = parse(page).drafts
    assert draft.link is None
    assert draft.outlet == "harbour.example"


@pytest.mark.parametrize(
    ("field", "key"), [("link", "header-link"), ("date", "header-date"), ("language", "header-language")]
)
def test_a_failure_names_the_beginning_of_a_value_only(field: str, key: str) -> None:
    (error,) = read_record(**{field: "x " * 900}).failures
    assert error.key == key
    assert len(str(error.fields["value"])) <= 200


def test_the_name_of_a_channel_that_forwards_is_bounded_too() -> None:
    (draft,) = parse(Text(name="t", text=f"Harbour Reopens\n\n{BODY}", outlet="Channel " * 100)).drafts
    assert len(draft.outlet or "") <= 100
