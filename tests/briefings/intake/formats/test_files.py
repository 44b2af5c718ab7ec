"""Files: every ending, every encoding, and what cannot be read."""

import gzip
import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from repository import ROOT

from bot.locales import Translator
from briefings.errors import IntakeError
from briefings.intake.formats.files import ENDINGS, MAX_BYTES, read_file
from briefings.intake.result import IntakeResult
from briefings.model.article import Draft

HEADLINE = "Old Harbour of Sorra Reopens After Two Years of Repairs"
TEXT = (
    "The old harbour of Sorra reopened on Sunday after two years of repairs, the port authority said.",
    "“We have waited for this morning,” harbour master Lia Moreno told Reuters at the café on the pier.",
    "The repairs cost eleven million euros, three million more than planned.",
)
ARTICLE = "\n\n".join((HEADLINE, *TEXT))


def only_draft(result: IntakeResult) -> Draft:
    assert not result.failures, result.failures
    assert len(result.drafts) == 1, [draft.headline for draft in result.drafts]
    return result.drafts[0]


def failure_keys(result: IntakeResult) -> list[tuple[str, str | int]]:
    return [(failure.key, failure.fields["item"]) for failure in result.failures]


# Bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_a_text_file_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "Sorra.TXT"
    path.write_text(
        ARTICLE if encoding != "latin-1" else ARTICLE.replace("“", '"').replace("”", '"'), encoding=encoding
    )
    draft = only_draft(read_file(path.name, path.read_bytes()))
    assert draft.headline == HEADLINE
    assert "café" in draft.paragraphs[1]


RUSSIAN = """Мэр города сказал, что мост будет отремонтирован в мае.

Жители приветствовали решение городского совета."""
ARABIC = """قال رئيس البلدية إن الجسر القديم سيتم إصلاحه قريبا

ورحب السكان بقرار مجلس المدينة بعد سنوات من الانتظار."""
SPANISH = """El alcalde dijo que el puente será reparado mañana

Los vecinos recibieron la decisión con satisfacción, según el año pasado."""


@pytest.mark.parametrize(
    ("text", "encoding", "language"), [(RUSSIAN, "cp1251", "ru"), (ARABIC, "cp1256", "ar"), (SPANISH, "cp1252", "es")]
)
def test_older_encodings_are_recognised(text: str, encoding: str, language: str) -> None:
    draft = only_draft(read_file("old.txt", text.encode(encoding)))
    assert draft.headline + "\n\n" + "\n\n".join(draft.paragraphs) == text or draft.paragraphs == tuple(
        text.split("\n\n")
    )
    assert draft.language == language


