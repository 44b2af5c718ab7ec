"""JSON that is damaged or made to do harm costs its own line, and memory within bounds."""

import json
import tracemalloc

import pytest

from briefings.intake.formats.json_records import read_json, read_json_lines

GOOD = '{"title": "Old Port of Sorra Opens", "text": "The port of Sorra opened again on Sunday."}'
DEEP = '{"text": ' + "[" * 400 + '"a"' + "]" * 400 + "}"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (DEEP, "record-field"),
        ('{"text": ' + "[" * 100_000, "json-line"),
        ('{"a":' * 100_000, "json-line"),
        ('{"text": NaN}', "json-line"),
        ('{"text": 1' + "0" * 10_000 + "}", "json-line"),
        ('{"text": "\\ud800"}', "json-line"),
        ('{"text": {"a": "b"}}', "record-field"),
        ("{" + ",".join(f'"key{number}": 1' for number in range(100_000)) + "}", "record-no-text"),
    ],
    ids=["deep", "deep and open", "deep objects", "not a number", "huge number", "surrogate", "object", "many keys"],
)
def test_a_hostile_line_is_one_failure_and_the_others_are_read(line: str, key: str) -> None:
    result = read_json_lines(f"{GOOD}\n{line}\n{GOOD}", "a.jsonl")
    assert [draft.headline for draft in result.drafts] == ["Old Port of Sorra Opens"] * 2
    assert [failure.key for failure in result.failures] == [key]


def test_a_deep_list_alone_is_a_failure_in_words() -> None:
    assert [failure.key for failure in read_json(DEEP, "a.json").failures] == ["record-field"]


def test_of_a_key_that_is_given_twice_the_last_counts() -> None:
    (draft,) = read_json('{"text": "One came.", "text": "Two came."}', "a.json").drafts
    assert draft.paragraphs == ("Two came.",)


def test_a_numbered_character_of_many_digits_is_left_as_it_is() -> None:
    text = f"<p>The port opened &#{'9' * 5000}; again.</p>"
    (draft,) = read_json(json.dumps({"title": "Old Port", "text": text}), "a.json").drafts
    assert "99999" in draft.paragraphs[0]


def test_a_headline_that_cannot_be_seen_counts_as_none() -> None:
    record = {"title": "\u200d\u3164", "headline": "Old Port of Sorra Opens", "text": "It opened on Sunday."}
    (draft,) = read_json(json.dumps(record), "a.json").drafts
    assert draft.headline == "Old Port of Sorra Opens"


def test_failures_past_ten_are_counted_and_take_no_memory() -> None:
    lines = "x\n" * 20_000
    tracemalloc.start()
    result = read_json_lines(lines, "a.jsonl")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.failures[-1].fields["count"] == 20_000 - 10
    assert len(result.failures) == 11
    assert peak < 4 * len(lines)
