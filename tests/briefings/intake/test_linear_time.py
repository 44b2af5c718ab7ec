"""Items made to be slow, as anyone may push them, are read in a time that grows with their length and no faster."""

from collections.abc import Callable
from time import process_time

import pytest
from doubling import MAX_RATIO, cost_ratio

from briefings.intake.formats.html import read_html_page
from briefings.intake.parse import parse
from briefings.intake.text.dates import parse_date
from briefings.intake.text.lines import fold_lines
from briefings.intake.text.pasted import read_pasted
from briefings.model.items import File, Original, Page, Text

SIZE = 10_000  # characters, about
TOO_SHORT_TO_TELL = 0.02  # seconds
SENTENCE = "The port of Sorra opened again on Sunday after two years of repairs."
HEAD = f"Old Port of Sorra Opens\n\n{SENTENCE}\n\n"


def repeated(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def numbered(line: str) -> Callable[[int], str]:
    return lambda size: "\n".join(line.format(number) for number in range(size // len(line)))


HOSTILE: dict[str, Callable[[int], str]] = {
    "a long word": repeated("x"),
    "short lines": repeated("ab\n"),
    "a long line": repeated(f"{SENTENCE} "),
    "quotation marks": repeated('"a '),
    "quoted lines": repeated("> a\n"),
    "brackets": repeated("[a](("),
    "combining marks out of order": repeated("\u0301\u0316"),
    "lines like headers": numbered("Source: Team {} to be sold (AFP)"),
    "lines like captions": numbered("Photo: visitors walk along pier {} (AFP)"),
    "header blocks without text": numbered("Title: a{}\nSource: b"),
    "lists of other stories": numbered("Related articles\nhttp://sorra.example/{}\nOne headline of another story"),
    "front matter": lambda size: "---\n" + "title: a\n" * (size // 9) + f"---\n{SENTENCE}\n",
    "front matter without an end": lambda size: "---\n" + "title: a\n" * (size // 9),
    "nested lists": lambda size: "\n".join("  " * depth + "- a" for depth in range(int(size**0.5))),
    "rules": repeated("a\n---\n"),
    "blank lines": lambda size: SENTENCE + "\n" * size + SENTENCE,
    "line ends of two kinds": repeated("a\r\nb\n"),
    "byte order marks": repeated("\ufeffa"),
    "zero-width spaces": repeated("\u200ba"),
    "stray stops": repeated("Aa bb . "),
    "dashes": repeated("-"),
    "digits": repeated("1 "),
    "a table": lambda size: "|a|b|\n|-|-|\n" + "|c|d|\n" * (size // 6),
    "Chinese without a stop": repeated("他说今天的港口开放了"),
}
READERS: dict[str, Callable[[str], Original]] = {
    "pasted": lambda text: Text(name="a message", text=HEAD + text),
    ".txt": lambda text: File(name="a.txt", content=text.encode()),
    ".md": lambda text: File(name="a.md", content=text.encode()),
    ".json": lambda text: File(name="a.json", content=f'{{"text": "{_escaped(text)}"}}'.encode()),
    ".jsonl": lambda text: File(name="a.jsonl", content=text.encode()),
}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("reader", READERS)
def test_twice_the_text_costs_twice_the_time(reader: str, kind: str) -> None:
    make = READERS[reader]
    if _seconds(make(HOSTILE[kind](2 * SIZE))) > TOO_SHORT_TO_TELL:
        assert cost_ratio(lambda size: make(HOSTILE[kind](size)), parse, SIZE) < MAX_RATIO


def _seconds(original: Original) -> float:
    start = process_time()
    parse(original)
    return process_time() - start


def test_marks_in_a_heap_are_put_into_order_in_linear_time() -> None:
    assert cost_ratio(repeated("\u0301\u0316"), fold_lines, 20_000) < MAX_RATIO


def test_lines_like_headers_below_a_text_are_counted_in_linear_time() -> None:
    make = numbered("Source: Team {} to be sold (AFP)")
    assert cost_ratio(lambda size: HEAD + make(size), lambda text: read_pasted(text, "a message"), 60_000) < MAX_RATIO


def test_no_more_blank_lines_are_kept_than_anything_looks_at() -> None:
    assert len(fold_lines("a" + "\n" * 100_000 + "b")) < 20


def test_words_without_a_day_are_not_searched_for_a_date() -> None:
    assert parse_date("may 2020") is None
    assert parse_date("a1001") is None
    assert parse_date("28 de septiembre de 2023") is not None


# Pages


def page(markup: str) -> Page:
    body = f"<h1>Old Port of Sorra Opens</h1><article><p>{SENTENCE} {SENTENCE} {SENTENCE}</p>{markup}</article>"
    return Page(name="a page", url="http://sorra.example/a", content=f"<html><body>{body}</body></html>")


@pytest.mark.parametrize(
    "markup",
    ["<br>" * 1_000_000, '<a href="b">c</a>' * 250_000, f"<p {'a=b ' * 500_000}>", "<div>" * 500_000],
    ids=["line breaks", "links", "attributes", "nested"],
)
def test_a_page_of_markup_is_refused_in_words(markup: str) -> None:
    assert [failure.key for failure in parse(page(markup)).failures] == ["page-markup"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a<br>", '<a href="b">c</a>', "<p>a</p>", "<li>a b c</li>"], ids=["breaks", "links", "paragraphs", "items"]
)
def test_twice_the_markup_costs_twice_the_time(unit: str) -> None:
    assert cost_ratio(lambda size: page(repeated(unit)(size)), parse, 15_000) < MAX_RATIO


def test_broken_metadata_is_not_searched_for_authors() -> None:
    broken = '<script type="application/ld+json">{"@type":"NewsArticle","author":"' + '"author" ' * 2000 + "</script>"

    def read(size: int) -> object:
        script = broken.replace('"author" ' * 2000, '"author" ' * size)
        return read_html_page(str(page(script).content), None, "a page")

    assert cost_ratio(lambda size: size, read, 2000) < MAX_RATIO


def test_a_title_of_the_outlets_name_many_times_over_is_shortened_once() -> None:
    title = "Old Port of Sorra Opens | The Harbour Post"
    html = (
        f"<html><head><title>{title}</title><meta property='og:site_name' content='The Harbour Post'></head>"
        f"<body><article><p>{SENTENCE} {SENTENCE} {SENTENCE}</p></article></body></html>"
    )
    assert read_html_page(html, None, "a page").headline == "Old Port of Sorra Opens"
