"""How the cost of work grows with its input: what twice the input costs, in times of what the input costs."""

import gc
from collections.abc import Callable
from math import sqrt
from time import process_time
from typing import TypeVar

T = TypeVar("T")

MAX_RATIO = 2.6  # of linear work; a little over two, since machines are busy

_ROUNDS = 8  # at most, on a machine that is busy


def cost_ratio(
    make: Callable[[int], T], run: Callable[[T], object], size: int, tries: int = 2, limit: float = MAX_RATIO
) -> float:
    """The mean growth over two doublings, from half of `size` to twice `size`, in processor time, best of several runs.

    Two doublings tell what is linear (4 times) from what is not (16 times) where one is lost in a busy machine's noise.
    Both are run again, one after the other, while the growth is over `limit`: what is linear comes below it as soon as
    both are disturbed alike. What is quadratic does so only where the smaller alone is, to more than twice its cost.
    """
    small, large = make(size // 2), make(2 * size)
    run(small)  # whatever is loaded or compiled by the first call
    ratio = float("inf")
    for _ in range(_ROUNDS):
        best_small = min(_cost(run, small) for _ in range(tries))
        best_large = min(_cost(run, large) for _ in range(tries))
        ratio = min(ratio, sqrt(best_large / max(best_small, 1e-4)))
        if ratio < limit:
            break
    return ratio


def _cost(run: Callable[[T], object], given: T) -> float:
    """Processor seconds, without the garbage collector, whose work depends on all that the tests before have left."""
    gc.disable()
    try:
        start = process_time()
        run(given)
        return process_time() - start
    finally:
        gc.enable()
