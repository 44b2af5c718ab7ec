"""ROUGE of each summariser on articles with human summaries, side by side in one run.

    python benchmarks/summaries.py --data FILE.jsonl [--half first|second] [--limit N]

FILE has one JSON object a line: `text`, `summary`, and optionally `title` and `language`. Prints a Markdown table:
ROUGE-1, -2 and -Lsum F1 (rouge-score, stemmed) with 95 % bootstrap intervals, mean words, the share of summaries that
open a sentence on a word whose meaning was left out, and the median milliseconds an article.
"""

import argparse
import logging
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from time import perf_counter

import numpy as np
import orjson
from rouge_score.rouge_scorer import RougeScorer

from briefings.language.analysis import DEFAULT
from briefings.language.sentences import sentences
from briefings.summaries.algorithms import STOCK
from briefings.summaries.quotability import needs_context
from briefings.summaries.summarizer import ChosenSentence, Summarizer

MEASURES = ("rouge1", "rouge2", "rougeLsum")
RESAMPLES = 1000


@dataclass
class Run:
    """What one algorithm did with the articles."""

    scores: list[tuple[float, ...]] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    dangling: list[bool] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def row(self, name: str) -> str:
        cells = [interval([scores[index] for scores in self.scores]) for index in range(len(MEASURES))]
        rest = f"{mean(self.words):.1f} | {100 * mean(self.dangling):.1f} | {median(self.milliseconds):.2f}"
        return f"| {name} | {' | '.join(cells)} | {rest} |"


def interval(values: Sequence[float]) -> str:
    """The mean in per cent, and where it lies in 95 of 100 resamplings of the articles (Efron's percentiles)."""
    array = np.array(values) * 100
    picks = np.random.default_rng(0).integers(0, len(array), (RESAMPLES, len(array)))
    low, high = np.percentile(array[picks].mean(axis=1), [2.5, 97.5])
    return f"{array.mean():.2f} ({low:.1f}–{high:.1f})"


def dangles(chosen: Sequence[ChosenSentence], paragraphs: Sequence[str], language: str) -> bool:
    """Whether a sentence leans on the one before it in the article, and that one is not shown."""
    order = [sentence for paragraph in paragraphs for sentence in sentences(paragraph, language)]
    shown = {each.text for each in chosen}
    return any(
        needs_context(sentence, language) and sentence in shown and before not in shown
        for before, sentence in pairwise(order)
    )


def measure(name: str, articles: Sequence[dict[str, str]], scorer: RougeScorer) -> Run:
    summarizer, run = Summarizer(name), Run()
    for article in articles:
        paragraphs = [" ".join(part.split()) for part in article["text"].split("\n") if part.strip()]
        language = article.get("language", DEFAULT)
        began = perf_counter()
        chosen = summarizer.choose(article.get("title", ""), paragraphs, language)
        run.milliseconds.append((perf_counter() - began) * 1000)
        scores = scorer.score(article["summary"], "\n".join(each.text for each in chosen))
        run.scores.append(tuple(scores[measure].fmeasure for measure in MEASURES))
        run.words.append(sum(len(each.text.split()) for each in chosen))
        run.dangling.append(dangles(chosen, paragraphs, language))
    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=["first", "second"], help="the first to choose on, the second to report")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    logging.basicConfig(level="ERROR")
    logging.captureWarnings(True)
    articles = [orjson.loads(line) for line in options.data.read_bytes().splitlines() if line.strip()]
    middle = len(articles) // 2
    articles = {"first": articles[:middle], "second": articles[middle:]}.get(options.half, articles)[: options.limit]
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{len(articles)} articles of {options.data.name}{f', {options.half} half' if options.half else ''}\n"
    )
    print("| summariser | ROUGE-1 | ROUGE-2 | ROUGE-Lsum | words | dangling % | ms an article |")
    print("|---|---|---|---|---|---|---|")
    for name in ("news", "lead", *STOCK):
        measure(name, articles[:3], scorer)  # loads stemmers and stop words
        print(measure(name, articles, scorer).row(name), flush=True)


if __name__ == "__main__":
    main()
