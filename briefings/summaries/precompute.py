"""Fills the summary cache for many stories at once, with a process for each core."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from os import cpu_count

from briefings.model.article import Article
from briefings.summaries.cache import Summary, SummaryCache, cache_key, spans_of
from briefings.summaries.summarizer import Summarizer

log = logging.getLogger(__name__)

_STORIES_PER_BATCH = 50
_BATCHES_PER_PROCESS = 2  # that are waiting or being worked on, so that no process is idle

Articles = Sequence[Article]  # of one story


def make_summaries(
    stories: Iterable[Articles], algorithm: str, cache: SummaryCache, on_progress: Callable[[int], None]
) -> None:
    """Put the summary of each story into the cache where it is missing.

    `on_progress` is called again and again with the number of stories done since the last call, in all as many as
    there are stories. A process that dies is logged; the summaries still missing are made when they are asked for.
    """
    batches = _missing_batches(stories, algorithm, cache, on_progress)
    first = next(batches, None)
    if first is None:
        return
    processes = cpu_count() or 1
    pending: deque[Future[list[Summary]]] = deque()
    try:
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:  # to fork would copy locks that others hold
            pending.append(pool.submit(_summarize_batch, algorithm, first))
            for batch in batches:
                pending.append(pool.submit(_summarize_batch, algorithm, batch))
                if len(pending) > _BATCHES_PER_PROCESS * processes:
                    _store_result(pending.popleft(), cache, on_progress)
            while pending:
                _store_result(pending.popleft(), cache, on_progress)
    except BrokenProcessPool:
        log.exception("Summaries cannot be made in other processes")


def _missing_batches(
    stories: Iterable[Articles], algorithm: str, cache: SummaryCache, on_progress: Callable[[int], None]
) -> Iterator[list[Articles]]:
    """The stories that the cache lacks, in batches."""
    stories = iter(stories)
    while batch := list(islice(stories, _STORIES_PER_BATCH)):
        missing = [articles for articles in batch if cache.get(cache_key(algorithm, articles)) is None]
        on_progress(len(batch) - len(missing))
        if missing:
            yield missing


def _store_result(batch: Future[list[Summary]], cache: SummaryCache, on_progress: Callable[[int], None]) -> None:
    summaries = batch.result()
    cache.put(summaries)
    on_progress(len(summaries))


def _summarize_batch(algorithm: str, stories: Sequence[Articles]) -> list[Summary]:
    """The summaries of some stories; runs in a process of its own."""
    summarizer = Summarizer(algorithm)
    return [
        (cache_key(algorithm, articles), spans)
        for articles in stories
        if (spans := spans_of(summarizer.choose_from(articles), articles)) is not None
    ]
