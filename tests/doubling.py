"""How the cost of a piece of work grows with its input: the processor time of twice the input over that of the input."""

from collections.abc import Callable
from time import process_time
from typing import TypeVar

T = TypeVar("T")

MAX_RATIO = 2.6  # of linear work; a little over two, since machines are busy


def cost_ratio(make: Callable[[int], T], run: Callable[[T], object], size: int, tries: int = 5) -> float:
    """The best of several runs on an input of `2 * size` over the best on one of `size`."""
    once, twice = make(size), make(2 * size)
    run(once)  # whatever is loaded or compiled by the first call
    return min(_cost(run, twice) for _ in range(tries)) / max(min(_cost(run, once) for _ in range(tries)), 1e-4)


def _cost(run: Callable[[T], object], given: T) -> float:
    start = process_time()
    run(given)
    return process_time() - start
