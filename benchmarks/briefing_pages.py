"""Briefings beside their sources, for people to read. Run by `briefings.py`."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from random import Random

from briefing_faults import Shown, article_sentences, counted, table
from clusterers import NOW
from story_pairs import Pile, read_pile

from briefings.model.article import Article, Draft
from briefings.model.briefing import Briefing, Citation
from briefings.model.story import Story
from briefings.stories.clustering import Entry, StoryIndex
from briefings.stories.features import extract_features
from briefings.summaries.briefing_builder import brief
from briefings.summaries.summarizer import Summarizer

MAX_SOURCE_SENTENCES = 12
SINGLE_BRIEFINGS = 60
WIDE, NARROW = "=" * 100, "-" * 100


def stories(pile: Pile, has_pairs: bool, limit: int | None, seed: int) -> list[tuple[list[str], Story]]:
    """Each story with the ids of its articles in the file."""
    random = Random(seed)
    if not has_pairs:
        chosen = random.sample(range(len(pile.drafts)), min(limit or SINGLE_BRIEFINGS, len(pile.drafts)))
        return [([pile.ids[number]], story([pile.drafts[number]])) for number in chosen]
    same = [pair for pair in pile.pairs if pair.are == "same"]
    made = []
    for pair in random.sample(same, min(limit or len(same), len(same))):
        numbers = sorted((pair.one, pair.other))
        moments = [pile.drafts[number].published for number in numbers]
        if moments[0] and moments[1] and moments[0] > moments[1]:
            numbers.reverse()
        made.append(([pile.ids[number] for number in numbers], story([pile.drafts[number] for number in numbers])))
    return made


def story(drafts: Sequence[Draft]) -> Story:
    """The articles as they would be stored, an hour after each other, and found to be copies or not."""
    index = StoryIndex()
    articles: list[Article] = []
    for number, draft in enumerate(drafts, 1):
        id = f"{NOW:%y%m%d}-{number}"
        features = extract_features(draft, NOW)
        copy_of = index.place(features).copy_of or id
        values = {field.name: getattr(draft, field.name) for field in fields(draft)}
        received = NOW + timedelta(hours=number)
        articles.append(Article(**values, id=id, received=received, story=f"{NOW:%y%m%d}-1", copy_of=copy_of))
        index.add(Entry(id, articles[0].story, copy_of, features))
    return Story(tuple(articles))


def shown(story: Story, briefing: Briefing) -> Shown:
    articles = [briefing.sources[quote.source - 1].article for quote in briefing.quotes]
    return Shown(story, briefing.headline, tuple(zip(articles, (quote.text for quote in briefing.quotes), strict=True)))


def alternative(story: Story) -> Shown:
    """The first two sentences of the newest article."""
    newest = story.newest
    return Shown(story, newest.headline, tuple((newest, text) for text in article_sentences(newest)[:2]))


def page(number: int, ids: Sequence[str], story: Story, briefing: Briefing, faults: Sequence[str]) -> Iterator[str]:
    """The lines of one briefing and what it was made from."""
    yield from ("", WIDE, f"{number}. {' + '.join(ids)}", "", briefing.headline, "")
    for quote in briefing.quotes:
        yield f"  {quote.text} [{quote.source}] ¶{quote.paragraph}"
    yield ""
    for mark, citation in enumerate(briefing.sources, 1):
        yield f"  [{mark}] {source_line(citation, ids[story.articles.index(citation.article)])}"
    if faults:
        yield f"  (counted: {', '.join(faults)})"
    for id, article in zip(ids, story.articles, strict=True):
        yield from (NARROW, f"{id}: {article.headline}")
        for sentence in article_sentences(article)[:MAX_SOURCE_SENTENCES]:
            yield f"  · {sentence}"


def source_line(citation: Citation, id: str) -> str:
    article = citation.article
    parts = [
        article.outlet or "Source not named",
        f"via {article.agency}" if article.agency else "",
        article.author or "",
        f"{article.published:%Y-%m-%d}" if article.published else "",
        "Opinion" if article.opinion else "",
        ", ".join(f"¶{paragraph}" for paragraph in citation.paragraphs),
        id,
    ]
    return " · ".join(filter(None, parts))


def main(usage: str) -> None:
    parser = argparse.ArgumentParser(description=usage, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    summarizer = Summarizer()
    lines: list[str] = []
    ours, theirs = [], []
    pile = read_pile(options.data, options.pairs)
    for number, (ids, told) in enumerate(stories(pile, bool(options.pairs), options.limit, options.seed), 1):
        briefing = brief(told, summarizer.choose_from(told.articles))
        ours.append(counted(shown(told, briefing)))
        theirs.append(counted(alternative(told)))
        lines += page(number, ids, told, briefing, ours[-1].faults)
    options.out.write_text("\n".join(lines).lstrip() + "\n", encoding="utf-8")
    print(table({"briefings": ours, "first two sentences of the newest article": theirs}))