@pytest.mark.parametrize("name", ["x.pdf", "x", "x.txt.gz", ".txt", "", "x."])
def test_an_unknown_ending_is_refused_with_the_known_ones(name: str) -> None:
    result = read_file(name, ARTICLE.encode())
    assert failure_keys(result) == [("unknown-ending", name)]
    assert result.failures[0].fields["endings"] == " ".join(ENDINGS)


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty_binary_and_too_large_are_refused(ending: str) -> None:
    assert failure_keys(read_file(f"x{ending}", b"")) == [("empty", f"x{ending}")]
    assert failure_keys(read_file(f"x{ending}", b" \n\r\n\t")) == [("empty", f"x{ending}")]
    assert failure_keys(read_file(f"x{ending}", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")) == [("binary", f"x{ending}")]
    assert failure_keys(read_file(f"x{ending}", gzip.compress(ARTICLE.encode() * 9))) == [("binary", f"x{ending}")]
    assert failure_keys(read_file(f"x{ending}", b"a" * (MAX_BYTES + 1))) == [("too-large", f"x{ending}")]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from((*ENDINGS, ".pdf")), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@example(".html", b"<html><body><p>" + b"<div>" * 3000)
@example(".html", b"<!DOCTYPE html [<!ENTITY a 'b'>]><html>&a;</html>")
@example(".html", b'<?xml version="1.0" encoding="utf-7"?><html/>')
@example(".json", b"[" * 5000)
@example(".json", b'{"text": {"name": {}}}')
@example(".jsonl", b"{}\nnull\n1\n[]")
@example(".md", b"[" * 2000)
@example(".md", b"> " * 2000)
@example(".txt", "\ud800".encode("utf-8", "surrogatepass"))
def test_any_bytes_end_in_articles_or_a_sentence_that_says_why(ending: str, content: bytes) -> None:
    result = read_file(f"x{ending}", content)
    assert result.drafts or result.failures
    for draft in result.drafts:
        assert draft.headline
        assert all(draft.paragraphs)
        json.dumps(draft.paragraphs, ensure_ascii=False).encode()
    translator = Translator("en")
    for failure in result.failures:
        assert str(failure.fields["item"]).startswith("x.")
        assert "x." in translator.error(failure)


def test_every_failure_of_intake_has_a_sentence_that_names_the_item() -> None:
    source = "".join(path.read_text() for path in (ROOT / "briefings" / "intake").rglob("*.py"))
    translator = Translator("en")
    for key in set(re.findall(r'IntakeError\(\s*"([a-z-]+)"', source)) - {"nothing-to-read"}:
        fields: dict[str, Any] = dict.fromkeys(
            ("limit", "endings", "value", "line", "column", "field", "reason", "seconds", "status", "kind", "port"), "7"
        )
        sentence = translator.error(IntakeError(key, **(fields | {"item": "the-item", "count": 2})))
        assert "the-item" in sentence
        assert "{" not in sentence.replace('{"title": …, "text": …}', "")


# Size


@pytest.mark.slow
def test_two_megabytes_of_articles_take_a_second() -> None:
    article = "\n\n".join((HEADLINE, "The pier. (AFP)\nThe pier. (AFP)", "TT", HEADLINE, *TEXT * 12))
    text = "\n\n\n".join(f"{article}\n\nEnd of number {n}." for n in range(MAX_BYTES // 10 // len(article.encode())))
    started = time.process_time()
    result = read_file("many.txt", text.encode())
    assert len(result.drafts) > 250
    assert not result.failures
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "text",
    ["a" * 250_000, "a " * 125_000, "(" * 250_000, "-" * 250_000, "word (AFP) " * 22_500, "1" * 400 + "\n",
     "x\n" * 50_000,
     "TT\n" * 50_000, ("The same line of words\n") * 12_500, "A headline of several words\n\n" * 7_500,
     "We use cookies " * 15_000,
     "home > " * 12_500, "URL: x\n" * 12_500, "- - - x\n" * 12_500, "told the " * 25_000 + "AP"],
    ids=range(15),
)  # fmt: skip
def test_no_text_is_slow(text: str) -> None:
    started = time.process_time()
    read_file("x.txt", text.encode())
    assert time.process_time() - started < 6


# Markdown


def test_markdown_leaves_no_signs_in_the_paragraphs() -> None:
    text = """# Old *Harbour* of Sorra [Reopens](https://example.org/x)

![The pier](pier.jpg)

The **old** harbour of `Sorra` reopened on [Sunday](https://example.org/y "title") &amp; stayed
open, the port authority said\\*.

## What it cost

- eleven million euros
- *two* years

1. first
2. second

> We have waited for this morning.

| Year | Cost |
|------|------|
| 2025 | 5    |

<div class="ad">An <b>inline</b> box</div>

<!-- a comment -->
The end came ~~late~~ on time.<br>
"""
    draft = only_draft(read_file("x.md", text.encode()))
    assert draft.headline == "Old Harbour of Sorra Reopens"
    assert draft.paragraphs == (
        "The old harbour of Sorra reopened on Sunday & stayed open, the port authority said*.",
        "What it cost",
        "eleven million euros",
        "two years",
        "first",
        "second",
        "We have waited for this morning.",
        "Year, Cost",
        "2025, 5",
        "An inline box",
        "The end came late on time.",
    )


def test_front_matter_is_a_header_block() -> None:
    front = '---\ntitle: "Sorra: The Harbour Reopens"\nlayout: post\nsource: The Sorra Post\n'
    front += "date: 2023-09-28\ntags: [ports, islands]\n---\n"
    draft = only_draft(read_file("x.md", (front + "\n" + "\n\n".join(TEXT)).encode()))
    assert draft.headline == "Sorra: The Harbour Reopens"
    assert draft.outlet == "The Sorra Post"
    assert draft.published == datetime(2023, 9, 28, tzinfo=UTC)
    assert draft.topics == ("ports", "islands")
    assert draft.paragraphs == TEXT


def test_a_second_first_level_heading_or_a_rule_begins_a_new_article() -> None:
    body = "\n\n".join(TEXT)
    text = f"# One\n\n{body}\n\n## Part\n\nMore of it.\n\n# Two.\n\n{body}\n---\n"
    text += f"Three is a headline\n\n{body}\n\n***\n\n# Four\n\n{body}"
    result = read_file("x.md", text.encode())
    assert [draft.headline for draft in result.drafts] == ["One", "Two.", "Three is a headline", "Four"]
    assert [len(draft.paragraphs) for draft in result.drafts] == [5, 3, 3, 3]


def test_a_paste_kept_as_markdown_is_read_like_text() -> None:
    sample = (ROOT / "docs" / "sample-articles.txt").read_bytes()
    as_text, as_markdown = read_file("sample.txt", sample), read_file("sample.md", sample)
    assert as_markdown == as_text


# Pages

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>{HEADLINE} | The Sorra Post</title>
<meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="The Sorra Post">
<meta property="article:published_time" content="2026-05-03T08:00:00+02:00"><meta name="author" content="Jo Lund">
<meta property="article:tag" content="Ports"><link rel="canonical" href="https://post.example.org/sorra">
</head><body><nav><a href="/">Home</a></nav><article><h1>{HEADLINE}</h1>
<figure><img src="a.jpg"><figcaption>The pier of Sorra. (AFP)</figcaption></figure>
{"".join(f"<p>{paragraph}</p>" for paragraph in TEXT)}<p>Read more: Ferries return to Sorra</p>
</article><footer>© 2026 The Sorra Post</footer></body></html>"""


@pytest.mark.parametrize("name", ["x.html", "x.htm"])
def test_a_saved_page_is_read_with_what_it_says_of_itself(name: str) -> None:
    draft = only_draft(read_file(name, PAGE.encode()))
    assert draft == Draft(
        headline=HEADLINE,
        paragraphs=TEXT,
        captions=("The pier of Sorra. (AFP)",),
        outlet="The Sorra Post",
        agency="Reuters",
        author="Jo Lund",
        link="https://post.example.org/sorra",
        published=datetime(2026, 5, 3, tzinfo=UTC),
        language="en",
        topics=("Ports",),
    )


def test_the_charset_that_a_page_names_is_used() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">')
    assert only_draft(read_file("x.html", page.encode("cp1252"))).paragraphs == TEXT


@pytest.mark.parametrize(
    "page", ["<p>Hello</p>", "<html><body><nav>Home</nav></body></html>", "no markup", "<html>", "<" * 1000]
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    assert failure_keys(read_file("x.html", page.encode())) == [("no-article", "x.html")]


# Records


def test_a_record_is_read_by_any_of_its_usual_field_names() -> None:
    record = {
        "Headline": HEADLINE, "content": "\n".join(TEXT), "link": "https://example.org/1",
        "publisher": {"name": "The Sorra Post"},
        "byline": ["Jo Lund", "Mia Berg"], "published_at": "2023-09-28T10:00:00Z",
        "keywords": "ports, islands", "lang": "en-GB",
        "agency": "AP", "captions": ["The pier."], "id": 7, "nothing": None,
    }  # fmt: skip
    assert only_draft(read_file("x.json", json.dumps(record).encode())) == Draft(
        headline=HEADLINE,
        paragraphs=TEXT,
        captions=("The pier.",),
        outlet="The Sorra Post",
        agency="AP",
        author="Jo Lund, Mia Berg",
        link="https://example.org/1",
        published=datetime(2023, 9, 28, 10, tzinfo=UTC),
        language="en",
        topics=("ports", "islands"),
    )


def test_a_list_of_records_is_read_and_a_bad_one_named_by_its_number() -> None:
    records = [
        {"title": HEADLINE, "paragraphs": list(TEXT)},
        {"title": "No text"},
        7,
        {"title": "Bad link", "text": TEXT[0], "url": "ftp://x"},
        {"title": "Bad field", "text": {"a": 1}},
        {"title": "Second", "text": f"{TEXT[0]}\n---\n{TEXT[1]}"},
    ]
    result = read_file("x.json", json.dumps(records).encode("utf-16"))
    assert [(draft.headline, len(draft.paragraphs)) for draft in result.drafts] == [(HEADLINE, 3), ("Second", 2)]
    assert failure_keys(result) == [
        ("record-no-text", "x.json (2)"),
        ("record-shape", "x.json (3)"),
        ("header-link", "x.json (4)"),
        ("record-field", "x.json (5)"),
    ]


def test_a_bad_line_is_named_and_costs_no_other_line() -> None:
    good = json.dumps({"title": HEADLINE, "text": "\n\n".join(TEXT)}, ensure_ascii=False)
    result = read_file("x.jsonl", f'{good}\n\n{{"title": oops}}\n{good}\r\n'.encode())
    assert [draft.paragraphs for draft in result.drafts] == [TEXT, TEXT]
    assert failure_keys(result) == [("json-line", "x.jsonl")]
    sentence = Translator("en").error(result.failures[0])
    assert sentence.startswith("Line 3 of “x.jsonl”")


@pytest.mark.parametrize(
    ("text", "key"), [("{", "json"), ('"text"', "json-shape"), ("7", "json-shape"), ("[]", "empty"), ("NaN", "json")]
)
def test_json_that_is_no_record_is_refused(text: str, key: str) -> None:
    assert failure_keys(read_file("x.json", text.encode())) == [(key, "x.json")]


def test_html_in_a_record_is_read_as_text() -> None:
    body = f"<p>{TEXT[0]}</p>\n<P class='x'>It is &lt;open&gt;, <b>the</b> mayor said.<br/>Yes.</p>"
    draft = only_draft(read_file("x.json", json.dumps({"title": HEADLINE, "text": body}).encode()))
    assert draft.paragraphs == (TEXT[0], "It is <open>, the mayor said.", "Yes.")


def test_a_record_without_title_is_headed_by_its_text() -> None:
    assert only_draft(read_file("x.json", json.dumps({"text": ARTICLE}).encode())).headline == HEADLINE
