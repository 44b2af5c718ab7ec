"""How the cost of work grows with its input: the processor time of twice the input over that of the input."""

from collections.abc import Callable
from time import process_time
from typing import TypeVar

T = TypeVar("T")

MAX_RATIO = 2.6  # of linear work; a little over two, since machines are busy

_ROUNDS = 6  # at most, on a machine that is busy


def cost_ratio(
    make: Callable[[int], T], run: Callable[[T], object], size: int, tries: int = 2, limit: float = MAX_RATIO
) -> float:
    """The best of several runs on an input of `2 * size` over the best on one of `size`.

    Both are run again while their ratio is over `limit`: what is linear comes below it as soon as nothing disturbs.
    """
    once, twice = make(size), make(2 * size)
    run(once)  # whatever is loaded or compiled by the first call
    best_once = best_twice = float("inf")
    ratio = float("inf")
    for _ in range(_ROUNDS):
        best_once = min(best_once, *(_cost(run, once) for _ in range(tries)))
        best_twice = min(best_twice, *(_cost(run, twice) for _ in range(tries)))
        ratio = best_twice / max(best_once, 1e-4)
        if ratio < limit:
            break
    return ratio


def _cost(run: Callable[[T], object], given: T) -> float:
    start = process_time()
    run(given)
    return process_time() - start
