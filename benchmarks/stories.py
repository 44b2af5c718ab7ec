"""How well articles find their stories, beside a plain TF-IDF cosine single pass at its best threshold, in one run.

    python benchmarks/stories.py --data FILE.jsonl [--limit N]
    python benchmarks/stories.py --data PILE.jsonl --pairs PAIRS.tsv [--cross-validate | --fit]
    python benchmarks/stories.py --scale 100000

FILE has one JSON object a line: `id`, `text`, `story`, and optionally `title` and `published`. Prints a Markdown
table: BCubed precision, recall and F1 (Bagga and Baldwin, 1998), how far the stories of two orders of the articles
agree (BCubed F1 of one against the other), and mean milliseconds an article. Then how many near-copies are found: of
every tenth article, one without its last third and with every 25th word changed. `--scale` adds made-up articles and
prints what placing one among so many takes.

PILE has one JSON object a line: `id`, `title`, `text`, and optionally a date; PAIRS is tab-separated below the header
`one other are`: two ids, and `same`, `saga` or `different`. `--pairs` prints how many pairs are joined, in the whole
pile and in piles of 75; `--fit` the weights that suit them best; `--cross-validate` how well these do on unseen pairs.
"""

import argparse
import os
import platform
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import mean, quantiles
from time import perf_counter

import orjson
from clusterers import NOW, Grouping, features_of, single_pass, sourceline, vectors
from story_pairs import read_pile, tables
from story_weights import cross_validated, fit, measure

from briefings.model.article import Draft
from briefings.stories.clustering import Entry, StoryIndex
from briefings.stories.features import extract_features

LAST_PLACED = 1000  # of the made-up articles
THRESHOLDS = [number / 100 for number in range(8, 41, 2)]
Stories = list[Hashable]


def read(file: Path, limit: int | None) -> tuple[list[Draft], Stories]:
    rows = [orjson.loads(line) for line in file.read_bytes().splitlines()][:limit]
    drafts = [
        Draft(
            headline=row.get("title") or row["text"].lstrip().partition("\n")[0],
            paragraphs=tuple(" ".join(part.split()) for part in row["text"].split("\n") if part.strip()),
            published=published(row.get("published")),
        )
        for row in rows
    ]
    order = sorted(range(len(rows)), key=lambda number: drafts[number].published or NOW)
    return [drafts[number] for number in order], [rows[number]["story"] for number in order]


def published(text: str | None) -> datetime | None:
    moment = datetime.fromisoformat(text) if text else None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None


def bcubed(found: Stories, true: Stories) -> tuple[float, float, float]:
    together: tuple[defaultdict[Hashable, set[int]], ...] = (defaultdict(set), defaultdict(set))
    for number, pair in enumerate(zip(found, true, strict=True)):
        for story, members in zip(pair, together, strict=True):
            members[story].add(number)
    shared = [len(together[0][one] & together[1][other]) for one, other in zip(found, true, strict=True)]
    precision = mean(number / len(together[0][story]) for number, story in zip(shared, found, strict=True))
    recall = mean(number / len(together[1][story]) for number, story in zip(shared, true, strict=True))
    return precision, recall, 2 * precision * recall / (precision + recall)


def row(name: str, cluster: Callable[[Sequence[int]], Grouping], true: Stories) -> str:
    order = list(range(len(true)))
    began = perf_counter()
    found = in_order(cluster(order))
    milliseconds = (perf_counter() - began) * 1000 / len(true)
    Random(1).shuffle(order)
    cells = [f"{value:.3f}" for value in (*bcubed(found, true), bcubed(in_order(cluster(order)), found)[2])]
    return f"| {name} | {' | '.join(cells)} | {milliseconds:.2f} |"


def in_order(grouping: Grouping) -> Stories:
    return [grouping.stories[number] for number in range(len(grouping.stories))]


def copies(drafts: Sequence[Draft]) -> str:
    index = StoryIndex()
    for number, draft in enumerate(drafts):
        index.add(Entry(str(number), str(number), str(number), extract_features(draft, NOW)))
    made = {number: edited(drafts[number]) for number in range(0, len(drafts), 10)}
    found = sum(index.place(extract_features(draft, NOW)).copy_of == str(number) for number, draft in made.items())
    return f"Near-copies found: {found} of {len(made)}"


def edited(draft: Draft) -> Draft:
    kept = draft.paragraphs[: max(len(draft.paragraphs) * 2 // 3, 1)]
    texts = [
        " ".join("something" if at % 25 == 12 else word for at, word in enumerate(paragraph.split()))
        for paragraph in kept
    ]
    return replace(draft, headline=f"Update: {draft.headline}", paragraphs=tuple(texts))


def made_up(number: int) -> Iterator[Draft]:
    """Articles of 250 words of a vocabulary as skewed as a language's, with some rare names each."""
    random = Random(2)
    common = [f"word{rank}" for rank in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(20_000)]
    for article in range(number):
        event = article // 4
        names = [f"Name{(event * 7 + at) % 30_000}" for at in range(6)]
        body = random.choices(common, weights, k=250) + names * 3
        random.shuffle(body)
        yield Draft(headline=" ".join(["In", *names[:3]]), paragraphs=(" ".join(body),))


def scale(number: int) -> str:
    """How long placing takes, of the last thousand articles; those before are put into their stories at once."""
    index, times = StoryIndex(), []
    for at, draft in enumerate(made_up(number)):
        known = extract_features(draft, NOW - timedelta(minutes=(number - at) // 4))
        if at >= number - LAST_PLACED:
            began = perf_counter()
            index.place(known)
            times.append((perf_counter() - began) * 1000)
        index.add(Entry(str(at), str(at // 4 * 4), str(at), known))
    percentiles = quantiles(times, n=100)
    return f"Placing one among {number:,}: p50 {percentiles[49]:.1f} ms, p99 {percentiles[98]:.1f} ms"


def themes(data: Path, limit: int | None) -> None:
    drafts, true = read(data, limit)
    print(f"{len(drafts)} articles, {len(set(true))} stories; {machine()}\n")
    print("| | precision | recall | F1 | orders agree | ms an article |\n|---|---|---|---|---|---|")
    print(row("Sourceline", lambda order: sourceline(features_of(drafts), order), true), flush=True)
    articles, order = vectors(drafts), range(len(drafts))

    def baseline(threshold: float) -> Callable[[Sequence[int]], Grouping]:
        return lambda order: single_pass(articles, order, threshold)

    best = max(THRESHOLDS, key=lambda threshold: bcubed(in_order(baseline(threshold)(order)), true)[2])
    print(row(f"TF-IDF single pass, best threshold ({best})", baseline(best), true))
    print(f"\n{copies(drafts)}")


def judged_pairs(data: Path, judgements: Path, fits: bool, cross_validates: bool) -> None:
    pile = read_pile(data, judgements)
    print(f"{len(pile.drafts)} articles, {len(pile.pairs)} judged pairs; {machine()}", flush=True)
    if fits:
        print(fit(measure(pile, features_of(pile.drafts))))
    elif cross_validates:
        for line in cross_validated(pile):
            print(line, flush=True)
    else:
        for line in tables(pile):
            print(line, flush=True)


def machine() -> str:
    return f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--scale", type=int)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args()
    if options.data and options.pairs:
        judged_pairs(options.data, options.pairs, options.fit, options.cross_validate)
    elif options.data:
        themes(options.data, options.limit)
    if options.scale:
        print(scale(options.scale))


if __name__ == "__main__":
    main()
