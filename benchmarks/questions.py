"""What a question to `/topic` costs at its worst: hostile ones, to an archive of made-up articles in many languages.

    python benchmarks/questions.py [--articles 20000] [--save FILE.json] [--before FILE.json] [--keep FOLDER]

Each question is answered as the bot would: parsed, built, searched for a first page of results, and the nearest topics
of the newest 300 articles looked for, as after a question that found nothing. Processor time of the thread, the best
of three. Prints a Markdown table: for each kind of question, the milliseconds of its costliest. `--save` writes them to
a file, and `--before` shows those of such a file beside today's; `--keep` makes the index in a folder, once.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import thread_time

from archive import COMMON, NOW, drafts

from briefings.model.article import Article
from briefings.search.index import SearchIndex
from briefings.search.query_parser import parse_query
from briefings.topics.trending import nearest_topics

RECENT = 300  # articles, as of `newsroom/queries`
A_PAGE = 30  # hits
TRIES = 3
LIMIT_MS = 50

# All that `language/analysis` can tell apart: the more languages an index has, the more a word may mean.
LANGUAGES = (
    *("en", "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it", "ja"),
    *("ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh"),
)


def articles(count: int) -> Iterator[Article]:
    """Made-up articles, most of them in English, some in every other language."""
    for number, draft in enumerate(drafts(0, count)):
        id = f"{(NOW - timedelta(days=(count - number) // 200)):%y%m%d}-{number % 200 + 1}"
        received = NOW - timedelta(minutes=7 * (count - number))
        language = "en" if number % 5 < 3 else LANGUAGES[number % len(LANGUAGES)]
        yield Article(
            id=id,
            story=id,
            copy_of=id,
            received=received,
            headline=draft.headline,
            paragraphs=draft.paragraphs,
            outlet=draft.outlet,
            language=language,
        )


def questions(random: Random) -> Iterator[tuple[str, str]]:
    """The kinds of questions and the questions."""
    names = [word for draft in drafts(0, 100) for word in draft.headline.split()[::5]]

    def some(words: list[str], count: int) -> list[str]:
        return random.sample(words, count)

    for count in (1, 4, 16, 60):
        yield "words", " ".join(some(COMMON[200:], count))
        yield "the commonest words", " ".join(some(COMMON[:60], min(count, 60)))
        yield "names", " ".join(some(names, count))
        yield "misspelt words", " ".join(misspelt(random, word) for word in some(names, count))
        yield (
            "long misspelt words",
            " ".join(
                misspelt(random, one + two) for one, two in zip(some(names, count), some(names, count), strict=True)
            ),
        )
        yield "words that nobody wrote", " ".join("q" + "".join(random.choices("xqzjvwk", k=9)) for _ in range(count))
        yield "hyphenated words", " ".join("-".join(some(COMMON, 4)) for _ in range(count))
        yield "words of many parts", "-".join(some(COMMON, count))
        yield "phrases", " ".join(f'"{" ".join(some(COMMON[:300], 3))}"' for _ in range(count))
        yield "words left out", "x " + " ".join(f"-{word}" for word in some(COMMON, count))
        yield "phrases left out", "x " + " ".join(f'-"{" ".join(some(COMMON[:300], 4))}"' for _ in range(count))
        yield "outlets", " ".join(f"outlet:{number}" for number in range(count))
        yield "outlets left out", " ".join(f"-outlet:{number}" for number in range(count))
        yield "filters", " ".join(f"since:{number}d lang:en outlet:outlet" for number in range(count))
        yield "capitals", " ".join(some(COMMON, count)).upper()
    for size in (100, 1000, 4096):
        for kind, piece in PIECES.items():
            yield kind, (piece * size)[:size]
        yield "one word", "".join(random.choices("abcdefghij", k=size))
        yield "any characters", "".join(chr(random.randrange(1, 0x2FFFF)) for _ in range(size))
        yield "Chinese", "".join(chr(random.randrange(0x4E00, 0x9FFF)) for _ in range(size))
        yield "Thai", "".join(chr(random.randrange(0x0E01, 0x0E2F)) for _ in range(size))
        yield "Japanese", "".join(chr(random.randrange(0x3041, 0x30FE)) for _ in range(size))
        yield "a whole article", " ".join(next(drafts(7, 1)).paragraphs)[:size]
    for value in ABSURD_TIMES:
        yield "absurd times", f"since:{value}"
        yield "absurd times", f"{COMMON[3]} since:{value}"


PIECES = {
    "initials": "a.b.",
    "initials apart": "a.b. c.d. ",
    "single letters": "a b c d e f g h i j ",
    "two letters": "ab cd ef gh ij kl mn op ",
    "brackets": "(",
    "quotation marks": '"',
    "quoted letters": '"a b" ',
    "minuses": "-",
    "hyphens": "a-",
    "long hyphens": "abcdef-ghijkl ",
    "numbers": "1.2,3",
    "colons": "a:",
    "filters in filters": "since:lang:outlet:",
    "apostrophes": "l'",
    "emoji": "🙂👩‍👩‍👧",
    "right to left": "\u200f\u202eشمس ",
    "ligatures": "\ufdfa",
    "combining marks": "a\u0301\u0323",
    "NUL": "a\x00",
    "lone surrogates": "a\ud800 ",
    "line ends": "\n\r",
    "a word again": "norland ",
    "stars": "* AND ~2 ^3 ",
    "letters that fold to more": "ﬃŒ ",
}

ABSURD_TIMES = (
    *("9999", "0001", "0000", "1", "-1", "99999999d", "9999w", "9999d", "0d", "9999-12-31", "0001-01-01", "1969-12-31"),
    *("2026-02-30", "٢٠٢٦", "9" * 300, "9" * 300 + "d", "1e9d", "4147-01-01", "2147-01-01", "NaN", "²d", "99999-01-01"),
)


def misspelt(random: Random, word: str) -> str:
    at = random.randrange(2, len(word) - 1)
    return f"{word[:at]}{random.choice('bdklmnrst')}{word[at + 1 :]}"


def cost(index: SearchIndex, recent: list[Article], question: str) -> float:
    """Milliseconds of the processor."""
    began = thread_time()
    try:
        index.find(parse_query(question, NOW), A_PAGE)
        nearest_topics(question, recent, 6)
    except Exception as error:  # noqa: BLE001 - the figure counts all the same
        print(f"{question[:40]!a}: {type(error).__name__}: {str(error)[:60]!a}", file=sys.stderr)
    return (thread_time() - began) * 1000


def filled(folder: Path | None, count: int) -> SearchIndex:
    index = SearchIndex(folder)
    if len(index) != count:
        index.clear()
        index.add(articles(count))
        index.commit()
    return index


def measured(index: SearchIndex, recent: list[Article]) -> dict[str, float]:
    """For each kind, the milliseconds of the costliest question."""
    worst: dict[str, float] = {}
    cost(index, recent, "warm up")
    for kind, question in questions(Random(13)):
        worst[kind] = max(worst.get(kind, 0), min(cost(index, recent, question) for _ in range(TRIES)))
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--save", type=Path, help="write the figures to this file")
    parser.add_argument("--before", type=Path, help="figures to show beside these")
    parser.add_argument("--keep", type=Path, help="folder of the index, made if it is not there")
    arguments = parser.parse_args()
    index = filled(arguments.keep, arguments.articles)
    recent = list(articles(arguments.articles))[: -RECENT - 1 : -1]
    worst = measured(index, recent)
    before = json.loads(arguments.before.read_text()) if arguments.before else {}
    count = sum(1 for _ in questions(Random(13)))
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}; ", end="")
    print(f"{count} questions to {len(index):,} articles in {len(LANGUAGES)} languages\n")
    print("| kind of question | ms before | ms now |\n|---|---|---|")
    for kind, now in worst.items():
        print(f"| {kind} | {before[kind]:.1f} | {now:.1f} |" if kind in before else f"| {kind} | – | {now:.1f} |")
    if arguments.save:
        arguments.save.write_text(json.dumps(worst))
    over = [kind for kind, now in worst.items() if now > LIMIT_MS]
    sys.exit(f"Over {LIMIT_MS} ms: {', '.join(over)}" if over else 0)


if __name__ == "__main__":
    main()
