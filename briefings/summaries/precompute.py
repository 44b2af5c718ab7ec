"""Makes the summaries of many stories at once, in all cores, and keeps them."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from os import cpu_count

from briefings.model.article import Article
from briefings.summaries.cache import Summary, SummaryCache, cache_key, places_of
from briefings.summaries.summarizer import Summarizer

log = logging.getLogger(__name__)

_AT_ONCE = 50  # stories that a process is given
_WAITING = 2  # such lots for each process, so that none is idle

Articles = Sequence[Article]  # of a story


def make_summaries(
    stories: Iterable[Articles], algorithm: str, kept: SummaryCache, on_progress: Callable[[int], None]
) -> None:
    """Keep what is to be said of each story, of those that nothing is kept of; `on_progress` hears how many are done.

    A process that dies costs nothing but its work: what is missing is made when it is asked for.
    """
    lots = _lots(stories, algorithm, kept, on_progress)
    first = next(lots, None)
    if first is None:
        return
    processes = cpu_count() or 1
    waiting: deque[Future[list[Summary]]] = deque()
    try:
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:  # to fork would copy locks that others hold
            waiting.append(pool.submit(_summaries, algorithm, first))
            for lot in lots:
                waiting.append(pool.submit(_summaries, algorithm, lot))
                if len(waiting) > _WAITING * processes:
                    _keep(waiting.popleft(), kept, on_progress)
            while waiting:
                _keep(waiting.popleft(), kept, on_progress)
    except BrokenProcessPool:
        log.exception("Summaries cannot be made in other processes")


def _lots(
    stories: Iterable[Articles], algorithm: str, kept: SummaryCache, on_progress: Callable[[int], None]
) -> Iterator[list[Articles]]:
    """The stories that nothing is kept of, some at a time."""
    stories = iter(stories)
    while lot := list(islice(stories, _AT_ONCE)):
        missing = [articles for articles in lot if kept.get(cache_key(algorithm, articles)) is None]
        on_progress(len(lot) - len(missing))
        if missing:
            yield missing


def _keep(lot: Future[list[Summary]], kept: SummaryCache, on_progress: Callable[[int], None]) -> None:
    made = lot.result()
    kept.put(made)
    on_progress(len(made))


def _summaries(algorithm: str, stories: Sequence[Articles]) -> list[Summary]:
    """In a process of its own."""
    summarizer = Summarizer(algorithm)
    return [
        (cache_key(algorithm, articles), places)
        for articles in stories
        if (places := places_of(summarizer.choose_from(articles), articles)) is not None
    ]
