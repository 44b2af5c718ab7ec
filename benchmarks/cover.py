"""ROUGE recall of briefings of several articles on one story, side by side in one run.

    python benchmarks/cover.py --data FILE.jsonl [--words 100] [--half first|second] [--limit N]

FILE has one JSON object a line: `articles`, a list of texts, the oldest first, paragraphs apart by line breaks;
`summaries`, a list of texts by people. Prints a Markdown table: ROUGE-1 and -2 recall (rouge-score, stemmed, cut at
the budget, mean over the summaries by people; no jackknife, which only comparing with people needs) with 95 %
bootstrap intervals, mean words, and mean milliseconds a story, splitting sentences included.
"""

import argparse
import os
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import mean
from time import perf_counter

import orjson
from rouge_score.rouge_scorer import RougeScorer
from summaries import interval
from sumy.summarizers.lex_rank import LexRankSummarizer

from briefings.language.analysis import DEFAULT, stop_words
from briefings.language.sentences import sentences
from briefings.summaries.article_sentences import ArticleSentences
from briefings.summaries.lede import find_lede
from briefings.summaries.multi_article import cover, cover_greedily
from briefings.summaries.sumy_document import Tokenizer, read_document

Story = list[list[str]]  # the paragraphs of each article
MEASURES = ("rouge1", "rouge2")
MANY = 1000  # sentences: no limit but the words


def split(story: Story) -> list[list[str]]:
    return [[each for paragraph in article for each in sentences(paragraph, DEFAULT)] for article in story]


def covering(cover: Callable[..., list[tuple[int, int]]], story: Story, words: int) -> list[str]:
    articles = split(story)
    pairs = cover(articles, range(len(articles)), DEFAULT, words=words, sentences=MANY)
    return [articles[article][at] for article, at in pairs]


def covering_after_lede(story: Story, words: int) -> list[str]:
    """As stories of four and more texts are told: the lede of the newest article, then what most of them say."""
    articles = split(story)
    lede = find_lede(ArticleSentences("", articles[-1], DEFAULT))
    first = None if lede is None else (len(articles) - 1, lede)
    return covering(partial(cover, first=first), story, words)


def joined_lex_rank(story: Story, words: int) -> list[str]:
    """Stock sumy on the articles joined; its best sentences until the words are full."""
    tokenizer = Tokenizer(DEFAULT)
    document, _ = read_document("", [paragraph for article in story for paragraph in article], tokenizer, most=MANY)
    summarizer = LexRankSummarizer(tokenizer.stem)
    summarizer.stop_words = stop_words(DEFAULT)
    return [str(sentence) for sentence in summarizer(document, max(words // 15, 3))]


def lead(story: Story, words: int) -> list[str]:
    """The beginning of the newest article."""
    return split(story[-1:])[0][: words // 10]


SYSTEMS: dict[str, Callable[[Story, int], list[str]]] = {
    "newest lede, then cover (`news`)": covering_after_lede,
    "cover, exact": lambda story, words: covering(cover, story, words),
    "cover, greedy": lambda story, words: covering(cover_greedily, story, words),
    "sumy LexRank on the articles joined": joined_lex_rank,
    "lead of the newest article": lead,
}


def recall(summary: str, references: Sequence[str], scorer: RougeScorer) -> tuple[float, ...]:
    scores = [scorer.score(reference, summary) for reference in references]
    return tuple(mean(score[measure].recall for score in scores) for measure in MEASURES)


def measure(
    system: Callable[[Story, int], list[str]], stories: Sequence[Story], summaries: Sequence[Sequence[str]], limit: int
) -> str:
    """The cells of a system's row."""
    scorer = RougeScorer(MEASURES, use_stemmer=True)
    scores, lengths, times = [], [], []
    for story, references in zip(stories, summaries, strict=True):
        began = perf_counter()
        chosen = system(story, limit)
        times.append((perf_counter() - began) * 1000)
        words = " ".join(chosen).split()[:limit]
        lengths.append(len(words))
        scores.append(recall(" ".join(words), references, scorer))
    cells = [interval([score[index] for score in scores]) for index in range(len(MEASURES))]
    return f"{' | '.join(cells)} | {mean(lengths):.0f} | {mean(times):.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--half", choices=["first", "second"], help="the first to choose on, the second to report")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    rows = [orjson.loads(line) for line in options.data.read_bytes().splitlines() if line.strip()]
    middle = len(rows) // 2
    rows = {"first": rows[:middle], "second": rows[middle:]}.get(options.half, rows)[: options.limit]
    stories = [
        [[" ".join(part.split()) for part in text.split("\n") if part.strip()] for text in row["articles"]]
        for row in rows
    ]
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{len(rows)} stories of {options.data.name}{f', {options.half} half' if options.half else ''}, "
        f"{options.words} words\n"
    )
    print("| | ROUGE-1 recall | ROUGE-2 recall | words | ms a story |\n|---|---|---|---|---|")
    for name, system in SYSTEMS.items():
        system(stories[0], options.words)  # loads stemmers and stop words
        row = measure(system, stories, [row["summaries"] for row in rows], options.words)
        print(f"| {name} | {row} |", flush=True)


if __name__ == "__main__":
    main()
