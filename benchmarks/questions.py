"""What a question to `/topic` costs at its worst: hostile ones, to an archive of made-up articles in many languages.

    python benchmarks/questions.py [--articles 20000] [--languages 35] [--keep FOLDER] [--before CHECKOUT]

Each question is answered as the bot would: parsed, built, searched for a first page of results, and the nearest topics
looked for, as after a question that found nothing. Processor time of the thread, the best of three, no word of it
stemmed before. Prints a Markdown table: for each kind of question the costliest. A process of its own answers them; a
question that it cannot answer within five seconds is given up with it, and another process goes on.

`--before` shows beside it what another checkout of the project needs; `--keep` keeps the index in a folder, which takes
most of the time to make.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from select import select
from time import thread_time
from typing import Any, NamedTuple

from archive import NOW, drafts
from question_kinds import questions

from briefings.language import analysis
from briefings.model.article import Article
from briefings.search.index import SearchIndex
from briefings.search.query_parser import parse_query
from briefings.topics import trending

RECENT = 300  # articles, as of `newsroom/recent_topics`
A_PAGE = 30  # hits
TRIES = 3
LIMIT_MS = 50
LONGEST_SECONDS = 5  # that a question may take
LONGEST_START_SECONDS = 600

# All that `language/analysis` can tell apart: the more languages an index has, the more a word may mean.
LANGUAGES = (
    *("en", "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it", "ja"),
    *("ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh"),
)


class Answer(NamedTuple):
    """What the costliest question of a kind costs; None if it was given up."""

    question: str
    ms: float | None
    hits: int


def articles(first: int, count: int, languages: int) -> Iterator[Article]:
    """Made-up articles from the `first` to before the `count`th: three of five English."""
    for number, draft in enumerate(drafts(first, count - first), first):
        id = f"{(NOW - timedelta(days=(count - number) // 200)):%y%m%d}-{number % 200 + 1}"
        other = LANGUAGES[(number // 5 * 2 + number % 5 - 3) % languages]
        yield Article(
            id=id,
            story=id,
            copy_of=id,
            received=NOW - timedelta(minutes=7 * (count - number)),
            headline=draft.headline,
            paragraphs=draft.paragraphs,
            outlet=draft.outlet,
            language="en" if number % 5 < 3 else other,
        )


def answer_all(folder: Path, count: int, languages: int, start: int) -> None:
    """The work of the process: prints a line when it is ready, and one for each question from the `start`th on."""
    index = SearchIndex(folder)
    if len(index) != count:
        index.clear()
        index.add(articles(0, count, languages))
        index.commit()
    recent = list(articles(max(count - RECENT, 0), count, languages))[::-1]
    nearest = nearest_topics_of(recent)
    for language in LANGUAGES[:languages]:
        analysis.stems("word", language)
    for question in ("warm up", *(question for _, question in list(questions(Random(13)))[start:])):
        ms, hits = min(cost(index, nearest, question) for _ in range(TRIES))
        print(json.dumps([ms, hits]), flush=True)


def nearest_topics_of(recent: list[Article]) -> Callable[[str], list[str]]:
    """How topics near a question are found; earlier code counted them when it was asked."""
    if hasattr(trending, "covered_topics"):
        topics = trending.covered_topics(recent)
        return lambda question: topics.nearest(question, 6)
    before: Any = trending
    return lambda question: list(before.nearest_topics(question, recent, 6))


def cost(index: SearchIndex, nearest: Callable[[str], list[str]], question: str) -> tuple[float, int]:
    """Milliseconds of the processor, and hits."""
    for name in ("stem", "_stem", "_folded_stem"):
        with suppress(AttributeError):
            getattr(analysis, name).cache_clear()
    hits = 0
    began = thread_time()
    try:
        hits = len(index.find(parse_query(question, NOW), A_PAGE))
        nearest(question)
    except Exception as error:  # noqa: BLE001 - the figure counts all the same
        print(f"{question[:40]!a}: {type(error).__name__}: {str(error)[:60]!a}", file=sys.stderr)
    return (thread_time() - began) * 1000, hits


class Answering:
    """A process that answers the questions with the code of a checkout."""

    def __init__(self, checkout: Path, folder: Path, arguments: argparse.Namespace, start: int) -> None:
        command = [sys.executable, __file__, "--answer-in", str(folder), "--start", str(start)]
        command += ["--articles", str(arguments.articles), "--languages", str(arguments.languages)]
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)

    def next(self, seconds: float) -> tuple[float, int] | None:
        """The cost of the next question; None if it takes longer, or the process has ended. It is ended then."""
        output = self._process.stdout
        if output and select([output], [], [], seconds)[0] and (line := output.readline()):
            ms, hits = json.loads(line)
            return ms, hits
        self._process.kill()
        self._process.wait()
        return None


def measured(checkout: Path, folder: Path, arguments: argparse.Namespace) -> dict[str, Answer]:
    """For each kind, its costliest question."""
    worst: dict[str, Answer] = {}
    answering: Answering | None = None
    for number, (kind, question) in enumerate(questions(Random(13))):
        if not answering:
            print(f"{checkout}: from question {number} on", file=sys.stderr)
            answering = Answering(checkout, folder, arguments, number)
            if not answering.next(LONGEST_START_SECONDS):
                sys.exit(f"{checkout} cannot answer any question")
        answer = answering.next(LONGEST_SECONDS * TRIES)
        if not answer:
            answering = None
            worst[kind] = Answer(question, None, 0)
        elif (known := worst.get(kind)) is None or (known.ms is not None and answer[0] > known.ms):
            worst[kind] = Answer(question, *answer)
    return worst


def print_table(now: dict[str, Answer], before: dict[str, Answer]) -> None:
    print("| kind of question | costliest | hits | ms before | ms now |\n|---|---|---|---|---|")
    for kind, answer in sorted(now.items(), key=lambda pair: -(pair[1].ms or 0)):
        shown = ascii(answer.question[:30])[1:-1].replace("|", " ").replace("`", "'")[:40]
        was = milliseconds(before[kind]) if kind in before else "–"
        print(f"| {kind} | `{shown}` | {answer.hits} | {was} | {milliseconds(answer)} |")


def milliseconds(answer: Answer) -> str:
    return f"over {LONGEST_SECONDS * 1000:,}" if answer.ms is None else f"{answer.ms:.1f}"


def arguments_given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--languages", type=int, default=len(LANGUAGES), choices=range(1, len(LANGUAGES) + 1))
    parser.add_argument("--keep", type=Path, help="folder of the index, made if it is not there")
    parser.add_argument("--before", type=Path, help="another checkout, to show its figures beside these")
    parser.add_argument("--answer-in", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--start", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    arguments = arguments_given()
    if arguments.answer_in:
        answer_all(arguments.answer_in, arguments.articles, arguments.languages, arguments.start)
        return
    with tempfile.TemporaryDirectory() as folder:
        now = measured(Path(__file__).parents[1], arguments.keep or Path(folder, "now"), arguments)
        before = measured(arguments.before, Path(folder, "before"), arguments) if arguments.before else {}
    count = sum(1 for _ in questions(Random(13)))
    print(
        f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}; {count} questions ",
        end="",
    )
    print(f"to {arguments.articles:,} articles in {arguments.languages} languages\n")
    print_table(now, before)
    over = [kind for kind, answer in now.items() if answer.ms is None or answer.ms > LIMIT_MS]
    sys.exit(f"Over {LIMIT_MS} ms: {', '.join(over)}" if over else 0)


if __name__ == "__main__":
    main()
