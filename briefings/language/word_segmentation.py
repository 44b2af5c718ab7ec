"""Splits text of languages written without spaces into words; needs optional packages, e.g. `sourceline[zh]`."""

import logging
import os
import warnings
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from briefings.process_tuning import kept_for_good

Segmenter = Callable[[str], list[str]]

_PACKAGES = {"ja": "tinysegmenter", "th": "pythainlp", "zh": "jieba"}  # by language, the name of the extra


def lacks_package(language: str) -> bool:
    """Whether the language needs a package that is not installed."""
    return language in _PACKAGES and find_spec(_PACKAGES[language]) is None


@lru_cache
def segmenter(language: str) -> Segmenter | None:
    """The function that splits a text into words; None if spaces separate words or the package is not installed."""
    if language not in _PACKAGES or lacks_package(language):
        return None
    with kept_for_good():
        return {"ja": _japanese_segmenter, "th": _thai_segmenter, "zh": _chinese_segmenter}[language]()


def _japanese_segmenter() -> Segmenter:
    tokenize: Segmenter = import_module("tinysegmenter").TinySegmenter().tokenize
    return tokenize


def _thai_segmenter() -> Segmenter:
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # otherwise it makes a folder in the user's home
    tokenize = import_module("pythainlp.tokenize").word_tokenize
    tokenize("ไทย", engine="newmm")  # loads its dictionary
    return lambda text: list(tokenize(text, engine="newmm"))


def _chinese_segmenter() -> Segmenter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba warns of a part of setuptools that it can do without
        jieba = import_module("jieba")
    jieba.setLogLevel(logging.WARNING)
    # Its own way is a file in the folder for temporary files, which anybody may have put there, and is read in one call
    # of a third of a second, during which no other thread works.
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return lambda text: list(tokenizer.cut(text))
