"""How many judged pairs of articles are joined: in the whole pile, and in piles of 75. Used by `stories.py --pairs`."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from statistics import fmean
from time import perf_counter
from typing import NamedTuple, TypeVar

import orjson
from clusterers import NOW, Grouping, Vector, single_pass, sourceline, vectors
from clustering_before import before, features_before

from briefings.intake.formats.json_records import read_json_lines
from briefings.model.article import Draft
from briefings.stories.features import extract_features

ORDERS = 5  # of the whole pile
SMALL_PILE = 75  # articles
MIN_PAIRS = 300  # judged ones that fall into one small pile, over all shuffles
THRESHOLDS = [number / 100 for number in range(20, 61, 2)]
HEADER = """\
| | precision | lowest | recall | sagas joined | largest story | ms an article | related: same, saga, different |
|---|---|---|---|---|---|---|---|"""
KINDS = ("same", "saga", "different")

Features = TypeVar("Features")
Order = Sequence[int]
Clusterer = Callable[[Order], Grouping]


class Pair(NamedTuple):
    """Two articles, by their numbers, and what they are: `same`, `saga` or `different`."""

    one: int
    other: int
    are: str


@dataclass
class Pile:
    """Articles as intake reads them, their ids in the file, and the pairs of them that were judged."""

    ids: list[str]
    drafts: list[Draft]
    pairs: list[Pair]

    def whole(self, orders: int = ORDERS) -> list[list[Order]]:
        """The whole pile in several random orders, each a trial of its own."""
        return [[shuffled(range(len(self.drafts)), seed)] for seed in range(orders)]

    def small(self) -> list[list[Order]]:
        """Piles of 75, shuffle by shuffle, until enough judged pairs are in one pile: all one trial."""
        piles: list[Order] = []
        pairs = 0
        while pairs < MIN_PAIRS:
            order = shuffled(range(len(self.drafts)), 100 + len(piles))
            cut = [order[start : start + SMALL_PILE] for start in range(0, len(order), SMALL_PILE)]
            pile_of = {number: index for index, pile in enumerate(cut) for number in pile}
            pairs += sum(pile_of[pair.one] == pile_of[pair.other] for pair in self.pairs)
            piles += cut
        return [piles]


@dataclass
class Counts:
    """What became of the judged pairs in one trial."""

    judged: Counter[str] = field(default_factory=Counter)
    joined: Counter[str] = field(default_factory=Counter)
    related: Counter[str] = field(default_factory=Counter)
    largest: int = 0

    def add(self, pairs: Sequence[Pair], grouping: Grouping) -> None:
        stories = grouping.stories
        for one, other, are in pairs:
            if one in stories and other in stories:
                together = stories[one] == stories[other]
                self.judged[are] += 1
                self.joined[are] += together
                self.related[are] += not together and frozenset((one, other)) in grouping.related
        self.largest = max(self.largest, *Counter(stories.values()).values())

    @property
    def precision(self) -> float:
        """The share of "same" among the joined pairs that are "same" or "different"; 1 if there is none."""
        counted = self.joined["same"] + self.joined["different"]
        return self.joined["same"] / counted if counted else 1.0

    def share_joined(self, are: str) -> float:
        return self.joined[are] / self.judged[are] if self.judged[are] else 0.0

    @property
    def f1(self) -> float:
        recall = self.share_joined("same")
        return 2 * self.precision * recall / (self.precision + recall or 1)


def read_pile(file: Path, pairs: Path | None = None) -> Pile:
    """The articles, each read as a pushed one is, and the judged pairs of which both could be read.

    Prints how many rows of pairs name an article that could not be; ends the program if that leaves none.
    """
    pile = Pile([], [], [])
    for line in filter(str.strip, file.read_text(encoding="utf-8").split("\n")):
        id = str(orjson.loads(line)["id"])
        for draft in read_json_lines(line, id).drafts:
            pile.ids.append(id)
            pile.drafts.append(draft)
    numbers = {id: number for number, id in enumerate(pile.ids)}
    rows = [row.split("\t") for row in pairs.read_text(encoding="utf-8").splitlines()[1:]] if pairs else []
    found = [row for row in rows if row[0] in numbers and row[1] in numbers]
    pile.pairs.extend(Pair(numbers[one], numbers[other], are) for one, other, are in found)
    if len(found) < len(rows):
        print(f"{len(rows) - len(found)} of {len(rows)} judged pairs name an article that is not in the pile.")
    if pairs and not found:
        raise SystemExit(f"No judged pair of {pairs} is of two articles of {file}.")
    return pile


def shuffled(numbers: Sequence[int], seed: int) -> list[int]:
    order = list(numbers)
    Random(seed).shuffle(order)
    return order


def counted(pairs: Sequence[Pair], cluster: Clusterer, trials: Sequence[Sequence[Order]]) -> list[Counts]:
    """For each trial, what becomes of the pairs in its piles."""
    every = []
    for piles in trials:
        counts = Counts()
        for pile in piles:
            counts.add(pairs, cluster(pile))
        every.append(counts)
    return every


class Method:
    """A way to cluster, with the time it takes an article: to read it, and to find its story."""

    def __init__(
        self, read: Callable[[Draft], Features], cluster: Callable[[Sequence[Features], Order], Grouping], pile: Pile
    ) -> None:
        began = perf_counter()
        self.cluster: Clusterer = partial(cluster, [read(draft) for draft in pile.drafts])
        self._reading = (perf_counter() - began) / len(pile.drafts)
        self._pairs = pile.pairs

    def row(self, name: str, trials: Sequence[Sequence[Order]]) -> tuple[str, float]:
        """The row of a table, and the precision in it."""
        began = perf_counter()
        found = counted(self._pairs, self.cluster, trials)
        placing = (perf_counter() - began) / sum(len(pile) for piles in trials for pile in piles)
        return row(name, found, f"{(self._reading + placing) * 1000:.1f}"), precision(found)


def tables(pile: Pile) -> Iterator[str]:
    """Two tables, line by line: the whole pile, and piles of 75."""
    ours, old = Method(partial(extract_features, received=NOW), sourceline, pile), Method(features_before, before, pile)
    terms = vectors(pile.drafts)
    for title, trials in (("The whole pile", pile.whole()), (f"Piles of {SMALL_PILE}", pile.small())):
        pairs = sum(pairs_within(pile.pairs, order) for order in trials[0])
        yield f"\n{title}, {len(trials)} × {pairs} judged pairs:\n\n{HEADER}"
        line, reached = ours.row("Sourceline", trials)
        yield line
        yield old.row("as before 2026-11-25", trials)[0]
        yield from baseline(pile.pairs, terms, trials, reached)


def baseline(
    pairs: Sequence[Pair], terms: Sequence[Vector], trials: Sequence[Sequence[Order]], reached: float
) -> Iterator[str]:
    """The rows of the single pass: at its best threshold for F1, and at the first where it is as precise as Sourceline.

    The thresholds are chosen on the first trial.
    """

    def at(threshold: float, trials: Sequence[Sequence[Order]]) -> list[Counts]:
        return counted(pairs, partial(single_pass, terms, threshold=threshold), trials)

    found = {threshold: at(threshold, trials[:1])[0] for threshold in THRESHOLDS}
    best = max(found, key=lambda threshold: found[threshold].f1)
    yield row(f"TF-IDF single pass, best threshold ({best})", at(best, trials))
    precise = next((threshold for threshold, counts in found.items() if counts.precision >= reached), None)
    if precise:
        yield row(f"TF-IDF single pass, as precise ({precise})", at(precise, trials))


def row(name: str, trials: Sequence[Counts], milliseconds: str = "") -> str:
    cells = [
        f"{precision(trials):.3f}",
        f"{min(each.precision for each in trials):.3f}" if len(trials) > 1 else "",
        f"{fmean(each.share_joined('same') for each in trials):.3f}",
        f"{fmean(each.share_joined('saga') for each in trials):.2f}",
        str(max(each.largest for each in trials)),
        milliseconds,
        ", ".join(f"{fmean(each.related[are] for each in trials):.0f}" for are in KINDS),
    ]
    return f"| {name} | {' | '.join(cells)} |"


def precision(trials: Sequence[Counts]) -> float:
    return fmean(each.precision for each in trials)


def pairs_within(pairs: Sequence[Pair], pile: Order) -> int:
    numbers = set(pile)
    return sum(pair.one in numbers and pair.other in numbers for pair in pairs)
