"""How well articles find their stories, beside a plain TF-IDF cosine single pass at its best threshold, in one run.

    python benchmarks/stories.py --data FILE.jsonl [--limit N] [--scale 100000]

FILE has one JSON object a line: `id`, `text`, `story`, and optionally `title` and `published`. Prints a Markdown
table: BCubed precision, recall and F1 (Bagga and Baldwin, 1998), how far the stories of two orders of the articles
agree (BCubed F1 of one against the other), and mean milliseconds an article. Then how many near-copies are found: of
every tenth article, one without its last third and with every 25th word changed. `--scale` adds made-up articles and
prints what placing one among so many takes.
"""

import argparse
import os
import platform
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log, sqrt
from pathlib import Path
from random import Random
from statistics import mean, quantiles
from time import perf_counter

import orjson

from briefings.language.analysis import DEFAULT, stem, stop_words, words
from briefings.model.article import Draft
from briefings.stories.clustering import Entry, StoryIndex
from briefings.stories.features import extract_features

NOW = datetime(2026, 11, 24, tzinfo=UTC)
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


def ours(drafts: Sequence[Draft], order: Sequence[int]) -> Stories:
    index, stories = StoryIndex(), {}
    entries: dict[str, Entry] = {}
    for number in order:
        known = extract_features(drafts[number], NOW)
        placed = index.place(known)
        entry = Entry(str(number), placed.story or str(number), placed.copy_of or str(number), known)
        joined = [replace(each, story=entry.story) for each in entries.values() if each.story in placed.joins]
        for each in (entry, *joined):
            entries[each.id] = each
            index.add(each)
    stories = {int(entry.id): entry.story for entry in entries.values()}
    return [stories[number] for number in range(len(drafts))]


def vectors(drafts: Sequence[Draft]) -> list[dict[str, float]]:
    """Each article's stems by (1 + ln tf) × idf, of length 1; the idf is that of the whole file."""
    counts = []
    for draft in drafts:
        text = "\n".join((draft.headline, *draft.paragraphs))
        found = (word for word in words(text, DEFAULT) if word not in stop_words(DEFAULT))
        counts.append(Counter(stem(word, DEFAULT) for word in found))
    having = Counter(term for count in counts for term in count)
    made = []
    for count in counts:
        vector = {term: (1 + log(times)) * log(len(counts) / having[term]) for term, times in count.items()}
        length = sqrt(sum(value * value for value in vector.values())) or 1
        made.append({term: value / length for term, value in vector.items()})
    return made


def single_pass(articles: Sequence[dict[str, float]], order: Sequence[int], threshold: float) -> Stories:
    """Each article joins the story whose centroid is nearest, if it is near enough."""
    centres: list[Counter[str]] = []
    lengths: list[float] = []
    having: defaultdict[str, set[int]] = defaultdict(set)
    stories: Stories = [None] * len(articles)
    for number in order:
        vector, near = articles[number], Counter[int]()
        for term, value in vector.items():
            for story in having[term]:
                near[story] += value * centres[story][term]
        best = max(near, key=lambda story: near[story] / lengths[story], default=None)
        if best is None or near[best] / lengths[best] < threshold:
            best = len(centres)
            centres.append(Counter())
            lengths.append(0)
        stories[number] = best
        for term, value in vector.items():
            centres[best][term] += value
            having[term].add(best)
        lengths[best] = sqrt(sum(value * value for value in centres[best].values()))
    return stories


def row(name: str, place: Callable[[Sequence[int]], Stories], true: Stories) -> str:
    order = list(range(len(true)))
    began = perf_counter()
    found = place(order)
    milliseconds = (perf_counter() - began) * 1000 / len(true)
    Random(1).shuffle(order)
    cells = [f"{value:.3f}" for value in (*bcubed(found, true), bcubed(place(order), found)[2])]
    return f"| {name} | {' | '.join(cells)} | {milliseconds:.2f} |"


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
    index, times = StoryIndex(), []
    for at, draft in enumerate(made_up(number)):
        known = extract_features(draft, NOW - timedelta(minutes=(number - at) // 4))
        began = perf_counter()
        placed = index.place(known)
        index.add(Entry(str(at), placed.story or str(at), placed.copy_of or str(at), known))
        times.append((perf_counter() - began) * 1000)
    last = quantiles(times[-1000:], n=100)
    return f"Placing one among {number:,}: p50 {last[49]:.1f} ms, p99 {last[98]:.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--scale", type=int)
    arguments = parser.parse_args()
    drafts, true = read(arguments.data, arguments.limit)
    machine = f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, {platform.python_version()}"
    print(f"{len(drafts)} articles, {len(set(true))} stories; {machine}\n")
    print("| | precision | recall | F1 | orders agree | ms an article |\n|---|---|---|---|---|---|")
    print(row("Sourceline", lambda order: ours(drafts, order), true), flush=True)
    articles, order = vectors(drafts), range(len(drafts))
    best = max(THRESHOLDS, key=lambda threshold: bcubed(single_pass(articles, order, threshold), true)[2])
    print(row(f"TF-IDF single pass, best threshold ({best})", lambda order: single_pass(articles, order, best), true))
    print(f"\n{copies(drafts)}")
    if arguments.scale:
        print(scale(arguments.scale))


if __name__ == "__main__":
    main()
