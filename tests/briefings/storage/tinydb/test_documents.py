"""Articles as they are stored: what older versions of the program wrote is read too."""

import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime

from stored_articles import FERRY, NOON, story

from briefings.model.article import Provenance
from briefings.model.story import StoryAssignment
from briefings.storage.tinydb.documents import (
    corrected_document,
    fingerprint,
    new_version,
    reparsed,
    to_article,
    to_document,
)

COLUMN = replace(story(1), dateline="OSLO, Nov 23", opinion=True)
LATER = datetime(2026, 11, 24, tzinfo=UTC)
OWN = StoryAssignment("261123-1", "261123-1")


def older(document: dict[str, object]) -> dict[str, object]:
    """The document as it was written before datelines and opinions were kept."""
    return {name: value for name, value in document.items() if name not in ("dateline", "opinion")}


def test_dateline_and_opinion_are_stored() -> None:
    article = to_article("261123-1", to_document(COLUMN, NOON, OWN))
    assert (article.dateline, article.opinion) == ("OSLO, Nov 23", True)


def test_a_document_without_them_is_an_article_without_them() -> None:
    article = to_article("261123-1", older(to_document(COLUMN, NOON, OWN)))
    assert (article.dateline, article.opinion) == (None, False)
    assert article.headline == COLUMN.headline


def test_an_older_document_can_be_changed_and_corrected() -> None:
    document = older(to_document(FERRY, NOON, OWN))
    assert to_article("261123-1", new_version(document, COLUMN, LATER)).dateline == "OSLO, Nov 23"
    corrected = corrected_document(document, replace(FERRY, outlet="The Post"), LATER)
    assert corrected["corrected"] == ["outlet"]


def test_reading_an_older_document_again_changes_it_only_if_there_is_something_new() -> None:
    document = older(to_document(FERRY, NOON, OWN, Provenance("key", 0, 1)))
    assert reparsed(document, FERRY) is None
    assert reparsed(document, replace(FERRY, dateline="OSLO")) == replace(FERRY, dateline="OSLO")


def test_the_fingerprint_is_made_in_pieces_whatever_the_characters_stand_for() -> None:
    """All at once, the eighteen letters that each of these stands for would be taken apart in one call."""
    length = 50_000
    draft = replace(story(1), paragraphs=("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * length,))
    tracemalloc.start()
    made = fingerprint(draft)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000  # all at once it takes 68
    tracemalloc.stop()
    assert made == fingerprint(replace(draft, paragraphs=(draft.paragraphs[0][: length // 2],) * 2))
    assert made != fingerprint(replace(draft, paragraphs=(draft.paragraphs[0][1:],)))
