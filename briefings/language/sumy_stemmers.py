"""sumy's stemmers, imported without scipy.

sumy imports nltk, and nltk imports scipy where it is installed, for measures that stemming has no use for: a second,
and 60 MB for as long as the bot runs.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _as_if_not_installed(name: str) -> Iterator[None]:
    """In this block, a package cannot be imported, unless it is already.

    That holds for every thread; but whoever needs scipy (`summaries/multi_article`) has stemmed before, so waited for
    this module.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment] # which is how Python is told
    try:
        yield
    finally:
        del sys.modules[name]


with _as_if_not_installed("scipy"):
    from sumy.nlp.stemmers import Stemmer

__all__ = ["Stemmer"]
