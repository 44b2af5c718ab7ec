"""Words of languages that are written without spaces, found by packages that come as extras: `sourceline[zh]`."""

import logging
import os
import warnings
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

Segmenter = Callable[[str], list[str]]

_PACKAGES = {"ja": "tinysegmenter", "th": "pythainlp", "zh": "jieba"}  # language, which is the extra → its package


def lacks_package(language: str) -> bool:
    """Whether the language needs a package that is not installed."""
    return language in _PACKAGES and find_spec(_PACKAGES[language]) is None


@lru_cache
def segmenter(language: str) -> Segmenter | None:
    """What cuts a text of that language into words; None where spaces do that or the package is not installed."""
    if language not in _PACKAGES or lacks_package(language):
        return None
    return {"ja": _japanese, "th": _thai, "zh": _chinese}[language]()


def _japanese() -> Segmenter:
    tokenize: Segmenter = import_module("tinysegmenter").TinySegmenter().tokenize
    return tokenize


def _thai() -> Segmenter:
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # it would make a folder in the user's home
    tokenize = import_module("pythainlp.tokenize").word_tokenize
    return lambda text: list(tokenize(text, engine="newmm"))


def _chinese() -> Segmenter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a part of setuptools that it can do without
        jieba = import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    return lambda text: list(jieba.cut(text))
